import { createHash } from "node:crypto";
import { truncate } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { errorOf, fileWith, folder, SMALL, TOKENS, TWO_PAIRS } from "../../test/corpus-files.js";
import { zipOf } from "../../test/zip-archives.js";
import type { CorpusErrorCode } from "./corpus-error.js";
import { parseCorpus, readCorpus } from "./read-corpus.js";

describe("readCorpus", () => {
	it("reads two columns, and leaves the third, which is whose the sentences are", async () => {
		expect((await readCorpus(await fileWith("two.txt", TWO_PAIRS), SMALL)).pairs).toEqual(TOKENS);
		const three = TWO_PAIRS.replaceAll(".\n", ".\tCC-BY 2.0 #1\n").replaceAll("!\n", "!\tCC-BY 2.0 #2\n");
		expect((await readCorpus(await fileWith("three.tsv", three), SMALL)).pairs).toEqual(TOKENS);
	});

	it("takes a byte order mark, every kind of line end, blank lines and a last line without end", async () => {
		const text = `\ufeff\r\n${TWO_PAIRS.trim().replace("\n", "\r\n\r\n  \r")}`;
		expect((await readCorpus(await fileWith("bom.txt", text), SMALL)).pairs).toEqual(TOKENS);
	});

	it("gives the hash of the file", async () => {
		const { sha256, entry } = await readCorpus(await fileWith("hash.txt", TWO_PAIRS), SMALL);
		expect(sha256).toBe(createHash("sha256").update(TWO_PAIRS).digest("hex"));
		expect(entry).toBeUndefined();
	});

	it("reports bad lines with number and reason, and keeps the others", async () => {
		const text = `${"Yes.\tSí.\n".repeat(50)}no tab here\n\nA.\tB.\tc\td\n\tNada.\nNothing.\t \n`;
		const { pairs, badLines } = await readCorpus(await fileWith("bad.txt", text), SMALL);
		expect(pairs).toHaveLength(50);
		expect(badLines.map(({ line, reason }) => [line, reason])).toEqual([
			[51, "no-tab"],
			[53, "more-columns"],
			[54, "no-source"],
			[55, "no-target"],
		]);
		expect(badLines[0]!.text).toBe("no tab here");
	});
});

describe("readCorpus on a file with wrong bytes", () => {
	const good = "Yes.\tSí.\n".repeat(40);
	const wrong = Buffer.concat([
		Buffer.from(good),
		Buffer.from("Go.\tV\xe9.\r\n", "latin1"),
		Buffer.from(good),
	]);

	it("names the line of one, and keeps the others", async () => {
		for (const bytes of [wrong, zipOf([{ name: "a.txt", content: wrong }])]) {
			const { pairs, badLines } = await readCorpus(await fileWith("wrong.txt", bytes), SMALL);
			expect(pairs).toHaveLength(80);
			expect(badLines).toEqual([{ line: 41, reason: "not-utf8", text: "Go.\tV\ufffd." }]);
		}
	});

	it("does not take a replacement character that was written for one", async () => {
		const { pairs, badLines } = await readCorpus(await fileWith("mark.txt", `${good}Odd.\t\ufffd.\n`), SMALL);
		expect([pairs.length, badLines.length]).toEqual([41, 0]);
	});

	it("finds a character that is cut at the end of the file", async () => {
		const cut = Buffer.from(`${good}Go.\tCaminé`).subarray(0, -1);
		const { badLines } = await readCorpus(await fileWith("cut.txt", cut), SMALL);
		expect(badLines.map(({ line, reason }) => [line, reason])).toEqual([[41, "not-utf8"]]);
	});
});

