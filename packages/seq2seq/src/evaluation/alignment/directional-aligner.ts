// A word aligner in one direction: each word of the generated sentence comes from one word of the given
// sentence, or from none (null). Trained by EM: IBM Model 1 (Brown et al., 1993), then the same with a prior for
// the diagonal, a log-linear Model 2 (Dyer et al., 2013, fast_align):
//
//   p(generated, a | given) = prod_t p(a_t) p(generated_t | given_{a_t})
import {
	describeValue,
	type OptionNames,
	requireInteger,
	requireOptions,
} from "@mirada/core-native/contract";
import { diagonalPriors } from "./diagonal-prior.js";
import { digamma } from "./digamma.js";
import { PairTable } from "./pair-table.js";

export interface AlignerOptions {
	/** Rounds of EM with a uniform prior. Default 4. */
	model1Iterations?: number;
	/** Rounds of EM with the diagonal prior. Default 4. */
	diagonalIterations?: number;
	/** Lambda: how strongly the diagonal is preferred. Default 4, fast_align's first value. */
	tension?: number;
	/** p0: how probably a word comes from none. Default 0.08, as fast_align. */
	nullProbability?: number;
	/**
	 * Dirichlet prior of the word translations, under variational Bayes: keeps rare words from attracting every
	 * word that has no partner. Default 0.01, as fast_align; 0 is maximum likelihood.
	 */
	dirichlet?: number;
}

const NAMES: OptionNames<AlignerOptions> = {
	model1Iterations: true,
	diagonalIterations: true,
	tension: true,
	nullProbability: true,
	dirichlet: true,
};

/** @throws TypeError for an unknown option, RangeError for a number that does not fit. */
export function requireAlignerOptions(where: string, options: AlignerOptions): void {
	requireOptions(where, options, NAMES);
	const { model1Iterations, diagonalIterations, tension, nullProbability, dirichlet } = options;
	if (model1Iterations !== undefined) requireInteger(where, "model1Iterations", model1Iterations);
	if (diagonalIterations !== undefined) requireInteger(where, "diagonalIterations", diagonalIterations);
	for (const [name, value] of Object.entries({ tension, nullProbability, dirichlet })) {
		const most = name === "nullProbability" ? 1 : Number.POSITIVE_INFINITY;
		const fits = typeof value === "number" && value >= 0 && value < most;
		if (value === undefined || fits) continue;
		throw new RangeError(
			`${where}: expected ${name} to be a number of 0 or more${most === 1 ? " and below 1" : ""}, got ${describeValue(value)}`,
		);
	}
}

/** Words that never met in training: improbable, not impossible. */
const UNSEEN = 1e-9;
const NULL_WORD = 0;

export class DirectionalAligner {
	private readonly givenIds = new Map<string, number>();
	private readonly generatedIds = new Map<string, number>();
	private readonly table = new PairTable();
	/** p(generated | given) by index in `table`. */
	private probabilities = new Float64Array(0);
	private readonly settings: Required<AlignerOptions>;
	/** Mean -ln p(generated sentence | given sentence) per generated word, before each round of EM. */
	readonly crossEntropies: number[] = [];

	constructor(options: AlignerOptions = {}) {
		this.settings = {
			model1Iterations: 4,
			diagonalIterations: 4,
			tension: 4,
			nullProbability: 0.08,
			dirichlet: 0.01,
			...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
		};
	}

	train(pairs: readonly { given: readonly string[]; generated: readonly string[] }[]): void {
		const { model1Iterations, diagonalIterations, tension, nullProbability } = this.settings;
		const corpus = this.indexCorpus(pairs);
		this.probabilities = new Float64Array(this.table.size).fill(1 / this.generatedIds.size);
		const uniform = diagonalPriors(0, nullProbability);
		const diagonal = diagonalPriors(tension, nullProbability);
		for (let round = 0; round < model1Iterations; round++) this.emRound(corpus, uniform);
		for (let round = 0; round < diagonalIterations; round++) this.emRound(corpus, diagonal);
	}

	/** For each generated word the likeliest given word, or -1 for none; ties go to null, then to the first. */
	align(given: readonly string[], generated: readonly string[]): number[] {
		const S = given.length;
		const { tension, nullProbability } = this.settings;
		const prior = diagonalPriors(tension, nullProbability)(generated.length, S);
		return generated.map((word, t) => {
			let best = -1;
			let bestProbability = prior[t * (S + 1)]! * this.probability(null, word);
			given.forEach((givenWord, s) => {
				const probability = prior[t * (S + 1) + s + 1]! * this.probability(givenWord, word);
				if (probability > bestProbability) [best, bestProbability] = [s, probability];
			});
			return best;
		});
	}

