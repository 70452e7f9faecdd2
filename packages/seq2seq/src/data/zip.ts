/** Reads the files of a zip archive with Node's zlib, which inflates without a promise. */
import { crc32, inflateRawSync } from "node:zlib";
import { damagedMember, type ZipMember, zipDirectory } from "@mirada/attention";
import { LARGEST_CORPUS } from "./corpus-bytes.js";

export interface ZipEntry {
	readonly name: string;
	/** Uncompressed bytes. */
	readonly size: number;
	/** @throws ZipError if the entry is damaged, too large or of a kind that this reader does not know */
	readonly read: () => Buffer;
}

/**
 * The files of the archive, in the order of its central directory; folders are left out.
 * @throws ZipError
 */
export function zipEntries(archive: Buffer): ZipEntry[] {
	return zipDirectory(archive, LARGEST_CORPUS).map(({ name, size, open }) => ({
		name,
		size,
		read: () => {
			const member = open();
			const bytes = unpack(member);
			if (bytes.length !== size || crc32(bytes) !== member.crc) throw damagedMember(name, size);
			return bytes;
		},
	}));
}

function unpack({ name, size, method, packed }: ZipMember): Buffer {
	if (method === "stored") return Buffer.from(packed.buffer, packed.byteOffset, packed.length);
	try {
		return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
	} catch {
		throw damagedMember(name, size);
	}
}
