/** Reads the files of a zip archive with Node's zlib, which inflates without a promise. */
import { crc32, inflateRawSync } from "node:zlib";
import { damagedMember, zipDirectory } from "@mirada/attention";

export interface ZipEntry {
	readonly name: string;
	/** Uncompressed bytes. */
	readonly size: number;
	/** Throws if the entry is damaged or of a kind that this reader does not know. */
	readonly read: () => Buffer;
}

/** The files of the archive, in the order of its central directory; folders are left out. */
export function zipEntries(archive: Buffer): ZipEntry[] {
	return zipDirectory(archive).map(({ name, size, open }) => ({
		name,
		size,
		read: () => {
			const { method, crc, packed } = open();
			const bytes =
				method === "stored"
					? Buffer.from(packed.buffer, packed.byteOffset, packed.length)
					: inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
			if (bytes.length !== size || crc32(bytes) !== crc) throw damagedMember(name);
			return bytes;
		},
	}));
}
