/**
 * Reads a zip archive: central directory, stored and deflated entries, CRC checked. Enough for corpora; no
 * zip64 and no encryption, which it says.
 */
import { crc32, inflateRawSync } from "node:zlib";

export interface ZipEntry {
	readonly name: string;
	/** Uncompressed bytes. */
	readonly size: number;
	/** Throws if the entry is damaged or of a kind that this reader does not know. */
	readonly read: () => Buffer;
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

/** A corpus of a gigabyte would not fit in memory as tokens; a larger claim is damage or malice. */
const LARGEST_ENTRY = 2 ** 30;

export function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** The files of the archive, in the order of its central directory; folders are left out. */
export function zipEntries(archive: Buffer): ZipEntry[] {
	const end = findEnd(archive);
	const count = archive.readUInt16LE(end + 10);
	let at = archive.readUInt32LE(end + 16);
	if (at === ZIP64_MARK) throw new Error("zip: expected an archive under 4 GiB, got the zip64 format");
	const entries: ZipEntry[] = [];
	for (let i = 0; i < count; i++) {
		check(
			at + ENTRY_SIZE <= archive.length && archive.readUInt32LE(at) === ENTRY_SIGNATURE,
			"a central directory",
		);
		const nameLength = archive.readUInt16LE(at + 28);
		const extraLength = archive.readUInt16LE(at + 30);
		const commentLength = archive.readUInt16LE(at + 32);
		const header = {
			flags: archive.readUInt16LE(at + 8),
			method: archive.readUInt16LE(at + 10),
			crc: archive.readUInt32LE(at + 16),
			compressedSize: archive.readUInt32LE(at + 20),
			size: archive.readUInt32LE(at + 24),
			offset: archive.readUInt32LE(at + 42),
			name: archive.toString("utf8", at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength),
		};
		if (!header.name.endsWith("/")) {
			entries.push({ name: header.name, size: header.size, read: () => readEntry(archive, header) });
		}
		at += ENTRY_SIZE + nameLength + extraLength + commentLength;
	}
	return entries;
}

interface EntryHeader {
	readonly flags: number;
	readonly method: number;
	readonly crc: number;
	readonly compressedSize: number;
	readonly size: number;
	readonly offset: number;
	readonly name: string;
}

/** The end record is the last thing in the file but for a comment of any length: search backwards. */
function findEnd(archive: Buffer): number {
	const first = Math.max(0, archive.length - END_SIZE - LONGEST_COMMENT);
	for (let at = archive.length - END_SIZE; at >= first; at--) {
		if (archive.readUInt32LE(at) === END_SIGNATURE) return at;
	}
	throw new Error("zip: expected an archive with its end, got none: the file is cut off or no zip");
}

function readEntry(
	archive: Buffer,
	{ flags, method, crc, compressedSize, size, offset, name }: EntryHeader,
): Buffer {
	if (flags & ENCRYPTED_FLAG) throw new Error(`zip: expected a file without password, got ${name}`);
	if (method !== STORED && method !== DEFLATED) {
		throw new Error(`zip: expected ${name} to be stored or deflated, got compression method ${method}`);
	}
	if (size > LARGEST_ENTRY) throw new Error(`zip: expected ${name} to be under 1 GiB, got ${size} bytes`);
	const isHere = offset + LOCAL_SIZE <= archive.length && archive.readUInt32LE(offset) === LOCAL_SIGNATURE;
	check(isHere, name);
	// The local header's own lengths may differ from those of the central directory.
	const start = offset + LOCAL_SIZE + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
	check(start + compressedSize <= archive.length, name);
	const packed = archive.subarray(start, start + compressedSize);
	const bytes = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
	if (bytes.length !== size || crc32(bytes) !== crc) {
		throw new Error(`zip: expected ${name} to match its checksum, got other bytes: the file is damaged`);
	}
	return bytes;
}

function check(isWhole: boolean, what: string): void {
	if (!isWhole) throw new Error(`zip: expected ${what} whole, got a damaged archive`);
}
