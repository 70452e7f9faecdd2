// The checks of exercise 2: reading an attention map.

import type { Random } from "@mirada/attention";
import { type Examination, examine, kindOf } from "../../checking/examination.js";
import { Failure } from "../../checking/failure.js";
import type { HintId } from "../../checking/hints.js";
import { copyOf, otherOrder } from "../../checking/random-inputs.js";
import { readFields } from "../../checking/read-values.js";
import { type Check, runChecks } from "../../checking/run-checks.js";
import type { CheckOptions, Verdict } from "../../checking/verdict.js";
import { fixed } from "../../language/index.js";
import {
	type AttentionMap,
	diagonalLinks,
	mostAttended,
	PADDING,
	shareOfLinks,
	uniformShare,
	wordsIn,
} from "../../steps/attention-map.js";
import { mapCheckTexts } from "./check-texts.js";

type GoldMap = AttentionMap & { gold: readonly (readonly number[])[] };

interface Reading {
	links: unknown[];
	share: unknown;
	learned: unknown;
}

export function checkMap(solution: unknown, options: CheckOptions): Verdict[] {
	const examination = examine(solution, options);
	const { random, texts, numbers } = examination;
	const says = mapCheckTexts[options.language];
	const base = randomMap(random, 4, 6);
	let first: Reading | undefined;
	let shareHint: HintId | undefined;
	const read = (map: GoldMap) => readMap(map, examination);
	const expectLinks = (map: GoldMap) => {
		const got = read(map).links;
		const expected = mostAttended(map);
		const t = expected.findIndex((position, row) => got[row] !== position);
		if (t !== -1) throw new Failure(texts.value(`links[${t}]`, String(expected[t]), String(got[t])));
		return links(map, expected);
	};
	const expectShare = (map: GoldMap) => {
		const expected = shareOfLinks(mostAttended(map), map.gold);
		const got = read(map).share;
		const isRight = typeof got === "number" && Math.abs(got - expected) < 1e-6;
		if (isRight) return fixed(expected, 3, numbers);
		const shown = typeof got === "number" ? fixed(got, 3, numbers) : kindOf(got, texts);
		shareHint ??= shareMistake(got, map);
		throw new Failure(texts.value("share", fixed(expected, 3, numbers), shown));
	};
	const expectLearned = (map: GoldMap) => {
		const expected = isLearned(map);
		const got = read(map).learned;
		if (got !== expected)
			throw new Failure(texts.value("learned", String(expected), String(got)), "unconverged-map");
		return String(expected);
	};
	const checks: Check[] = [
		{
			id: "exports",
			text: says.exports,
			isNeeded: true,
			run: () => {
				const found = examination.exported("readMap");
				if (typeof found !== "function")
					throw new Failure(texts.notAFunction("readMap", kindOf(found, texts)));
			},
		},
		{
			id: "returns",
			text: says.returns,
			isNeeded: true,
			run: () => {
				const got = read(base);
				requirePositions(got.links, base, examination);
				if (typeof got.share !== "number")
					throw new Failure(texts.wrongKind("share", texts.kinds.number, kindOf(got.share, texts)));
				if (typeof got.learned !== "boolean")
					throw new Failure(texts.wrongKind("learned", texts.kinds.boolean, kindOf(got.learned, texts)));
				first = got;
			},
		},
		{ id: "links", text: says.links, run: () => expectLinks(base) },
		{
			id: "permuted-source",
			text: says.permuted,
			run: () => {
				const order = otherOrder(random, base.source.length);
				return expectLinks({
					...base,
					source: order.map((s) => base.source[s]!),
					weights: base.weights.map((row) => order.map((s) => row[s]!)),
					gold: base.gold.map((positions) => positions.map((s) => order.indexOf(s))),
				});
			},
		},
		{
			id: "padding",
			text: says.padding,
			hint: "padding-columns",
			run: () => expectLinks(withPadding(base)),
		},
		{ id: "share", text: says.share, run: () => expectShare(allLinked(base, random)) },
		{
			id: "unlinked-words",
			text: says.unlinked,
			run: () => {
				const map = allLinked(base, random);
				return expectShare({ ...map, gold: map.gold.map((positions, t) => (t === 1 ? [] : positions)) });
			},
		},
		{
			id: "several-links",
			text: says.several,
			run: () => {
				// The word that is looked at most is the second of two gold links.
				const gold = mostAttended(base).map((s) => [(s + 1) % base.source.length, s]);
				return expectShare({ ...base, gold });
			},
		},
		{ id: "learned", text: says.learned, run: () => expectLearned(crossedMap) },
		{ id: "diagonal-map", text: says.diagonal, run: () => expectLearned(straightMap) },
		{ id: "uniform-share", text: says.uniform, run: () => expectLearned(vagueMap) },
		{ id: "unconverged", text: says.unconverged, run: () => expectLearned(noiseMap(random)) },
	];
	return runChecks(checks, examination, () => (first && linksMistake(first.links, base)) ?? shareHint);
}

function readMap({ weights, source, gold }: GoldMap, examination: Examination): Reading {
	const result = examination.call("readMap", copyOf(weights), [...source], copyOf(gold));
	const { texts } = examination;
	const [links, share, learned] = readFields(result, "readMap", ["links", "share", "learned"], examination);
	if (!Array.isArray(links))
		throw new Failure(texts.wrongKind("links", texts.kinds.list, kindOf(links, texts)));
	return { links, share, learned };
}