describe("parseCorpus on Anki's exports", () => {
	const source = (text: string) => parseCorpus(text).pairs.map((pair) => pair.source.join(" "));
	const target = (text: string) => parseCorpus(text).pairs.map((pair) => pair.target.join(" "));

	it("reads the header and leaves out the columns that are no sentence", () => {
		const text =
			"#separator:tab\n#html:false\n#guid column:1\n#tags column:4\nx1\tGo.\tVe.\tverbs\nx2\tYes.\tSí.\t\n";
		expect(parseCorpus(text).badLines).toEqual([]);
		expect([source(text), target(text)]).toEqual([
			["go .", "yes ."],
			["ve .", "sí ."],
		]);
	});

	it.each([
		["comma", ","],
		["Semicolon", ";"],
		["pipe", "|"],
		["colon", ":"],
		[";", ";"],
		["TAB", "\t"],
	])("parts columns by the separator %s", (name, mark) => {
		const text = `#separator:${name}\nGo${mark}Ve${mark}more${mark}and more\n`;
		expect([source(text), target(text)]).toEqual([["go"], ["ve"]]);
	});

	it("takes quotes off fields, with separators, doubled quotes and line ends inside", () => {
		const text = `#separator:comma\n"He said ""go"", then.","Dijo ""ve"",\ny luego."\n"Yes.",Sí.\nno comma\n`;
		expect(source(text)).toEqual(['he said " go " , then .', "yes ."]);
		expect(target(text)).toEqual(['dijo " ve " , y luego .', "sí ."]);
		expect(parseCorpus(text).badLines.map(({ line, reason }) => [line, reason])).toEqual([[5, "one-column"]]);
	});

	it("names the line inside a record of several that is no text or too long, and reads on after the record", async () => {
		const header = "#separator:comma\n";
		const good = '"Yes.","Sí."\n'.repeat(40);
		const bytes = Buffer.concat([
			Buffer.from(`${header}${good}"Go.\n`),
			Buffer.from('V\xe9","Ve."\n', "latin1"),
			Buffer.from(`"A\nzero\0.","Un\ncero."\n${good}`),
			Buffer.from(`"${"word ".repeat(10_000)}","Palabra."\n${good}`),
		]);
		const { pairs, badLines } = await readCorpus(await fileWith("anki.txt", bytes), SMALL);
		expect(pairs).toHaveLength(120);
		expect(badLines.map(({ line, reason }) => [line, reason])).toEqual([
			[43, "not-utf8"],
			[45, "nul-character"],
			[87, "too-long"],
		]);
		expect(badLines[0]!.text).toBe('V\ufffd","Ve."');
	});

	it("takes quotes off where all sentences but those of a faulty line are in quotes", async () => {
		const good = '"Yes."\t"Sí."\n'.repeat(20);
		const bytes = Buffer.concat([Buffer.from(good), Buffer.from('"Go."\t"V\xe9."\n', "latin1")]);
		const { pairs, badLines } = await readCorpus(await fileWith("quoted.txt", bytes), SMALL);
		expect(pairs[0]).toEqual({ source: ["yes", "."], target: ["sí", "."] });
		expect(badLines.map(({ line, reason }) => [line, reason])).toEqual([[21, "not-utf8"]]);
	});

	it("reads the header after a byte order mark", () => {
		expect(source("\ufeff#separator:comma\nGo.,Ve.\n")).toEqual(["go ."]);
	});

	it("takes a quote that nothing closes for a mark", () => {
		const text = `#separator:tab\n"Go, he said.\tVe.\nYes.\tSí.\n`;
		expect(source(text)).toEqual(['" go , he said .', "yes ."]);
	});

	it("does not join lines that each begin with a quote that nothing closes", () => {
		const text = `#separator:comma\n${'"Go he said,Ve.\n'.repeat(3)}`;
		expect(source(text)).toEqual(['" go he said', '" go he said', '" go he said']);
	});

	it("drops tags where the export has HTML, and nowhere else", () => {
		const line = "Go<br>on,&nbsp;<b>Tom</b>.\tSigue.\n";
		expect(source(`#html:true\n${line}`)).toEqual(["go on , tom ."]);
		expect(source(`#html:false\n${line}`)[0]).toContain("< br >");
	});

	it("without a header takes quotes off only where all sentences are in quotes", () => {
		expect(source(`"Go."\t"Ve."\n"He said ""go""."\t"Dijo."\n`)).toEqual(["go .", 'he said " go " .']);
		expect(source(`"Go."\t"Ve."\nYes.\tSí.\n`)).toEqual(['" go . "', "yes ."]);
	});

	it("takes a sentence that begins with # for a sentence", () => {
		expect(source("#1 is here.\tEl número 1.\n")).toEqual(["# 1 is here ."]);
	});
});

