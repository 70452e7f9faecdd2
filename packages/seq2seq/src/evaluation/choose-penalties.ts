// Which penalties a beam search should rank its translations by: those of the highest BLEU on held-out sentences.
import { type OptionNames, requireInteger, requireList, requireOptions } from "@mirada/core-native/contract";
import { bestByPenalties } from "../decoding/best-by-penalties.js";
import { LIMIT_NAMES } from "../decoding/decoding-limits.js";
import type { DecodingLimits } from "../decoding/decoding-model.js";
import type { LengthPenalty } from "../decoding/length-penalty.js";
import { corpusBleu } from "./bleu.js";
import { scoredText } from "./scored-text.js";
import {
	referenceTexts,
	SENTENCES_NAMES,
	type SentencesInput,
	translateSentences,
} from "./translated-sentences.js";

export interface ChoosePenaltiesInput<State> extends SentencesInput<State> {
	/** Translations kept alive per sentence, at least 2. Default 5. */
	beamSize?: number;
	/** Alphas of the GNMT length penalty to choose from. Default 0, 0.3, 0.6, 1, 1.4. */
	alphas?: readonly number[];
	/** Betas of the coverage penalty to choose from. Default 0, 0.1, 0.2, 0.4; for a model without attention only 0. */
	betas?: readonly number[];
	/** Of the search. */
	limits?: DecodingLimits;
}

const NAMES: OptionNames<ChoosePenaltiesInput<unknown>> = {
	...SENTENCES_NAMES,
	beamSize: true,
	alphas: true,
	betas: true,
	limits: true,
};

export interface PenaltyTrial {
	alpha: number;
	beta: number;
	/** Against all references. */
	bleu: number;
}

export interface ChosenPenalties {
	/** As `beamSearch` takes it. */
	lengthPenalty: Required<LengthPenalty>;
	/** As `beamSearch` takes it. */
	coveragePenalty: number;
	/** Of the chosen pair. */
	bleu: number;
	/** Every pair, alphas and betas ascending. */
	trials: PenaltyTrial[];
	/** Time spent in all. */
	seconds: number;
}

const ALPHAS = [0, 0.3, 0.6, 1, 1.4];
const BETAS = [0, 0.1, 0.2, 0.4];

/** Of the one search: in the middle, so that its n-best lists hold short translations as well as long ones. */
const SEARCHED_WITH: Required<LengthPenalty> = { kind: "gnmt", alpha: 0.6 };

/**
 * The alpha of the length penalty and the beta of the coverage penalty (Wu et al., 2016, eq. 14) whose translations of
 * `sentences` have the highest BLEU. Ties go to the smaller alpha, then to the smaller beta. Give validation sentences,
 * never those on which the result will be measured.
 *
 * One search serves every pair: it keeps `beamSize` hypotheses of each sentence, which are ranked again under each pair.
 * This is approximate where the best translation under a pair is not among them. With beam size 5 and 500 sentences that
 * was 0.2 to 0.3 % of the translations (at most 0.23 BLEU of any pair), and the pair chosen was the one that a search per
 * pair chooses, at a fifth of its time or less (docs-dev/decisions/2026-11-28-beam-search-in-the-report.md).
 *
 * @throws TypeError, RangeError for an option that it cannot have.
 */
export function choosePenalties<State>(input: ChoosePenaltiesInput<State>): ChosenPenalties {
	const where = "choosePenalties";
	requireOptions(where, input, NAMES);
	const { beamSize = 5, limits = {}, ...rest } = input;
	requireInteger(where, "beamSize", beamSize, 2);
	requireOptions(where, limits, LIMIT_NAMES);
	const alphas = readGrid("alphas", input.alphas ?? ALPHAS, "finite numbers", Number.isFinite);
	const betas =
		input.betas === undefined
			? undefined
			: readGrid("betas", input.betas, "numbers of at least 0", (beta) => (beta as number) >= 0);
	const began = performance.now();
	const { sentences, bleuTokenizer } = translateSentences(
		where,
		rest,
		{ kind: "beam", ...limits, beamSize, numHypotheses: beamSize, lengthPenalty: SEARCHED_WITH },
		NAMES,
	);
	const hasAttention = sentences.every(({ hypotheses }) => hypotheses[0]!.weights !== null);
	const used = betas?.find((beta) => beta > 0);
	if (used !== undefined && !hasAttention) {
		throw new RangeError(`${where}: expected betas [0] for a model without attention, got ${used}`);
	}
	const references = referenceTexts(sentences, bleuTokenizer);
	const { target } = input.vocabularies;
	const bleuWith = (alpha: number, beta: number): number => {
		const penalties = { lengthPenalty: { ...SEARCHED_WITH, alpha }, coveragePenalty: beta };
		const texts = sentences.map(({ source, hypotheses }) => {
			// An empty sentence is read as one unknown word.
			const { tokens } = bestByPenalties(hypotheses, Math.max(1, source.length), penalties);
			return scoredText(target.decode(tokens), bleuTokenizer);
		});
		return corpusBleu(texts, references, { tokenize: bleuTokenizer }).score;
	};
	const trials = alphas.flatMap((alpha) =>
		(betas ?? (hasAttention ? BETAS : [0])).map((beta) => ({ alpha, beta, bleu: bleuWith(alpha, beta) })),
	);
	const { alpha, beta, bleu } = trials.reduce((best, trial) => (trial.bleu > best.bleu ? trial : best));
	return {
		lengthPenalty: { ...SEARCHED_WITH, alpha },
		coveragePenalty: beta,
		bleu,
		trials,
		seconds: (performance.now() - began) / 1000,
	};
}

/** Ascending, each once. */
function readGrid(
	name: "alphas" | "betas",
	values: readonly number[],
	what: string,
	isRight: (value: unknown) => boolean,
): number[] {
	const where = "choosePenalties";
	requireList(where, name, values, what, (value) => Number.isFinite(value) && isRight(value));
	if (values.length === 0) throw new RangeError(`${where}: expected at least one of ${name}, got none`);
	return [...new Set(values)].sort((one, other) => one - other);
}
