// What a decoder needs to know about a translator: one step at a time, many rows at once.
// Kept abstract so that every search can be tested against exhaustive enumeration on a toy model.

export interface DecodingStep<State> {
	/** log p(token | source, tokens so far), row after row: rows * V. */
	logProbs: Float32Array;
	/**
	 * Attention weights, rows * S, or null without attention. **The row returned by the step that
	 * predicts target token t belongs to target token t** (not to the token fed in at that step).
	 */
	weights: Float32Array | null;
	/** S: the padded source length of this batch. */
	sourceLength: number;
	state: State;
}

/** Which words a search wants to hear of. */
export interface RankRequest {
	/** How many per row. */
	count: number;
	/** V entries, 1 for a word that may not be written; it keeps its share of the probability. */
	banned: Uint8Array;
}

/** A step as `DecodingStep`, with the likeliest words alone in place of all V log probabilities. */
export interface RankedStep<State> extends Omit<DecodingStep<State>, "logProbs"> {
	/** rows * count token ids, best first, of equal ones the smallest; -1 where there are fewer. */
	words: Int32Array;
	/** rows * count: their log probabilities. */
	logProbs: Float32Array;
}

/** What greedy search is to do. */
export interface GreedyRequest extends Required<Omit<DecodingLimits, "bannedIds">> {
	/** V entries, 1 for a word that may not be written; `eos` is allowed from `minOutputLength` on. */
	banned: Uint8Array;
	/** Whether the log probabilities are wanted. */
	scores: boolean;
}

/** The words of a whole greedy search, `maxOutputLength` = T of them a row. */
export interface GreedyWords {
	/** rows * T token ids, `eos` included; a row's last is -1 where no token had a probability. */
	words: Int32Array;
	/** How many of them each row has. */
	lengths: Int32Array;
	/** rows * T; null where they are not wanted. */
	logProbs: Float32Array | null;
	/** rows * T * S, or null without attention. */
	weights: Float32Array | null;
	/** S */
	sourceLength: number;
}

/** A beam search without its scores: what decides which translations go on, and when a sentence is done. */
export interface BeamRequest {
	maxOutputLength: number;
	minOutputLength: number;
	/** See `RankRequest`; `eos` is banned, beside these, below the least length. */
	banned: Uint8Array;
	beamSize: number;
	/** A source's search may end where no live translation can be among its `wanted` best by score; 0: it may not. */
	wanted: number;
	/** A score is the log probability over `divisors[length]`, monotonic, plus the coverage penalty: T + 1 numbers. */
	divisors: Float64Array;
	/** Beta of the coverage penalty. */
	coveragePenalty: number;
}

/**
 * The tree of a whole beam search, of `maxOutputLength` = T levels and `beamSize` = K places each: place k of level t is
 * the k-th likeliest translation of t + 1 words. Those that end in `eos` have no children.
 */
export interface BeamTree {
	/** rows * T * K token ids, the last of each translation; -1 where there is none. */
	words: Int32Array;
	/** rows * T * K: the place in the level before that a translation goes on from. */
	parents: Int32Array;
	/** rows * T * K, of that token alone. */
	logProbs: Float32Array;
	/** How many levels each row has. */
	lengths: Int32Array;
	/** rows * T * K * S, or null without attention. */
	weights: Float32Array | null;
	/** S */
	sourceLength: number;
}

/**
 * A translator as the searches see it. A `State` holds any number of rows, one per partial translation.
 * A state given to `step`, `select` or `dispose` belongs to the model from then on: it may free it, and the
 * caller goes on with the returned one.
 */
export interface DecodingModel<State> {
	readonly vocabularySize: number;
	readonly padId: number;
	readonly bosId: number;
	readonly eosId: number;
	/** Encodes the sources; row i of the state belongs to `sources[i]`. */
	start(sources: readonly (readonly number[])[]): State;
	/** Feeds `tokens` (one per row, `bosId` at first) and predicts the next token of every row. */
	step(state: State, tokens: Int32Array): DecodingStep<State>;
	/** `step` for who asks for few words, where the model has a faster way; null where it has none. */
	rank?(state: State, tokens: Int32Array, request: RankRequest): RankedStep<State> | null;
	/**
	 * Greedy search from a state of `start` to the end, where the model has a faster way than step by step, with the
	 * same result; null where it has none. The state stays the caller's.
	 */
	searchGreedily?(state: State, request: GreedyRequest): GreedyWords | null;
	/** Beam search in the same way; null where the model has no faster way for this request. */
	searchByBeams?(state: State, request: BeamRequest): BeamTree | null;
	/** The state whose row i is row `rows[i]` of `state`: reorders, duplicates or drops rows. */
	select(state: State, rows: Int32Array): State;
	dispose(state: State): void;
}

/** One translation of one source. */
export interface Hypothesis {
	/** T target tokens, without `bos` and without `eos`. */
	tokens: number[];
	/** Whether the model wrote `eos`; false when the translation was cut at `maxOutputLength`. */
	finished: boolean;
	/** log p(tokens, and eos when finished | source). */
	logProb: number;
	/** What hypotheses are ranked by: `logProb` after the length and coverage penalties. */
	score: number;
	/** T x S attention weights over the source's own tokens; row t was used while predicting tokens[t]. */
	weights: number[][] | null;
	/** The S weights used while predicting `eos`; null when unfinished or without attention. */
	eosWeights: number[] | null;
	/** Largest weight mass that any row (eos included) put beyond the end of this source: must be 0. */
	paddingMass: number;
}

/** Limits shared by every search. */
export interface DecodingLimits {
	/** Most decoder steps; `eos` counts as one. Default 40. */
	maxOutputLength?: number;
	/** `eos` is not allowed before this many tokens. Default 0. */
	minOutputLength?: number;
	/** Tokens that are never written, besides `pad` and `bos`: `[unkId]` forbids unknown words. Default none. */
	bannedIds?: readonly number[];
}