describe("readCorpus on files that are no corpus", () => {
	it("tells missing files from folders", async () => {
		const missing = await errorOf(readCorpus(join(folder, "nowhere.txt")));
		expect(missing.code).toBe("missing-file");
		expect(missing.message).toContain("got nothing there");
		const inside = await errorOf(readCorpus(folder));
		expect([inside.code, inside.facts.kind]).toEqual(["not-a-file", "folder"]);
	});

	it("tells empty files, blank files and small ones", async () => {
		expect((await errorOf(readCorpus(await fileWith("empty.txt", "")))).code).toBe("empty-file");
		expect((await errorOf(readCorpus(await fileWith("blank.txt", "\n \n")))).code).toBe("empty-file");
		const small = await errorOf(readCorpus(await fileWith("small.txt", TWO_PAIRS)));
		expect(small.code).toBe("too-small");
		expect(small.message).toMatch(
			/expected at least 100 sentence pairs in .*small\.txt, got 2\. Give a larger file/,
		);
	});

	it.each<[CorpusErrorCode, Uint8Array, string]>([
		["binary-file", Uint8Array.of(1, 2, 0, 3), "got binary data"],
		["binary-file", gzipSync("Yes.\tSí.\n"), "got a file in the format gzip"],
		["binary-file", Buffer.from("%PDF-1.7\n"), "got a file in the format PDF"],
		["utf-16", Buffer.from("\ufeffYes.\tSí.\n", "utf16le"), "got UTF-16"],
		["utf-16", Buffer.from("\ufeffYes.\tSí.\n", "utf16le").swap16(), "got UTF-16"],
		["utf-16", Buffer.from("Yes.\tSí.\n", "utf16le"), "got UTF-16"],
		["other-encoding", Buffer.from("Yes.\tSí.\n", "latin1"), "Latin-1 or Windows-1252; line 1 shows it"],
		[
			"other-encoding",
			Buffer.from(`${"No.\tNo.\n".repeat(90)}${"Yes.\tSí.\n".repeat(9)}`, "latin1"),
			"line 91 shows it",
		],
	])("tells other formats and encodings by name: %s", async (code, bytes, says) => {
		const error = await errorOf(readCorpus(await fileWith("other.txt", bytes)));
		expect(error.code).toBe(code);
		expect(error.message).toContain(says);
	});

	it("finds the line with a wrong byte, and reads the others", async () => {
		const good = "Yes.\tSí.\n".repeat(40);
		const bytes = Buffer.concat([
			Buffer.from(good),
			Buffer.from("No.\tNo \xe9so.\n", "latin1"),
			Buffer.from("A zero\0.\tUn cero.\n"),
			Buffer.from(good),
		]);
		const { pairs, badLines } = await readCorpus(await fileWith("one-byte.txt", bytes), SMALL);
		expect(pairs).toHaveLength(80);
		expect(pairs[79]!.target).toEqual(["sí", "."]);
		expect(badLines.map(({ line, reason }) => [line, reason])).toEqual([
			[41, "not-utf8"],
			[42, "nul-character"],
		]);
	});

	it("does not cut a line of many megabytes into tokens", async () => {
		const text = `${"Yes.\tSí.\n".repeat(20)}${"word ".repeat(4_000_000)}\tpalabra\n`;
		const path = await fileWith("long.txt", text);
		const began = performance.now();
		const { badLines } = await readCorpus(path, SMALL);
		expect(badLines.map(({ line, reason }) => [line, reason])).toEqual([[21, "too-long"]]);
		// 20 MB as tokens take seconds.
		expect(performance.now() - began).toBeLessThan(1500);
	});

	it("refuses a file that would not fit in memory before it reads it", async () => {
		const path = await fileWith("large.txt", "");
		// Sparse: it takes no room on the disk.
		await truncate(path, 2 ** 28 + 1);
		const error = await errorOf(readCorpus(path));
		expect(error.code).toBe("too-large");
		expect(error.message).toContain("expected at most 268435456 bytes");
	});

	it("gives up on a file of mostly bad lines, naming the first", async () => {
		const error = await errorOf(
			readCorpus(await fileWith("prose.txt", "A story.\nOf two lines.\nYes.\tSí.\n"), SMALL),
		);
		expect(error.code).toBe("bad-lines");
		expect(error.message).toMatch(/got 2 of 3, the first is line 1 \(no-tab: "A story\."\)/);
	});
});

describe("parseCorpus", () => {
	it("does not take a file without line ends for a sentence", () => {
		const { badLines } = parseCorpus(`${"word ".repeat(2000)}\tpalabra`);
		expect(badLines.map(({ reason }) => reason)).toEqual(["too-long"]);
	});
});
