import { describe, expect, test } from "vitest";
import { ToyModel } from "../../test/toy-decoding-model.js";
import { forceDecode } from "./force-decode.js";
import { greedySearch } from "./greedy.js";
import { groupsOfSimilarLength } from "./similar-lengths.js";
import { forceDecodeAll, translate } from "./translate.js";

const SOURCES = [[4, 5, 6, 7], [7], [5, 5, 4, 8, 9], [9, 4], [6], [8, 8, 8]];

describe("greedySearch", () => {
	test("takes the likeliest allowed token at every step", () => {
		const model = new ToyModel({ vocabularySize: 9 });
		const [hypothesis] = greedySearch(model, [[4, 5]], { maxOutputLength: 5, bannedIds: [1] });
		const tokens: number[] = [];
		let logProb = 0;
		for (let t = 0; t < 5; t++) {
			const logProbs = model.logProbsOf([4, 5], [model.bosId, ...tokens]);
			const allowed = logProbs.map((value, id) => (id < 3 ? Number.NEGATIVE_INFINITY : value));
			const best = allowed.indexOf(Math.max(...allowed));
			logProb += logProbs[best]!;
			if (best === model.eosId) break;
			tokens.push(best);
		}
		expect(hypothesis!.tokens).toEqual(tokens);
		expect(hypothesis!.logProb).toBeCloseTo(logProb, 12);
	});

	test("is cut at maxOutputLength and says so", () => {
		const [cut] = greedySearch(new ToyModel({ eosBias: -50 }), [[4]], { maxOutputLength: 3 });
		expect([cut!.tokens.length, cut!.finished, cut!.eosWeights]).toEqual([3, false, null]);
	});

	test("writes at least minOutputLength tokens", () => {
		const model = new ToyModel({ eosBias: 50 });
		expect(greedySearch(model, [[4]])[0]!.tokens).toEqual([]);
		expect(greedySearch(model, [[4]], { minOutputLength: 2 })[0]!.tokens).toHaveLength(2);
	});

	test("reports attention on padding, which only the short sentences of a batch can have", () => {
		const [short, long] = greedySearch(new ToyModel({ paddingWeight: 0.25 }), [[4], [4, 5, 6]]);
		expect(short!.paddingMass).toBeCloseTo(0.5, 6);
		expect(long!.paddingMass).toBe(0);
	});

	test("gives null weights for a model without attention", () => {
		const [hypothesis] = greedySearch(new ToyModel({ attention: false }), [[4]]);
		expect([hypothesis!.weights, hypothesis!.eosWeights]).toEqual([null, null]);
	});

	test("refuses a model that has diverged to NaN", () => {
		expect(() => greedySearch(new ToyModel({ spread: Number.NaN }), [[4]])).toThrow(/finite log probability/);
	});
});

describe("forceDecode", () => {
	test("of the model's own translation gives its log probability and its attention back", () => {
		const model = new ToyModel({ vocabularySize: 9 });
		const greedy = greedySearch(model, SOURCES, { maxOutputLength: 30 });
		expect(greedy.every((h) => h.finished)).toBe(true);
		const forced = forceDecode(
			model,
			SOURCES,
			greedy.map((h) => h.tokens),
		);
		expect(forced).toEqual(greedy);
		expect(model.statesAlive).toBe(0);
	});

	test("takes targets of different lengths, also empty ones, in any batches", () => {
		const model = new ToyModel({ vocabularySize: 9 });
		const targets = [[5], [], [4, 4, 4, 4, 4, 4], [8, 7], [1, 6], [4]];
		const together = forceDecodeAll(model, SOURCES, targets, { maxBatchRows: 4 });
		const alone = SOURCES.map((source, i) => forceDecode(model, [source], [targets[i]!])[0]!);
		expect(together).toEqual(alone);
		expect(together.map((h) => h.tokens)).toEqual(targets);
		// log P("5" eos | source 0), by hand.
		const first = model.logProbsOf(SOURCES[0]!, [2])[5]!;
		const second = model.logProbsOf(SOURCES[0]!, [2, 5])[3]!;
		expect(together[0]!.logProb).toBeCloseTo(first + second, 12);
	});

	test("refuses another number of targets than sources", () => {
		expect(() => forceDecode(new ToyModel(), [[4]], [])).toThrow(/one target per source \(1\), got 0/);
	});
});

describe("translate", () => {
	test.each([
		{ kind: "greedy", maxOutputLength: 9 },
		{ kind: "beam", beamSize: 3, numHypotheses: 2, maxOutputLength: 9 },
	] as const)("gives the same in batches of any size: $kind", (strategy) => {
		const model = new ToyModel({ vocabularySize: 9 });
		const alone = SOURCES.map((source) => translate(model, [source], { strategy })[0]!);
		for (const maxBatchRows of [1, 4, 7, 256]) {
			const progress: number[] = [];
			const onProgress = ({ done }: { done: number }) => progress.push(done);
			expect(translate(model, SOURCES, { strategy, maxBatchRows, onProgress })).toEqual(alone);
			expect(progress.at(-1)).toBe(SOURCES.length);
		}
	});

	test("takes no sentences and refuses a strategy it does not know", () => {
		expect(translate(new ToyModel(), [])).toEqual([]);
		expect(() => translate(new ToyModel(), [[4]], { strategy: { kind: "dice" as "greedy" } })).toThrow(
			/greedy or beam, got "dice"/,
		);
	});
});

test("groups hold every sentence once, shortest first", () => {
	expect(groupsOfSimilarLength([3, 1, 2, 1, 5], 2)).toEqual([[1, 3], [2, 0], [4]]);
});