function requirePositions(
	got: readonly unknown[],
	{ source, target }: AttentionMap,
	{ texts }: Examination,
): void {
	const isText = got.some((position) => typeof position === "string");
	if (isText)
		throw new Failure(texts.wrongKind("links", texts.kinds.list, texts.kinds.string), "positions-not-words");
	if (got.length !== target.length) {
		const hint = got.length === source.length ? "map-transposed" : undefined;
		throw new Failure(texts.shape("links", [target.length], [got.length]), hint);
	}
	const odd = got.findIndex((position) => !Number.isInteger(position));
	if (odd !== -1) throw new Failure(texts.wrongKind(`links[${odd}]`, texts.kinds.position, String(got[odd])));
}

function links({ source, target }: AttentionMap, positions: readonly number[]): string {
	return target.map((word, t) => `${word}→${source[positions[t]!]}`).join("  ");
}

/** The mistake whose links these are. */
function linksMistake(got: readonly unknown[], map: GoldMap): HintId | undefined {
	const right = mostAttended(map);
	const isAll = (expected: readonly number[]) => expected.every((position, t) => got[t] === position);
	if (isAll(right)) return undefined;
	if (isAll(right.map((position) => position + 1))) return "positions-from-zero";
	if (isAll(map.weights.map((row) => row.indexOf(Math.min(...row))))) return "least-not-most";
	const columns = map.source.map((_, s) => map.weights.map((row) => row[s]!));
	if (isAll(columns.slice(0, got.length).map((column) => column.indexOf(Math.max(...column)))))
		return "map-transposed";
	return undefined;
}

function shareMistake(got: unknown, map: GoldMap): HintId | undefined {
	const right = mostAttended(map);
	const linked = map.gold.filter((positions) => positions.length > 0).length;
	const met = right.filter((s, t) => map.gold[t]!.includes(s)).length;
	const metFirst = right.filter((s, t) => map.gold[t]![0] === s).length;
	const is = (value: number) => typeof got === "number" && Math.abs(got - value) < 1e-6;
	if (is(met) || is((100 * met) / linked) || is(Math.round((100 * met) / linked))) return "share-not-count";
	if (is(met / right.length)) return "share-of-linked-words";
	if (is(metFirst / linked)) return "several-links";
	return is(met / map.gold.flat().length) ? "several-links" : undefined;
}

function isLearned(map: GoldMap): boolean {
	const S = wordsIn(map.source);
	const share = shareOfLinks(mostAttended(map), map.gold);
	const diagonal = shareOfLinks(diagonalLinks(map.target.length, S), map.gold);
	return share > diagonal && share > uniformShare(S, map.gold);
}

/** Rows of positive numbers that sum to 1, with one clear favourite in each; no two columns alike. */
function randomMap(random: Random, T: number, S: number): GoldMap {
	const favourites = otherOrder(random, S).slice(0, T);
	// Another order for the least, so that looking for the wrong end or along the wrong axis shows.
	const weights = favourites.map((favourite) => {
		const row = Array.from({ length: S }, (_, s) => 0.2 + 0.6 * random.float() + (s === favourite ? 1 : 0));
		const total = row.reduce((sum, weight) => sum + weight, 0);
		return row.map((weight) => weight / total);
	});
	const source = ["a", "b", "c", "d", "e", "f", "g", "h"].slice(0, S);
	const target = ["A", "B", "C", "D", "E", "F", "G", "H"].slice(0, T);
	return { source, target, weights, gold: favourites.map((s) => [s]) };
}

/** Of four words, two links are met and two are not. */
function allLinked(map: GoldMap, random: Random): GoldMap {
	const S = map.source.length;
	const isMet = random.shuffle([true, true, false, false]);
	isMet[1] = true;
	return { ...map, gold: mostAttended(map).map((s, t) => [isMet[t] ? s : (s + 1) % S]) };
}

/** Two columns of padding, and a model that was not told to leave them out. */
function withPadding(map: GoldMap): GoldMap {
	const weights = map.weights.map((row) => [...row.map((weight) => weight / 4), 0.5, 0.25]);
	return { ...map, source: [...map.source, PADDING, PADDING], weights };
}

/** Rows that look at one position each, with 0.9 of their weight. */
function sharpMap(positions: readonly number[], gold: number[][], S: number): GoldMap {
	const rest = 0.1 / (S - 1);
	return {
		source: ["the", "red", "car", "is", "new"].slice(0, S),
		target: positions.map((_, t) => `t${t}`),
		weights: positions.map((position) => Array.from({ length: S }, (_, s) => (s === position ? 0.9 : rest))),
		gold,
	};
}

/** "the red car" and "el coche rojo": two words change places, and the map follows them. */
const crossedMap = sharpMap([0, 2, 1], [[0], [2], [1]], 3);
/** Words in the same order: a right map, and the diagonal knows as much. */
const straightMap = sharpMap([0, 1, 2, 3], [[0], [1], [2], [3]], 4);
/** One link of four is met, the diagonal meets none, and uniform weights meet more: most words have three links. */
const vagueMap = sharpMap(
	[1, 3, 3, 0],
	[
		[1, 2, 3],
		[0, 2],
		[0, 1],
		[1, 2],
	],
	4,
);

/** Weights that are nearly uniform, as before training; where one looks most is chance, and here wrong. */
function noiseMap(random: Random): GoldMap {
	const map = sharpMap([3, 0, 1, 2, 0], [[0], [2], [1], [3], [4]], 5);
	const weights = map.weights.map((row) =>
		row.map((weight) => 0.2 + 0.01 * (weight > 0.5 ? 1 : 0.5 * random.float())),
	);
	return {
		...map,
		weights: weights.map((row) => row.map((weight) => weight / row.reduce((a, b) => a + b, 0))),
	};
}
