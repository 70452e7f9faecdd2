// Zip archives for tests, whole and damaged.

import { crc32, deflateRawSync } from "node:zlib";

interface Packed {
	readonly name: string;
	readonly content: string | Uint8Array;
	readonly isStored?: boolean;
	readonly flags?: number;
	readonly damage?: (packed: Buffer) => void;
}

/** A zip archive, written after the format's own description, so that the reader is not its own oracle. */
export function zipOf(files: readonly Packed[], comment = ""): Buffer {
	const locals: Buffer[] = [];
	const centrals: Buffer[] = [];
	let offset = 0;
	for (const { name, content, isStored, flags = 0, damage } of files) {
		const bytes = Buffer.from(content as string);
		const packed = isStored ? Buffer.from(bytes) : deflateRawSync(bytes);
		damage?.(packed);
		const shared = Buffer.alloc(26);
		shared.writeUInt16LE(20, 0);
		shared.writeUInt16LE(flags, 2);
		shared.writeUInt16LE(isStored ? 0 : 8, 4);
		shared.writeUInt32LE(crc32(bytes), 10);
		shared.writeUInt32LE(packed.length, 14);
		shared.writeUInt32LE(bytes.length, 18);
		shared.writeUInt16LE(Buffer.byteLength(name), 22);
		// The local header has an extra field that the central one lacks, as many writers do.
		const extra = Buffer.from([0x55, 0x54, 1, 0, 9]);
		const localShared = Buffer.from(shared);
		localShared.writeUInt16LE(extra.length, 24);
		const local = Buffer.concat([Buffer.from("PK\x03\x04"), localShared, Buffer.from(name), extra, packed]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(offset, 10);
		centrals.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), shared, tail, Buffer.from(name)]));
		locals.push(local);
		offset += local.length;
	}
	const directory = Buffer.concat(centrals);
	const end = Buffer.alloc(22);
	end.write("PK\x05\x06", "latin1");
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(offset, 16);
	end.writeUInt16LE(comment.length, 20);
	return Buffer.concat([...locals, directory, end, Buffer.from(comment)]);
}
