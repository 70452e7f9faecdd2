import { describe, expect, it } from "vitest";
import { type SentencePair, splitBySource } from "./corpus.js";

const pair = (source: string, target: string): SentencePair => ({
	source: source.split(" "),
	target: target.split(" "),
});

const many = Array.from({ length: 100 }, (_, i) => [
	pair(`s ${i}`, `a ${i}`),
	pair(`s ${i}`, `b ${i}`),
]).flat();
const sourcesOf = (part: readonly { source: readonly string[] }[]) =>
	new Set(part.map((item) => item.source.join(" ")));

describe("splitBySource", () => {
	it("keeps every source in one part and loses none", () => {
		const split = splitBySource(many, { testSources: 20, validationSources: 10, seed: 1 });
		const [train, validation, test] = [split.train, split.validation, split.test].map(sourcesOf);
		expect(test!.size).toBe(20);
		expect(validation!.size).toBe(10);
		expect(train!.size).toBe(70);
		expect(new Set([...train!, ...validation!, ...test!]).size).toBe(100);
	});

	it("keeps all references of a source, in the order of the corpus", () => {
		const { test, train } = splitBySource(many, { testSources: 20, validationSources: 10, seed: 1 });
		for (const sentence of test) {
			const number = sentence.source[1]!;
			expect(sentence.references).toEqual([
				["a", number],
				["b", number],
			]);
		}
		expect(train).toHaveLength(140);
	});

	it("counts repeated pairs once", () => {
		const { train } = splitBySource([...many, ...many], { testSources: 20, validationSources: 10, seed: 1 });
		expect(train).toHaveLength(140);
	});

	it("is the same for the same seed, whatever the order of the pairs, and differs for another", () => {
		const options = { testSources: 20, validationSources: 10, seed: 1 };
		const first = splitBySource(many, options);
		expect(splitBySource(many, options)).toEqual(first);
		expect(sourcesOf(splitBySource([...many].reverse(), options).test)).toEqual(sourcesOf(first.test));
		expect(sourcesOf(splitBySource(many, { ...options, seed: 2 }).test)).not.toEqual(sourcesOf(first.test));
	});

	it("carries gold links of the first reference", () => {
		const linked = many.map((item) => ({ ...item, alignment: [[1, 1]] as const }));
		const { test } = splitBySource(linked, { testSources: 3, validationSources: 0, seed: 1 });
		expect(test.every((sentence) => sentence.alignment?.length === 1)).toBe(true);
	});

	it("says what is wrong when nothing would be left to train on", () => {
		expect(() => splitBySource(many, { testSources: 90, validationSources: 10, seed: 1 })).toThrow(
			"expected more than 90 + 10 distinct source sentences, so that some are left to train on, got 100",
		);
		expect(() => splitBySource(many, { testSources: -1, validationSources: 10, seed: 1 })).toThrow(
			"expected testSources to be a whole number from 0, got -1",
		);
	});
});
