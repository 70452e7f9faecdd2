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
const ZIP64_COUNT = 0xffff;
const ENCRYPTED_FLAG = 1;
const STORED = 0;
const DEFLATED = 8;

/** Ways of packing that other programs have, by their number in the format. */
const METHODS: Readonly<Record<number, string>> = {
	6: "implode",
	9: "Deflate64",
	12: "bzip2",
	14: "LZMA",
	93: "Zstandard",
	95: "xz",
	98: "PPMd",
	99: "AES",
};

/** Why an archive cannot be read. */
export type ZipErrorCode = "cut" | "damaged" | "encrypted" | "method" | "too-large" | "zip64";

/** Says which fault of an archive was met; `facts` has the member's name and what else the message names. */
export class ZipError extends Error {
	override readonly name = "ZipError";

	constructor(
		readonly code: ZipErrorCode,
		message: string,
		readonly facts: Readonly<Record<string, string | number>> = {},
	) {
		super(`zip: ${message}`);
	}
}

export function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The names and sizes of the archive's files, in the order of its central directory; folders are left out. A
 * member is looked up in the archive, and its kind checked, by `open`.
 * @param most uncompressed bytes of a member that `open` takes at most
 * @throws ZipError, and so does `open`
 */
export function zipDirectory(
	archive: Uint8Array,
	most: number,
): { name: string; size: number; open: () => ZipMember }[] {
	const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
	const end = findEnd(view);
	const count = view.getUint16(end + 10, true);
	let at = view.getUint32(end + 16, true);
	if (at === ZIP64_MARK || count === ZIP64_COUNT) throw zip64();
	const files = [];
	for (let i = 0; i < count; i++) {
		const isEntry = at + ENTRY_SIZE <= archive.length && view.getUint32(at, true) === ENTRY_SIGNATURE;
		if (!isEntry) throw new ZipError("damaged", "expected a central directory whole, got a damaged archive");
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
		if ([header.packedSize, header.size, header.offset].includes(ZIP64_MARK)) throw zip64();
		if (!header.name.endsWith("/")) {
			const open = () => openMember(archive, view, header, most);
			files.push({ name: header.name, size: header.size, open });
		}
		at = nameAt + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return files;
}

/** The member's bytes; a stored one is a view of the archive. Checked against size and checksum. */
export async function readZipMember(member: ZipMember): Promise<Uint8Array> {
	const { name, size, method, crc, packed } = member;
	const bytes = method === "stored" ? packed : await inflate(packed, size, name);
	if (bytes.length !== size || crc32(bytes) !== crc) throw damagedMember(name, size);
	return bytes;
}

/** For a reader that inflates by other means. */
export function damagedMember(name: string, size: number): ZipError {
	const expected = `${name} to unpack to ${size} bytes that match its checksum`;
	return new ZipError("damaged", `expected ${expected}, got other bytes`, { name });
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
	throw new ZipError("cut", "expected an archive with its end, got one that is cut off");
}

function zip64(): ZipError {
	return new ZipError("zip64", "expected the plain zip format, got zip64");
}

function openMember(archive: Uint8Array, view: DataView, header: Header, most: number): ZipMember {
	const { flags, method, crc, packedSize, size, offset, name } = header;
	if (flags & ENCRYPTED_FLAG) {
		throw new ZipError("encrypted", `expected ${name} without a password, got it encrypted`, { name });
	}
	if (method !== STORED && method !== DEFLATED) {
		const by = METHODS[method] ?? `method ${method}`;
		const message = `expected ${name} to be stored or deflated, got it packed by ${by}`;
		throw new ZipError("method", message, { name, method: METHODS[method] ?? method });
	}
	if (size > most) {
		const message = `expected ${name} to be at most ${most} bytes, got ${size}`;
		throw new ZipError("too-large", message, { name, bytes: size, most });
	}
	const isHere = offset + LOCAL_SIZE <= archive.length && view.getUint32(offset, true) === LOCAL_SIGNATURE;
	check(isHere, name);
	// The local header's own lengths may differ from those of the central directory.
	const start = offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
	check(start + packedSize <= archive.length, name);
	const packed = archive.subarray(start, start + packedSize);
	return { name, size, method: method === STORED ? "stored" : "deflated", crc, packed };
}

function check(isWhole: boolean, what: string): void {
	if (isWhole) return;
	throw new ZipError("damaged", `expected ${what} whole, got a damaged archive`, { name: what });
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
			if (length + step.value.length > size) throw damagedMember(name, size);
			bytes.set(step.value, length);
			length += step.value.length;
		}
	} catch {
		await reader.cancel().catch(() => undefined);
		throw damagedMember(name, size);
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
