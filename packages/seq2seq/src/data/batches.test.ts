import { describe, expect, it } from "vitest";
import { type EncodedPair, encodePairs, makeBatches, padBatch } from "./batches.js";
import { Random } from "./random.js";
import { Vocabulary } from "./vocabulary.js";

const random = new Random(1);
const words = (count: number) => Array.from({ length: count }, () => 4 + random.below(50));
// The first source word is the number of the example, so that a row can be traced back.
const examples: EncodedPair[] = Array.from({ length: 1005 }, (_, i) => ({
	source: [100 + i, ...words(random.below(6))],
	target: words(random.below(12)),
}));

describe("encodePairs", () => {
	it("encodes both sides with their own vocabulary, and an empty source as unk", () => {
		const source = Vocabulary.build([["a", "b"]], 10);
		const target = Vocabulary.build([["y", "x"]], 10);
		expect(
			encodePairs(
				[
					{ source: ["b", "q"], target: ["x"] },
					{ source: [], target: [] },
				],
				source,
				target,
			),
		).toEqual([
			{ source: [5, 1], target: [5] },
			{ source: [1], target: [] },
		]);
	});
});

describe("padBatch", () => {
	it("pads with zeros and shifts the target by one", () => {
		const batch = padBatch([
			{ source: [7], target: [8, 9] },
			{ source: [4, 5, 6], target: [] },
		]);
		expect(batch).toEqual({
			source: Int32Array.of(7, 0, 0, 4, 5, 6),
			sourceLengths: Int32Array.of(1, 3),
			targetInput: Int32Array.of(2, 8, 9, 2, 0, 0),
			targetOutput: Int32Array.of(8, 9, 3, 3, 0, 0),
			targetLengths: Int32Array.of(3, 1),
			batchSize: 2,
			sourceLength: 3,
			targetLength: 3,
		});
	});
});

describe("makeBatches", () => {
	const firstWords = (batches: ReturnType<typeof makeBatches>) =>
		batches.flatMap((batch) =>
			Array.from({ length: batch.batchSize }, (_, row) => batch.source[row * batch.sourceLength]!),
		);

	it("holds every example once, in batches of the size asked for and one smaller", () => {
		const batches = makeBatches(examples, { batchSize: 10, seed: 1, epoch: 0 });
		expect(firstWords(batches).sort((a, b) => a - b)).toEqual(examples.map((_, i) => 100 + i));
		expect(batches.map((batch) => batch.batchSize).sort((a, b) => a - b)).toEqual([
			5,
			...Array(100).fill(10),
		]);
	});

	it("repeats itself for the same seed and epoch, and differs for another", () => {
		const run = (seed: number, epoch: number) => makeBatches(examples, { batchSize: 10, seed, epoch });
		expect(run(1, 3)).toEqual(run(1, 3));
		expect(firstWords(run(1, 4))).not.toEqual(firstWords(run(1, 3)));
		expect(firstWords(run(2, 3))).not.toEqual(firstWords(run(1, 3)));
	});

	it("puts similar target lengths together, in no order of length", () => {
		const batches = makeBatches(examples, { batchSize: 10, seed: 1, epoch: 0 });
		const spreads = batches.map(
			(batch) => Math.max(...batch.targetLengths) - Math.min(...batch.targetLengths),
		);
		expect(spreads.reduce((a, b) => a + b) / spreads.length).toBeLessThan(1);
		const lengths = batches.map((batch) => batch.targetLength);
		expect(lengths).not.toEqual([...lengths].sort((a, b) => a - b));
	});

	it("leaves the examples as they were and refuses a batch size of zero", () => {
		const before = JSON.stringify(examples);
		makeBatches(examples, { batchSize: 10, seed: 1, epoch: 0 });
		expect(JSON.stringify(examples)).toBe(before);
		expect(() => makeBatches(examples, { batchSize: 0, seed: 1, epoch: 0 })).toThrow(/got 0/);
	});
});
