// Translates any number of sentences by a named strategy, in batches of similar length.
import {
	describeValue,
	isIdList,
	type OptionNames,
	requireInteger,
	requireKind,
	requireList,
	requireOptions,
} from "@mirada/core-native/contract";
import { beamSearch } from "./beam-search.js";
import { BEAM_NAMES, type BeamSearchOptions } from "./beam-settings.js";
import { requireModel, requireSources } from "./decoding-limits.js";
import type { DecodingModel, Hypothesis } from "./decoding-model.js";
import { forceDecode } from "./force-decode.js";
import { GREEDY_NAMES, type GreedySearchOptions, greedySearch } from "./greedy.js";
import { groupsOfSimilarLength } from "./similar-lengths.js";

export type DecodingStrategy =
	| ({ kind: "greedy" } & GreedySearchOptions)
	| ({ kind: "beam" } & BeamSearchOptions);

export interface TranslateOptions {
	/** How the next words are chosen. Default `{ kind: "greedy" }`. */
	strategy?: DecodingStrategy;
	/** Most rows of a batch; a sentence takes `beamSize` of them. Default 256. */
	maxBatchRows?: number;
	/** Told after each batch how many sentences are done. */
	onProgress?: (progress: { done: number; total: number }) => void;
}

const BATCHING: OptionNames<Omit<TranslateOptions, "strategy">> = { maxBatchRows: true, onProgress: true };
export const TRANSLATE_NAMES: OptionNames<TranslateOptions> = { strategy: true, ...BATCHING };

type Search<Options> = <State>(
	model: DecodingModel<State>,
	sources: readonly (readonly number[])[],
	options: Options,
) => Hypothesis[][];

/** A search, and how many rows a sentence takes in it. */
interface StrategyEntry<Options> {
	/** Names of its options beside `kind`. */
	names: Readonly<Record<string, true>>;
	search: Search<Options>;
	rowsPerSentence(options: Options): number;
}

const STRATEGIES = {
	greedy: {
		names: GREEDY_NAMES,
		search: (model, sources, { kind: _, ...options }) =>
			greedySearch(model, sources, options).map((best) => [best]),
		rowsPerSentence: () => 1,
	},
	beam: {
		names: BEAM_NAMES,
		search: (model, sources, { kind: _, ...options }) => beamSearch(model, sources, options),
		rowsPerSentence: ({ beamSize = 5 }) => beamSize,
	},
} satisfies { [Kind in DecodingStrategy["kind"]]: StrategyEntry<Extract<DecodingStrategy, { kind: Kind }>> };

/** The hypotheses of every source (ids), best first, in the order of `sources`. */
export function translate<State>(
	model: DecodingModel<State>,
	sources: readonly (readonly number[])[],
	options: TranslateOptions = {},
): Hypothesis[][] {
	requireOptions("translate", options, TRANSLATE_NAMES);
	const { strategy = { kind: "greedy" }, maxBatchRows = 256, onProgress } = options;
	requireModel("translate", model);
	requireSources("translate", sources);
	const entry = readStrategy("translate", strategy);
	requireBatching("translate", maxBatchRows, onProgress);
	const size = Math.max(1, Math.floor(maxBatchRows / entry.rowsPerSentence(strategy)));
	return inBatches(
		sources.map((source) => source.length),
		{ size, onProgress },
		(group) =>
			entry.search(
				model,
				group.map((i) => sources[i]!),
				strategy,
			),
	);
}

/** `forceDecode` for any number of sentences. */
export function forceDecodeAll<State>(
	model: DecodingModel<State>,
	sources: readonly (readonly number[])[],
	targets: readonly (readonly number[])[],
	options: Omit<TranslateOptions, "strategy"> = {},
): Hypothesis[] {
	requireOptions("forceDecodeAll", options, BATCHING);
	const { maxBatchRows = 256, onProgress } = options;
	requireModel("forceDecodeAll", model);
	requireSources("forceDecodeAll", sources);
	requireList("forceDecodeAll", "targets", targets, "id arrays", isIdList);
	requireBatching("forceDecodeAll", maxBatchRows, onProgress);
	if (sources.length !== targets.length) {
		throw new RangeError(
			`forceDecodeAll: expected one target per source (${sources.length}), got ${targets.length}`,
		);
	}
	return inBatches(
		sources.map((source) => source.length),
		{ size: maxBatchRows, onProgress },
		(group) =>
			forceDecode(
				model,
				group.map((i) => sources[i]!),
				group.map((i) => targets[i]!),
			),
	);
}

/** @throws TypeError for an unknown option of the strategy, RangeError for a strategy that does not exist. */
export function readStrategy(where: string, strategy: DecodingStrategy): StrategyEntry<DecodingStrategy> {
	const { kind } = (strategy ?? {}) as { kind?: unknown };
	if (typeof kind !== "string" || !Object.hasOwn(STRATEGIES, kind)) {
		throw new RangeError(
			`${where}: expected strategy.kind ${Object.keys(STRATEGIES).join(" or ")}, got ${describeValue(kind)}`,
		);
	}
	const entry = STRATEGIES[kind as DecodingStrategy["kind"]];
	requireOptions(where, strategy, { kind: true, ...entry.names });
	const beamSize: unknown = Reflect.get(strategy, "beamSize");
	if (beamSize !== undefined) requireInteger(where, "beamSize", beamSize, 1);
	return entry as unknown as StrategyEntry<DecodingStrategy>;
}

function requireBatching(where: string, maxBatchRows: unknown, onProgress: unknown): void {
	requireInteger(where, "maxBatchRows", maxBatchRows, 1);
	if (onProgress !== undefined) requireKind(where, "onProgress", onProgress, "function");
}

/** Runs `work` on groups of similar length and puts the results back in order. */
function inBatches<Result>(
	lengths: readonly number[],
	{ size, onProgress }: { size: number } & Pick<TranslateOptions, "onProgress">,
	work: (group: number[]) => Result[],
): Result[] {
	const results = new Array<Result>(lengths.length);
	let done = 0;
	for (const group of groupsOfSimilarLength(lengths, size)) {
		work(group).forEach((result, i) => {
			results[group[i]!] = result;
		});
		done += group.length;
		onProgress?.({ done, total: lengths.length });
	}
	return results;
}
