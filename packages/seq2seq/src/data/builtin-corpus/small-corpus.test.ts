import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { SentencePair } from "../corpus.js";
import { isWord } from "../is-word.js";
import { madeOfCommonestWords } from "./commonest-words.js";
import { constructionNames, generateBuiltinCorpus } from "./generate.js";

const wordsOf = (tokens: readonly string[]) => tokens.filter(isWord);
const lexiconOf = (pairs: readonly SentencePair[], side: "source" | "target") =>
	new Set(pairs.flatMap((pair) => wordsOf(pair[side])));

describe("a small corpus", () => {
	const constructions = ["gustar-like", "what-question"];
	const small = { size: 400, constructions, lexiconSize: 150, maxLength: 8 };
	const pairs = generateBuiltinCorpus({ ...small, seed: 3 });

	it("has no more words in each language than it was given, and no longer sentences", () => {
		expect(pairs).toHaveLength(400);
		expect(new Set(pairs.map(({ source }) => source.join(" "))).size).toBe(400);
		for (const side of ["source", "target"] as const) {
			expect(lexiconOf(pairs, side).size).toBeLessThanOrEqual(150);
			expect(Math.max(...pairs.map((pair) => wordsOf(pair[side]).length))).toBeLessThanOrEqual(8);
		}
	});

	it("has only the constructions that were named", () => {
		for (const { source, target } of pairs) {
			const isQuestion = source[0] === "what" && target[0] === "¿";
			const isLiking = target.some((word) => /^gust(a|an|aba|aban|ará|arán)$/.test(word));
			expect(isQuestion !== isLiking, source.join(" ")).toBe(true);
		}
	});

	it("has the same words whatever the seed, and the same pairs for the same seed", () => {
		expect(generateBuiltinCorpus({ ...small, size: 100, seed: 3 })).toEqual(pairs.slice(0, 100));
		const others = generateBuiltinCorpus({ ...small, seed: 4 });
		expect(others).not.toEqual(pairs);
		for (const side of ["source", "target"] as const) {
			const both = new Set([...lexiconOf(pairs, side), ...lexiconOf(others, side)]);
			expect(both.size).toBeLessThanOrEqual(150);
		}
	});

	it("is refused where no construction has the name, the numbers are none, or the grammar cannot fill it", () => {
		const ask = (options: object) => () => generateBuiltinCorpus({ size: 10, seed: 1, ...options });
		expect(ask({ constructions: ["gustar"] })).toThrow(
			'generateBuiltinCorpus: unknown construction "gustar"\nHint: constructionNames() lists all',
		);
		expect(ask({ constructions: [] })).toThrow("expected at least one construction, got none");
		expect(ask({ constructions: "present" })).toThrow(TypeError);
		expect(ask({ lexiconSize: 0 })).toThrow("expected lexiconSize to be an integer of 1 or more, got 0");
		expect(ask({ maxLength: 3 })).toThrow("expected maxLength to be an integer from 4 to 25, got 3");
		expect(ask({ constructions: ["weather"], lexiconSize: 5 })).toThrow(
			"expected a size that the grammar can fill, got 10; it gave 0",
		);
		expect(ask({ constructions: ["while"], maxLength: 4 })).toThrow(
			"expected a maxLength that sentences of while can keep to, got 4",
		);
	});
});

describe("the whole corpus", () => {
	it("is what it was before small ones could be asked for", () => {
		// Of the commit f3b9c75.
		const sha256 = createHash("sha256")
			.update(JSON.stringify(generateBuiltinCorpus({ size: 2_000, seed: 7 })))
			.digest("hex");
		expect(sha256).toBe("c4f25df8107fa9900c26778b5f6e0847d522d1153a6018bf183aa1e8460c3c14");
		const all = { constructions: constructionNames(), maxLength: 25 };
		expect(generateBuiltinCorpus({ size: 200, seed: 7, ...all })).toEqual(
			generateBuiltinCorpus({ size: 200, seed: 7 }),
		);
	});
});

describe("madeOfCommonestWords", () => {
	it("counts words, not marks, on each side by itself", () => {
		const pair = (source: string, target: string): SentencePair => ({
			source: source.split(" "),
			target: target.split(" "),
		});
		const sample = [pair("a b .", "x ."), pair("a c .", "y ."), pair("a b .", "x .")];
		const isKnown = madeOfCommonestWords(sample, 2);
		expect(isKnown(pair("a b ?", "y x ?"))).toBe(true);
		expect(isKnown(pair("a c .", "x ."))).toBe(false);
		expect(isKnown(pair("a .", "z ."))).toBe(false);
	});
});
