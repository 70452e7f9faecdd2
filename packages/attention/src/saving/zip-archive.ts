// Zip archives: the central directory, and stored and deflated entries where there is no Node. No zip64 and no
// encryption, which it says.

/** One file of an archive. */
export interface ZipMember {
	readonly name: string;
	/** Uncompressed bytes, as the directory tells. */
	readonly size: number;
	readonly method: "stored" | "deflated";
	readonly crc: number;
	/** A view of the archive. */
	readonly packed: Uint8Array;
}

const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_SIZE = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;
const ZIP64_MARK = 0xffffffff;
const ENCRYPTED_FLAG = 1;
const STORED = 0;
const DEFLATED = 8;

/** A larger claim is damage or malice: it would not fit in memory as what it stands for. */
const LARGEST_MEMBER = 2 ** 30;

export function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The names and sizes of the archive's files, in the order of its central directory; folders are left out. A
 * member is looked up in the archive, and its kind checked, by `open`.
 */
export function zipDirectory(archive: Uint8Array): { name: string; size: number; open: () => ZipMember }[] {
	const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
	const end = findEnd(view);
	const count = view.getUint16(end + 10, true);
	let at = view.getUint32(end + 16, true);
	if (at === ZIP64_MARK) throw new Error("zip: expected an archive under 4 GiB, got the zip64 format");
	const files = [];
	for (let i = 0; i < count; i++) {
		const isEntry = at + ENTRY_SIZE <= archive.length && view.getUint32(at, true) === ENTRY_SIGNATURE;
		check(isEntry, "a central directory");
		const nameLength = view.getUint16(at + 28, true);
		const nameAt = at + ENTRY_SIZE;
		const header = {
			flags: view.getUint16(at + 8, true),
			method: view.getUint16(at + 10, true),
			crc: view.getUint32(at + 16, true),
			packedSize: view.getUint32(at + 20, true),
			size: view.getUint32(at + 24, true),
			offset: view.getUint32(at + 42, true),
			name: new TextDecoder().decode(archive.subarray(nameAt, nameAt + nameLength)),
		};
		if (!header.name.endsWith("/")) {
			files.push({ name: header.name, size: header.size, open: () => openMember(archive, view, header) });
		}
		at = nameAt + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return files;
}

/** The member's bytes; a stored one is a view of the archive. Checked against size and checksum. */
export async function readZipMember(member: ZipMember): Promise<Uint8Array> {
	const { name, size, method, crc, packed } = member;
	const bytes = method === "stored" ? packed : await inflate(packed, size, name);
	if (bytes.length !== size || crc32(bytes) !== crc) throw damagedMember(name);
	return bytes;
}

/** For a reader that inflates by other means. */
export function damagedMember(name: string): Error {
	return new Error(`zip: expected ${name} to match its checksum, got other bytes: the file is damaged`);
}

interface Header {
	readonly flags: number;
	readonly method: number;
	readonly crc: number;
	readonly packedSize: number;
	readonly size: number;
	readonly offset: number;
	readonly name: string;
}

/** The end record is the last thing in the file but for a comment of any length: search backwards. */
function findEnd(view: DataView): number {
	const first = Math.max(0, view.byteLength - END_SIZE - LONGEST_COMMENT);
	for (let at = view.byteLength - END_SIZE; at >= first; at--) {
		if (view.getUint32(at, true) === END_SIGNATURE) return at;
	}
	throw new Error("zip: expected an archive with its end, got none: the file is cut off or no zip");
}

function openMember(archive: Uint8Array, view: DataView, header: Header): ZipMember {
	const { flags, method, crc, packedSize, size, offset, name } = header;
	if (flags & ENCRYPTED_FLAG) throw new Error(`zip: expected a file without password, got ${name}`);
	if (method !== STORED && method !== DEFLATED) {
		throw new Error(`zip: expected ${name} to be stored or deflated, got compression method ${method}`);
	}
	if (size > LARGEST_MEMBER) throw new Error(`zip: expected ${name} to be under 1 GiB, got ${size} bytes`);
	const isHere = offset + LOCAL_SIZE <= archive.length && view.getUint32(offset, true) === LOCAL_SIGNATURE;
	check(isHere, name);
	// The local header's own lengths may differ from those of the central directory.
	const start = offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
	check(start + packedSize <= archive.length, name);
	const packed = archive.subarray(start, start + packedSize);
	return { name, size, method: method === STORED ? "stored" : "deflated", crc, packed };
}

function check(isWhole: boolean, what: string): void {
	if (!isWhole) throw new Error(`zip: expected ${what} whole, got a damaged archive`);
}

/** Stops where more comes out than the directory promised. */
async function inflate(packed: Uint8Array, size: number, name: string): Promise<Uint8Array> {
	const bytes = new Uint8Array(size);
	let length = 0;
	const stream = new Blob([packed as Uint8Array<ArrayBuffer>])
		.stream()
		.pipeThrough(new DecompressionStream("deflate-raw"));
	const reader = stream.getReader();
	try {
		for (let step = await reader.read(); !step.done; step = await reader.read()) {
			if (length + step.value.length > size) throw damagedMember(name);
			bytes.set(step.value, length);
			length += step.value.length;
		}
	} catch {
		await reader.cancel().catch(() => undefined);
		throw damagedMember(name);
	}
	return bytes.subarray(0, length);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
	let crc = byte;
	for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	return crc;
});

function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff]!;
	return (crc ^ 0xffffffff) >>> 0;
}
