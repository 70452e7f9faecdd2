import type { SentencePair } from "@mirada/seq2seq";
import { describe, expect, test } from "vitest";
import { liveCorpusFile, readLiveData } from "./live-data.js";
import { matchOf, nullMatches } from "./match.js";
import { restoreSnapshot, rowsOf, type Snapshot, storeSnapshot, toBytes } from "./snapshot.js";

const pair = (source: string, target: string, alignment: [number, number][]): SentencePair => ({
	source: source.split(" "),
	target: target.split(" "),
	alignment,
});

// The adjective changes places; "did buy" is one word in Spanish; "le" has no link; marks do not count.
const RED_CAR = pair("the red car .", "el coche rojo .", [
	[0, 0],
	[1, 2],
	[2, 1],
	[3, 3],
]);
const DID_BUY = pair("did ana buy it ?", "¿ le compró ana ?", [
	[0, 2],
	[1, 3],
	[2, 2],
	[4, 0],
	[4, 4],
]);

describe("match", () => {
	test("is the share of linked target words whose heaviest source word is one of their links", () => {
		const red = [
			[0.9, 0.1, 0, 0],
			[0, 0.2, 0.8, 0],
			[0, 0, 0.6, 0.4],
			[0, 0, 0, 1],
		];
		const did = [
			[0, 0, 0, 0, 1],
			[1, 0, 0, 0, 0],
			[0.1, 0, 0.9, 0, 0],
			[0, 1, 0, 0, 0],
			[0, 0, 0, 0, 1],
		];
		// el and coche match, rojo does not; compró and ana match.
		expect(matchOf([RED_CAR, DID_BUY], (i) => [red, did][i]!)).toBeCloseTo(4 / 5, 12);
	});

	test("counts equally heavy words by their share, so that a uniform map gains nothing by ties", () => {
		const { uniform, diagonal } = nullMatches([RED_CAR, DID_BUY]);
		// Links: 1 of 4 three times, 2 of 5 and 1 of 5.
		expect(uniform).toBeCloseTo((3 / 4 + 3 / 5) / 5, 12);
		// Of the five words only "el" and "compró" are where the diagonal looks.
		expect(diagonal).toBeCloseTo(2 / 5, 12);
	});

	test("is 0 where there is nothing to match", () => {
		expect(matchOf([], () => [])).toBe(0);
	});
});

describe("a snapshot", () => {
	const weights = [
		[0.5, 0.25, 0.25],
		[0, 0, 1],
	];
	const snapshot: Snapshot = {
		step: 20,
		loss: 1.5,
		bleu: 12,
		match: 0.5,
		maps: [toBytes(weights)],
		translations: ["el coche"],
	};

	test("comes back from JSON, its weights within half a byte's step", () => {
		const restored = restoreSnapshot(JSON.parse(JSON.stringify(storeSnapshot(snapshot))));
		expect(restored).toEqual(snapshot);
		rowsOf(restored.maps![0]!, 3).forEach((row, t) => {
			row.forEach((weight, s) => {
				expect(Math.abs(weight - weights[t]![s]!)).toBeLessThanOrEqual(0.5 / 255);
			});
		});
	});

	test("has no maps without attention", () => {
		const without = { ...snapshot, match: null, maps: null };
		expect(restoreSnapshot(storeSnapshot(without))).toEqual(without);
	});
});

describe("the data of a training", () => {
	const train = Array.from({ length: 30 }, (_, i) => pair(`a b c w${i}`, `x y v${i}`, []));
	const file = liveCorpusFile(train, [RED_CAR, DID_BUY], 1);

	test("are the same pairs as before they were a file", () => {
		const data = readLiveData(JSON.parse(JSON.stringify(file)));
		expect(data.heldOut).toEqual([RED_CAR, DID_BUY]);
		const { source, target } = data.vocabularies;
		expect(data.examples.map((one) => source.decode(one.source).join(" "))).toEqual(
			train.map((one) => one.source.join(" ")),
		);
		expect(target.decode(data.examples[7]!.target)).toEqual(train[7]!.target);
	});

	test("have all held-out pairs in one batch, in their order and padded", () => {
		const { heldOutBatch, vocabularies } = readLiveData(
			liveCorpusFile([RED_CAR, DID_BUY], [DID_BUY, RED_CAR], 1),
		);
		const { batchSize, sourceLength, targetLength, source, targetOutput } = heldOutBatch;
		expect([batchSize, sourceLength, targetLength]).toEqual([2, 5, 6]);
		expect(vocabularies.source.decode(source.slice(5, 9))).toEqual(RED_CAR.source);
		expect(source[9]).toBe(0);
		expect(vocabularies.target.decode(targetOutput.slice(6, 10))).toEqual(RED_CAR.target);
	});

	test("shuffled, hold the same targets for other sources", () => {
		const [plain, shuffled] = [readLiveData(file), readLiveData(file, 3)];
		const targets = (data: typeof plain) => data.examples.map(({ target }) => target.join(" "));
		expect(targets(shuffled).sort()).toEqual(targets(plain).sort());
		expect(targets(shuffled)).not.toEqual(targets(plain));
		expect(shuffled.examples.map(({ source }) => source)).toEqual(plain.examples.map(({ source }) => source));
		expect(shuffled.heldOut).toEqual(plain.heldOut);
	});
});
