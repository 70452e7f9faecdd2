// Translates any number of sentences by a named strategy, in batches of similar length.
import { type BeamSearchOptions, beamSearch } from "./beam-search.js";
import type { DecodingLimits, DecodingModel, Hypothesis } from "./decoding-model.js";
import { forceDecode } from "./force-decode.js";
import { greedySearch } from "./greedy.js";
import { groupsOfSimilarLength } from "./similar-lengths.js";

export type DecodingStrategy = ({ kind: "greedy" } & DecodingLimits) | ({ kind: "beam" } & BeamSearchOptions);

export interface TranslateOptions {
	/** How the next words are chosen. Default `{ kind: "greedy" }`. */
	strategy?: DecodingStrategy;
	/** Most rows of a batch; a sentence takes `beamSize` of them. Default 256. */
	maxBatchRows?: number;
	/** Told after each batch how many sentences are done. */
	onProgress?: (progress: { done: number; total: number }) => void;
}

type Search<Options> = <State>(
	model: DecodingModel<State>,
	sources: readonly (readonly number[])[],
	options: Options,
) => Hypothesis[][];

/** A search, and how many rows a sentence takes in it. */
interface StrategyEntry<Options> {
	search: Search<Options>;
	rowsPerSentence(options: Options): number;
}

const STRATEGIES = {
	greedy: {
		search: (model, sources, limits) => greedySearch(model, sources, limits).map((best) => [best]),
		rowsPerSentence: () => 1,
	},
	beam: { search: beamSearch, rowsPerSentence: ({ beamSize = 5 }) => beamSize },
} satisfies { [Kind in DecodingStrategy["kind"]]: StrategyEntry<Extract<DecodingStrategy, { kind: Kind }>> };

/** The hypotheses of every source (ids), best first, in the order of `sources`. */
export function translate<State>(
	model: DecodingModel<State>,
	sources: readonly (readonly number[])[],
	{ strategy = { kind: "greedy" }, maxBatchRows = 256, onProgress }: TranslateOptions = {},
): Hypothesis[][] {
	const entry = STRATEGIES[strategy.kind] as StrategyEntry<DecodingStrategy> | undefined;
	if (entry === undefined) {
		throw new RangeError(
			`translate: expected strategy.kind ${Object.keys(STRATEGIES).join(" or ")}, got ${String(strategy.kind)}`,
		);
	}
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
	{ maxBatchRows = 256, onProgress }: Omit<TranslateOptions, "strategy"> = {},
): Hypothesis[] {
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
