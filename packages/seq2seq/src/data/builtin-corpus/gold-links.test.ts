import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Random } from "../random.js";
import { CONSTRUCTIONS } from "./constructions/constructions.js";
import { generatePair } from "./generate.js";

const LINES = readFileSync(new URL("./__fixtures__/gold-links.txt", import.meta.url), "utf8")
	.trim()
	.split("\n")
	.filter((line) => !line.startsWith("#"))
	.map((line) => line.split(" ||| "));

/** Links as pairs of words, which a reader can judge. */
function wordsLinked(
	english: readonly string[],
	spanish: readonly string[],
	links: readonly (readonly number[])[],
) {
	return links
		.map(([source = 0, target = 0]) => `${english[source]}(${source}) = ${spanish[target]}(${target})`)
		.sort();
}

describe("gold links", () => {
	it("were typed for more than 40 sentences", () => {
		expect(LINES.length).toBeGreaterThan(40);
	});

	it.each(LINES)("%s: %s", (drawn = "", english = "", spanish = "", links = "") => {
		const [name, seed] = drawn.split(" ");
		const construction = CONSTRUCTIONS.find((item) => item.name === name)!;
		const pair = generatePair(new Random(Number(seed)), construction);
		expect(pair.source.join(" ")).toBe(english);
		expect(pair.target.join(" ")).toBe(spanish);
		const expected = links.split(" ").map((link) => link.split("-").map(Number));
		expect(wordsLinked(pair.source, pair.target, pair.alignment!)).toEqual(
			wordsLinked(pair.source, pair.target, expected),
		);
	});
});
