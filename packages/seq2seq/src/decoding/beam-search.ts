// Beam search (Sutskever et al., 2014, section 3.2) over many sentences at once.
//
// Every step extends each live translation of a sentence by every token and keeps the `beamSize` extensions of
// highest log probability. Of these the ones that end in `eos` are finished, the others stay live. A sentence is
// done when nothing is live, at `maxOutputLength`, or as soon as no live translation can still enter the
// `numHypotheses` best: never merely because some translations, perhaps bad ones, are finished. Penalties decide
// only between finished translations: live ones have equal lengths, and their coverage is not yet known.
import { type Beam, bestHypotheses, finish } from "./beam.js";
import { type BeamSearchOptions, type BeamSettings, readSettings } from "./beam-settings.js";
import { readTree, requestOf } from "./beam-tree.js";
import { bannedTokens, noPossibleToken, requireModel, requireSources } from "./decoding-limits.js";
import type { DecodingModel, Hypothesis, RankedStep } from "./decoding-model.js";
import { bestReachableScore } from "./length-penalty.js";
import { emptyTranslation, type PartialTranslation, weightsRow } from "./partial-translation.js";
import { rankWords } from "./ranked-step.js";

/** A live translation and a token to add: not yet worth an object of its own. */
interface Extension {
	/** Index into `live`. */
	parent: number;
	token: number;
	logProb: number;
}

/**
 * The `numHypotheses` best translations of each source, best first. Translations cut at `maxOutputLength`
 * come after all finished ones. Ties go to the better-ranked parent, then to the smaller token id; of equal
 * scores, to the translation finished first.
 */
export function beamSearch<State>(
	model: DecodingModel<State>,
	sources: readonly (readonly number[])[],
	options: BeamSearchOptions = {},
): Hypothesis[][] {
	requireModel("beamSearch", model);
	const settings = readSettings(options);
	const banned = bannedTokens("beamSearch", model, options);
	requireSources("beamSearch", sources);
	if (sources.length === 0) return [];

	const beams = sources.map(
		(source): Beam => ({
			sourceLength: source.length,
			live: [emptyTranslation(model.bosId)],
			finished: [],
			done: false,
		}),
	);
	const state = model.start(sources);
	const tree = model.searchByBeams?.(state, requestOf(settings, banned));
	if (tree) {
		model.dispose(state);
		beams.forEach((beam, row) => {
			readTree(beam, tree, { row, eosId: model.eosId, settings });
		});
	} else searchStepByStep(model, state, beams, { banned, settings });
	return beams.map((beam) => bestHypotheses(beam, model.eosId, settings));
}

/** The plain version: the truth for every model's own. */
function searchStepByStep<State>(
	model: DecodingModel<State>,
	start: State,
	beams: Beam[],
	{ banned, settings }: { banned: Uint8Array; settings: BeamSettings },
): void {
	// No more than `beamSize` extensions of one translation can be among the best.
	const count = Math.min(settings.beamSize, model.vocabularySize);
	let searching = beams;
	let state = start;
	for (let length = 1; ; length++) {
		const tokens = Int32Array.from(searching.flatMap((beam) => beam.live.map((live) => live.token)));
		// While too short, `eos` is banned like `pad`.
		banned[model.eosId] = length <= settings.minOutputLength ? 1 : 0;
		const step = rankWords(model, state, tokens, { count, banned });
		state = step.state;
		const rows: number[] = [];
		let firstRow = 0;
		for (const beam of searching) {
			const parents = advance(beam, { model, step, firstRow, count, length, settings });
			firstRow += parents.count;
			if (!beam.done) rows.push(...parents.rows);
		}
		searching = searching.filter((beam) => !beam.done);
		if (searching.length === 0) break;
		if (rows.length !== tokens.length || rows.some((row, i) => row !== i)) {
			state = model.select(state, Int32Array.from(rows));
		}
	}
	model.dispose(state);
}

interface AdvanceInput {
	model: DecodingModel<unknown>;
	step: RankedStep<unknown>;
	/** Where the beam's rows begin. */
	firstRow: number;
	/** Words that `step` ranks per row. */
	count: number;
	/** Tokens written after this step. */
	length: number;
	settings: BeamSettings;
}

/** Moves one sentence a token further; returns its number of rows and the row that each new live one extends. */
function advance(beam: Beam, input: AdvanceInput): { count: number; rows: number[] } {
	const { model, step, firstRow, length, settings } = input;
	const parents = beam.live;
	const extensions = bestExtensions(parents, input);
	if (extensions.length === 0) throw noPossibleToken("beamSearch");

	const rowWeights = parents.map((_, i) => lazily(() => weightsRow(step, firstRow + i)));
	const rows: number[] = [];
	beam.live = [];
	for (const { parent, token, logProb } of extensions) {
		const weights = rowWeights[parent]!();
		const translation: PartialTranslation = { parent: parents[parent]!, token, length, logProb, weights };
		if (token === model.eosId) {
			finish(beam, translation, settings);
		} else {
			beam.live.push(translation);
			rows.push(firstRow + parent);
		}
	}
	beam.done =
		beam.live.length === 0 ||
		length === settings.maxOutputLength ||
		(settings.earlyFinish && isDecided(beam, length, settings));
	return { count: parents.length, rows };
}

/** The `beamSize` likeliest extensions, best first. */
function bestExtensions(live: readonly PartialTranslation[], input: AdvanceInput): Extension[] {
	const { step, firstRow, count, settings } = input;
	const most = settings.beamSize;
	const best: Extension[] = [];
	let threshold = Number.NEGATIVE_INFINITY;
	live.forEach((translation, parent) => {
		const start = (firstRow + parent) * count;
		for (let i = start; i < start + count; i++) {
			const token = step.words[i]!;
			const logProb = translation.logProb + step.logProbs[i]!;
			// Strictly more: on a tie the one met first stays, which is the tie rule. The row's next words are no better.
			if (token === -1 || !(logProb > threshold)) break;
			let place = best.length;
			while (place > 0 && best[place - 1]!.logProb < logProb) place--;
			best.splice(place, 0, { parent, token, logProb });
			if (best.length > most) best.pop();
			if (best.length === most) threshold = best[most - 1]!.logProb;
		}
	});
	return best;
}

/** Whether the `numHypotheses` best are finished, whatever the live translations become. */
function isDecided(beam: Beam, length: number, settings: BeamSettings): boolean {
	const { numHypotheses, maxOutputLength: maxLength, lengthPenalty: penalty } = settings;
	if (beam.finished.length < numHypotheses) return false;
	const scores = beam.finished.map((finished) => finished.score).sort((a, b) => b - a);
	// The coverage penalty is at most 0, so it cannot lift this bound.
	const bound = bestReachableScore(beam.live[0]!.logProb, { length, maxLength, penalty });
	return bound <= scores[numHypotheses - 1]!;
}

/** Rows are copied only for the translations that stay, and once however many children they have. */
function lazily<Value>(make: () => Value): () => Value {
	let made: { value: Value } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}
