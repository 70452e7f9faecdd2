// Which characters a font file has pictures of: the table `cmap` of TrueType and OpenType fonts and collections
// (OpenType specification, "cmap", formats 4 and 12, which together all fonts of today have).

import { closeSync, openSync, readSync } from "node:fs";

/** Ranges of code points, first and last. */
type Ranges = readonly (readonly [first: number, last: number])[];

/** The code points that the first font of the file has; none where the file is no font. */
export function fontCoverage(path: string): (codePoint: number) => boolean {
	let ranges: Ranges = [];
	try {
		ranges = rangesOf(path);
	} catch {
		// A file that cannot be read, or that breaks off, has no glyphs for us.
	}
	return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

function rangesOf(path: string): Ranges {
	const file = openSync(path, "r");
	try {
		const read = (position: number, length: number) => {
			const bytes = Buffer.alloc(length);
			if (readSync(file, bytes, 0, length, position) < length) throw new RangeError("font: cut off");
			return bytes;
		};
		const tag = read(0, 4).toString("latin1");
		const start = tag === "ttcf" ? read(12, 4).readUInt32BE() : 0;
		const kind = read(start, 4).toString("latin1");
		if (!["\0\x01\0\0", "OTTO", "true"].includes(kind)) return [];
		const tables = read(start + 12, 16 * read(start + 4, 2).readUInt16BE());
		for (let entry = 0; entry < tables.length; entry += 16) {
			if (tables.toString("latin1", entry, entry + 4) !== "cmap") continue;
			return rangesOfCmap(read(tables.readUInt32BE(entry + 8), tables.readUInt32BE(entry + 12)));
		}
		return [];
	} finally {
		closeSync(file);
	}
}

/** Of all Unicode subtables together. */
function rangesOfCmap(cmap: Buffer): Ranges {
	const ranges: [number, number][] = [];
	const seen = new Set<number>();
	for (let record = 4; record < 4 + 8 * cmap.readUInt16BE(2); record += 8) {
		const platform = cmap.readUInt16BE(record);
		const encoding = cmap.readUInt16BE(record + 2);
		const isUnicode = platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10));
		const offset = cmap.readUInt32BE(record + 4);
		if (!isUnicode || seen.has(offset)) continue;
		seen.add(offset);
		const format = cmap.readUInt16BE(offset);
		if (format === 4) ranges.push(...segments(cmap, offset));
		else if (format === 12) ranges.push(...groups(cmap, offset));
	}
	return ranges;
}

function* segments(cmap: Buffer, offset: number): Generator<[number, number]> {
	const doubled = cmap.readUInt16BE(offset + 6);
	for (let at = 0; at < doubled; at += 2) {
		const last = cmap.readUInt16BE(offset + 14 + at);
		const first = cmap.readUInt16BE(offset + 16 + doubled + at);
		// The last segment stands for the end of the list.
		if (first !== 0xffff) yield [first, last];
	}
}

function* groups(cmap: Buffer, offset: number): Generator<[number, number]> {
	const count = cmap.readUInt32BE(offset + 12);
	for (let at = offset + 16; at < offset + 16 + 12 * count; at += 12) {
		yield [cmap.readUInt32BE(at), cmap.readUInt32BE(at + 4)];
	}
}
