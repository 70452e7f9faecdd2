// A translator of a few made-up words for the tests of decoding: its probabilities and its attention are
// arbitrary but fixed functions of (source, tokens so far), so every translation can be enumerated.
import type { DecodingModel } from "../src/decoding/decoding-model.js";

export interface ToyState {
	sources: (readonly number[])[];
	prefixes: number[][];
	/** A state given away must not be used again. */
	alive: boolean;
}

export interface ToyModelOptions {
	vocabularySize?: number;
	seed?: number;
	/** Default true. */
	attention?: boolean;
	/** Added to the logits of `eos`: large values give short translations. Default 0. */
	eosBias?: number;
	/** Spread of the logits. Default 2. */
	spread?: number;
	/** Attention on padding, to be caught. Default 0. */
	paddingWeight?: number;
}

export class ToyModel implements DecodingModel<ToyState> {
	readonly padId = 0;
	readonly unkId = 1;
	readonly bosId = 2;
	readonly eosId = 3;
	readonly vocabularySize: number;
	steps = 0;
	rowsStepped = 0;
	statesAlive = 0;

	constructor(private readonly options: ToyModelOptions = {}) {
		this.vocabularySize = options.vocabularySize ?? 6;
	}

	start(sources: readonly (readonly number[])[]): ToyState {
		return this.newState(
			[...sources],
			sources.map(() => []),
		);
	}

	step(state: ToyState, tokens: Int32Array) {
		this.take(state);
		if (tokens.length !== state.sources.length) {
			throw new Error(`expected ${state.sources.length} tokens, got ${tokens.length}`);
		}
		this.steps++;
		this.rowsStepped += tokens.length;
		const prefixes = state.prefixes.map((prefix, row) => [...prefix, tokens[row]!]);
		const sourceLength = Math.max(...state.sources.map((source) => source.length));
		const weights = new Float32Array(tokens.length * sourceLength).fill(this.options.paddingWeight ?? 0);
		prefixes.forEach((prefix, row) => {
			weights.set(this.attentionOf(state.sources[row]!, prefix), row * sourceLength);
		});
		return {
			logProbs: Float32Array.from(
				prefixes.flatMap((prefix, row) => this.logProbsOf(state.sources[row]!, prefix)),
			),
			weights: this.options.attention === false ? null : weights,
			sourceLength,
			state: this.newState(state.sources, prefixes),
		};
	}

	select(state: ToyState, rows: Int32Array): ToyState {
		this.take(state);
		return this.newState(
			Array.from(rows, (row) => state.sources[row]!),
			Array.from(rows, (row) => state.prefixes[row]!),
		);
	}

	dispose(state: ToyState): void {
		this.take(state);
	}

	/** float32, as a model gives them; `prefix` begins with `bos`. */
	logProbsOf(source: readonly number[], prefix: readonly number[]): number[] {
		const { seed = 1, spread = 2, eosBias = 0 } = this.options;
		const logits = Array.from(
			{ length: this.vocabularySize },
			(_, token) =>
				spread * (2 * hash([seed, 1, token, ...source, -1, ...prefix]) - 1) +
				(token === this.eosId ? eosBias : 0),
		);
		const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
		return logits.map((logit) => Math.fround(logit - logSum));
	}

	/** One weight per source token, adding up to one, in float32. */
	attentionOf(source: readonly number[], prefix: readonly number[]): number[] {
		const { seed = 1 } = this.options;
		const raw = source.map((_, s) => 0.01 + hash([seed, 2, s, ...source, -1, ...prefix]) ** 4);
		const sum = raw.reduce((a, b) => a + b, 0);
		return raw.map((weight) => Math.fround(weight / sum));
	}

	private newState(sources: (readonly number[])[], prefixes: number[][]): ToyState {
		this.statesAlive++;
		return { sources, prefixes, alive: true };
	}

	private take(state: ToyState): void {
		if (!state.alive) throw new Error("this state was given away before");
		state.alive = false;
		this.statesAlive--;
	}
}

/** FNV-1a over whole numbers, finished by a bit mix, as a number in [0, 1). */
function hash(numbers: readonly number[]): number {
	let h = 0x811c9dc5;
	for (const number of numbers) h = Math.imul(h ^ (number + 7), 0x01000193);
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
