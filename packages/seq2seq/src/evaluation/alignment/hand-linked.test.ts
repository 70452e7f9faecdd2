// The form of the hand-linked pairs. Whether the links are right is for readers; hand-linked.md says how they were made.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tokenize } from "../../data/tokenize.js";
import { parsePharaoh } from "./pharaoh.js";

const LINES = readFileSync(new URL("./__fixtures__/hand-linked.txt", import.meta.url), "utf8")
	.trim()
	.split("\n")
	.filter((line) => !line.startsWith("#"));

describe("hand-linked sentence pairs", () => {
	it("are 100, with different sentences on both sides", () => {
		expect(LINES).toHaveLength(100);
		for (const side of [0, 1]) {
			expect(new Set(LINES.map((line) => line.split(" ||| ")[side])).size).toBe(100);
		}
	});

	it.each(LINES)("%s", (line) => {
		const [english = "", spanish = "", links = "", ...rest] = line.split(" ||| ");
		expect(rest).toEqual([]);
		const source = english.split(" ");
		const target = spanish.split(" ");
		expect(tokenize(english)).toEqual(source);
		expect(tokenize(spanish)).toEqual(target);
		const words = source.filter((token) => /\p{L}/u.test(token)).length;
		expect(words).toBeGreaterThanOrEqual(4);
		expect(words).toBeLessThanOrEqual(16);

		const { sure, possible = [] } = parsePharaoh(links);
		const all = [...sure, ...possible];
		expect(new Set(all.map(String)).size).toBe(all.length);
		for (const [s, t] of all) expect(s < source.length && t < target.length).toBe(true);
		expect(new Set(all.map(([s]) => s)).size, "source tokens with a link").toBe(source.length);
		expect(new Set(all.map(([, t]) => t)).size, "target tokens with a link").toBe(target.length);
		// In order, so that a reader finds a link and a change shows as one.
		expect(all.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(String)).toEqual(
			links.split(" ").map((link) => link.replace(/[-?]/, ",")),
		);
		for (const [s, t] of sure) {
			const marks = [source[s]!, target[t]!].filter((token) => !/[\p{L}\p{N}]/u.test(token));
			if (marks.length > 0) expect(source[s]).toBe(target[t]);
		}
	});
});
