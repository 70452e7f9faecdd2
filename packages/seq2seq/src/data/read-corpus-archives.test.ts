import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { errorOf, fileWith, SMALL, TOKENS, TWO_PAIRS } from "../../test/corpus-files.js";
import { zipOf } from "../../test/zip-archives.js";
import type { CorpusErrorCode } from "./corpus-error.js";
import { readCorpus } from "./read-corpus.js";

describe("readCorpus on archives", () => {
	const about = { name: "_about.txt", content: "About this file. ".repeat(1000) };

	it.each([true, false])("reads the largest text but for _about.txt (stored: %s)", async (isStored) => {
		const archive = zipOf([
			{ name: "spa-eng/", content: "", isStored: true },
			about,
			{ name: "spa-eng/small.txt", content: "No.\tNo.\n" },
			{ name: "spa-eng/spa.txt", content: TWO_PAIRS, isStored },
			{ name: "picture.png", content: "x".repeat(5000) },
		]);
		const path = await fileWith("corpus.zip", archive);
		const read = await readCorpus(path, SMALL);
		expect(read.pairs).toEqual(TOKENS);
		expect(read.entry).toBe("spa-eng/spa.txt");
		expect(read.sha256).toBe(createHash("sha256").update(archive).digest("hex"));
	});

	it("knows an archive by its bytes, and takes a comment at its end", async () => {
		const archive = zipOf([{ name: "a.tsv", content: TWO_PAIRS }], "a comment");
		expect((await readCorpus(await fileWith("named.txt", archive), SMALL)).pairs).toEqual(TOKENS);
	});

	it("says what is wrong with an archive, each fault by its own code", async () => {
		const damaged = zipOf([
			{ name: "a.txt", content: TWO_PAIRS, isStored: true, damage: (b) => b.fill(65, 0, 3) },
		]);
		const whole = zipOf([{ name: "a.txt", content: TWO_PAIRS }]);
		const cases: [CorpusErrorCode, Buffer, RegExp][] = [
			["archive-without-text", zipOf([about]), /with sentence pairs at .*, got no \.txt or \.tsv in it/],
			[
				"archive-damaged",
				damaged,
				/expected a\.txt to unpack to \d+ bytes that match its checksum, got other bytes/,
			],
			[
				"archive-damaged",
				zipOf([{ name: "a.txt", content: TWO_PAIRS, damage: (b) => b.fill(0xff) }]),
				/expected a\.txt to unpack to \d+ bytes/,
			],
			[
				"archive-encrypted",
				zipOf([{ name: "a.txt", content: TWO_PAIRS, flags: 1 }]),
				/expected a\.txt without a password, got it encrypted/,
			],
			["archive-cut", whole.subarray(0, 80), /cut off/],
			["archive-method", withCentral(whole, 10, [14, 0]), /got it packed by LZMA/],
			["archive-method", withCentral(whole, 10, [77, 0]), /got it packed by method 77/],
			["archive-zip64", withCentral(whole, 24, [255, 255, 255, 255]), /got zip64/],
			["archive-zip64", withCentral(whole, 42, [255, 255, 255, 255]), /got zip64/],
			["archive-zip64", withEnd(whole, 16, [255, 255, 255, 255]), /got zip64/],
			["archive-zip64", withEnd(whole, 10, [255, 255]), /got zip64/],
			["archive-damaged", withEnd(whole, 16, [255, 0, 0, 0]), /expected a central directory whole/],
			["too-large", withCentral(whole, 24, [0, 0, 0, 128]), /to be at most 268435456 bytes, got 2147483648/],
			["utf-16", zipOf([{ name: "a.txt", content: "Y\0e\0s\0\t\0S\0.\0" }]), /a\.txt, got UTF-16/],
		];
		for (const [code, archive, message] of cases) {
			const error = await errorOf(readCorpus(await fileWith("broken.zip", archive), SMALL));
			expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
		}
	});
});

/** An archive with other bytes in the entry of its central directory. */
function withCentral(archive: Buffer, at: number, bytes: number[]): Buffer {
	const other = Buffer.from(archive);
	other.set(bytes, other.indexOf("PK\x01\x02", 0, "latin1") + at);
	return other;
}

/** An archive with other bytes in the record at its end. */
function withEnd(archive: Buffer, at: number, bytes: number[]): Buffer {
	const other = Buffer.from(archive);
	other.set(bytes, other.length - 22 + at);
	return other;
}