	/** p(generated word | given word), null for the empty word. */
	probability(given: string | null, generated: string): number {
		const first = given === null ? NULL_WORD : this.givenIds.get(given);
		const second = this.generatedIds.get(generated);
		if (first === undefined || second === undefined) return UNSEEN;
		const index = this.table.find(first, second);
		return index === -1 ? UNSEEN : Math.max(UNSEEN, this.probabilities[index]!);
	}

	/**
	 * Numbers every pair of words that meet in a sentence, so that EM only follows indices: for each sentence T
	 * rows of S + 1 indices, null first.
	 */
	private indexCorpus(pairs: readonly { given: readonly string[]; generated: readonly string[] }[]): Corpus {
		const usable = pairs.filter(({ given, generated }) => given.length > 0 && generated.length > 0);
		const cellCount = usable.reduce((sum, pair) => sum + (pair.given.length + 1) * pair.generated.length, 0);
		const cells = new Int32Array(cellCount);
		const lengths = new Int32Array(2 * usable.length);
		const owners: number[] = [];
		let next = 0;
		usable.forEach(({ given, generated }, n) => {
			const givenIds = [NULL_WORD, ...given.map((word) => idOf(this.givenIds, word, NULL_WORD + 1))];
			lengths[2 * n] = given.length;
			lengths[2 * n + 1] = generated.length;
			for (const word of generated) {
				const second = idOf(this.generatedIds, word, 0);
				for (const first of givenIds) {
					const index = this.table.add(first, second);
					if (index === owners.length) owners.push(first);
					cells[next++] = index;
				}
			}
		});
		return { cells, lengths, owners: Int32Array.from(owners), givenCount: this.givenIds.size + 1 };
	}

	private emRound(
		{ cells, lengths, owners, givenCount }: Corpus,
		priors: ReturnType<typeof diagonalPriors>,
	): void {
		const { probabilities } = this;
		const { dirichlet } = this.settings;

		// E step: expected counts of each word translation.
		const counts = new Float64Array(probabilities.length);
		let logLikelihood = 0;
		let words = 0;
		let start = 0;
		for (let n = 0; n < lengths.length; n += 2) {
			const width = lengths[n]! + 1;
			const T = lengths[n + 1]!;
			const prior = priors(T, width - 1);
			for (let t = 0; t < T; t++, start += width) {
				let sum = 0;
				for (let s = 0; s < width; s++) sum += prior[t * width + s]! * probabilities[cells[start + s]!]!;
				const scale = 1 / sum;
				for (let s = 0; s < width; s++) {
					const cell = cells[start + s]!;
					counts[cell]! += prior[t * width + s]! * probabilities[cell]! * scale;
				}
				logLikelihood += Math.log(sum);
			}
			words += T;
		}
		this.crossEntropies.push(-logLikelihood / words);

		// M step: p(f | e) = c(e, f) / c(e), or with a Dirichlet prior alpha
		// exp(digamma(c(e, f) + alpha) - digamma(c(e) + alpha * number of f))
		const totals = new Float64Array(givenCount);
		for (let i = 0; i < counts.length; i++) totals[owners[i]!]! += counts[i]! + dirichlet;
		if (dirichlet > 0) {
			const logTotals = totals.map(digamma);
			for (let i = 0; i < counts.length; i++) {
				probabilities[i] = Math.exp(digamma(counts[i]! + dirichlet) - logTotals[owners[i]!]!);
			}
		} else {
			// A word that was never chosen (null, when p0 is 0) keeps no translation.
			for (let i = 0; i < counts.length; i++) probabilities[i] = counts[i]! / (totals[owners[i]!]! || 1);
		}
	}
}

interface Corpus {
	/** Index of every (given word or null, generated word) of every sentence. */
	cells: Int32Array;
	/** S and T of every sentence, in turn. */
	lengths: Int32Array;
	/** The given word of each index. */
	owners: Int32Array;
	givenCount: number;
}

function idOf(ids: Map<string, number>, word: string, first: number): number {
	let id = ids.get(word);
	if (id === undefined) {
		id = ids.size + first;
		ids.set(word, id);
	}
	return id;
}
