// The kernels that Mirada adds to TensorFlow.js: their names, inputs, attributes and outputs.
// Pure TypeScript: `attention` and `seq2seq` import this file and never see the addon. Where the active
// tfjs backend has one of these kernels they call it; elsewhere a composed path of plain tfjs ops gives
// the same numbers.
//
// Axes: B batch, T target (query) length, S source (key) length, N query heads, K key/value heads,
// H size per head of query and key, V size per head of value (in the loss: vocabulary), U LSTM units,
// D input width, R rows.

export {
	isAttached,
	isIdList,
	isString,
	isStringList,
	requireInteger,
	requireKind,
	requireList,
	requireMethods,
	wrongArgument,
} from "./argument-checks.js";
export { describeValue, type OptionNames, requireOptions, unknownOption } from "./known-options.js";

/** Which corner the causal diagonal starts from when T and S differ. Keras and PyTorch: `top-left`. */
export type CausalAlignment = "top-left" | "bottom-right";

/**
 * `FusedAttention`: output = softmax(scale * query keyᵀ + bias, over allowed keys) value.
 *
 * Inputs: `query (B,T,N,H)`, `key (B,S,K,H)`, `value (B,S,K,V)` float32; optional `keyLengths (B)` int32,
 * `mask` bool of rank 4 broadcastable to (B,N,T,S) (true = may attend), `bias` float32 of rank 4,
 * broadcastable to (B,N,T,S). An absent optional input is omitted from the map, never undefined.
 * Outputs: `output (B,T,N,V)`; `logSumExp (B,N,T)`; for the gradient `rowMax (B,N,T)`, the largest product query · key
 * where `scale` is positive and there is no bias, else the largest score, and `rowSum (B,N,T)`, the sum of
 * exp(score - largest score); and, when `returnWeights`, `weights (B,N,T,S)` as they are before dropout.
 * One head needs no axis: from `query (B,T,H)`, `key (B,S,H)`, `value (B,S,V)` comes `output (B,T,V)`, and the
 * gradients have the shapes of the inputs.
 */
export const FusedAttention = "FusedAttention";
/**
 * `FusedAttentionGrad`. Inputs: those of `FusedAttention`, its `output`, `rowMax` and `rowSum`, `dOutput` and,
 * where the weights were returned and used, `dWeights (B,N,T,S)`. Outputs: `dQuery, dKey, dValue` and, when the
 * attribute `biasGradient` is set, `dBias` in the shape of `bias`.
 */
export const FusedAttentionGrad = "FusedAttentionGrad";
export interface FusedAttentionAttributes {
	/** Factor on the scores before the softmax. */
	scale: number;
	isCausal: boolean;
	causalAlignment: CausalAlignment;
	/** Query t sees keys with |s - diagonal(t)| < slidingWindow; 0 means no window. */
	slidingWindow: number;
	/** Probability of dropping a weight; 0 means no dropout. Kept weights are divided by 1 - dropoutRate. */
	dropoutRate: number;
	/** Key of the counter-based generator of dropout, an unsigned 32-bit integer. */
	seed: number;
	returnWeights: boolean;
	/** Only read by `FusedAttentionGrad`. */
	biasGradient: boolean;
}

/**
 * `FusedLstm`: one LSTM over a whole sequence, gates in Keras' order input, forget, candidate, output.
 *
 * Inputs: `x (B,T,D)`, `kernel (D,4U)`, `recurrentKernel (U,4U)`, `bias (4U)` float32; optional `h0 (B,U)` and
 * `c0 (B,U)` float32, zeros where absent, and `lengths (B)` int32. Steps at or beyond a row's length give 0 in
 * `hidden` and leave the row's state as it was; with `reverse` a row is read from its last real step to its first,
 * and `hidden` stays in the order of `x`.
 * Outputs: `hidden (B,T,U)`, `lastHidden (B,U)`, `lastCell (B,U)`, and for the gradient `gates (B,T,4U)` after
 * their non-linearities, `cells (B,T,U)`.
 */
export const FusedLstm = "FusedLstm";
/**
 * `FusedLstmGrad`. Inputs: those of `FusedLstm`, its `hidden`, `gates`, `cells`, and `dHidden (B,T,U)`,
 * `dLastHidden (B,U)`, `dLastCell (B,U)`.
 * Outputs: `dX, dKernel, dRecurrentKernel, dBias` and, where `h0` and `c0` were given, `dH0, dC0`.
 */
export const FusedLstmGrad = "FusedLstmGrad";
export interface FusedLstmAttributes {
	reverse: boolean;
	/**
	 * Of the input, forget and output gates. `hardSigmoid` is clip(0.2 z + 0.5, 0, 1), what `tf.layers.lstm` has unless
	 * told otherwise; in its two corners the gradient is 0. Default `sigmoid`.
	 */
	recurrentActivation?: "sigmoid" | "hardSigmoid";
}

/**
 * `FusedAttentionalState`: features = tanh(hidden hiddenKernel + context contextKernel)   (Luong et al. 2015, eq. 5).
 *
 * Inputs: `hidden (...,U)`, `hiddenKernel (U,F)` float32; with attention also `context (...,M)`, its leading axes those
 * of `hidden`, and `contextKernel (M,F)`. Output: `features (...,F)`.
 */
export const FusedAttentionalState = "FusedAttentionalState";
/**
 * `FusedAttentionalStateGrad`. Inputs: those of `FusedAttentionalState`, its `features`, and `dFeatures (...,F)`.
 * Outputs: `dHidden, dHiddenKernel` and, with a context, `dContext, dContextKernel`.
 */
export const FusedAttentionalStateGrad = "FusedAttentionalStateGrad";

/**
 * `FusedEmbedding`: y[b,t,:] = dropout(table[ids[b,t],:]), with the mask of `FusedDropout`.
 *
 * Inputs: `table (V,D)` float32, `ids (B,T)` int32, each a row of the table. Output: `y (B,T,D)`.
 */
export const FusedEmbedding = "FusedEmbedding";
/** `FusedEmbeddingGrad`. Inputs: `ids (B,T)` and `dY (B,T,D)`. Output: `dTable (rows,D)`. */
export const FusedEmbeddingGrad = "FusedEmbeddingGrad";
export interface FusedEmbeddingAttributes {
	/** Default 0: none. */
	dropoutRate?: number;
	dropoutKey?: number;
	/** V; only read by `FusedEmbeddingGrad`. */
	rows: number;
}

/**
 * `FusedLinearCrossEntropy`: logits = dropout(hidden) kernel + bias, softmax cross-entropy against `labels`, averaged
 * over the rows whose label is not `ignoreLabel`. The logits are never held whole.
 *
 * Inputs: `hidden (B,T,D)` or `(R,D)`, `kernel (D,V)`, `bias (V)` float32, `labels (B,T)` or `(R)` int32.
 * Outputs: `loss ()`, and, when `withGradient`, `dHidden, dKernel, dBias`: gradients of the averaged loss.
 * With `labelSmoothing` e the target distribution is (1 - e) onehot + e / V. Dropout has the mask of `FusedDropout`, of
 * (R,1,D) where there are R rows.
 */
export const FusedLinearCrossEntropy = "FusedLinearCrossEntropy";
export interface FusedLinearCrossEntropyAttributes {
	/** Rows with this label count for nothing; -1 means that every row counts. */
	ignoreLabel: number;
	labelSmoothing: number;
	withGradient: boolean;
	/** Default 0: none. */
	dropoutRate?: number;
	dropoutKey?: number;
}

/**
 * `FusedProbabilityCrossEntropy`: cross-entropy of probabilities that a softmax has already made, as tfjs-layers
 * defines it. With `targets` t: loss = -sum_k t_k log clip(p_k / sum_j p_j); with `labels` y: loss =
 * -log clip(c_y / sum_j c_j), c = clip(p); clip is to [least, most].
 *
 * Inputs: `probabilities (R,V)` float32, and `targets (R,V)` float32 or `labels (R)` int32. Output: `loss (R)`.
 */
export const FusedProbabilityCrossEntropy = "FusedProbabilityCrossEntropy";
/** Its gradient. Inputs: the same and `dLoss (R)`. Output: `dProbabilities (R,V)`, 0 where a number was clipped. */
export const FusedProbabilityCrossEntropyGrad = "FusedProbabilityCrossEntropyGrad";
export interface FusedProbabilityCrossEntropyAttributes {
	least: number;
	most: number;
}
/** `FusedSoftmaxGrad`. Inputs: `probabilities` = softmax(logits) along the last axis, `dProbabilities`. Output: `dLogits`. */
export const FusedSoftmaxGrad = "FusedSoftmaxGrad";

/**
 * `FusedAdam`: one Adam step over all variables, in place, after scaling the gradients so that their joint
 * norm is at most `clipNorm`.
 *
 * Inputs: an array of 4 n tensors, n each of variables, gradients, first moments, second moments.
 * Output: `gradientNorm ()` before clipping.
 * m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g², and the variable moves by
 * -learningRate (m / (1 - beta1^step)) / (sqrt(v / (1 - beta2^step)) + epsilon)   (Kingma & Ba 2015, alg. 1).
 */
export const FusedAdam = "FusedAdam";
export interface FusedAdamAttributes {
	learningRate: number;
	beta1: number;
	beta2: number;
	epsilon: number;
	/** 1 for the first step. */
	step: number;
	/** 0 means no clipping. */
	clipNorm: number;
}

/**
 * `FusedDropout`: y = x mask, mask 0 or 1 / (1 - rate). It is its own gradient: dx = dy mask.
 *
 * Input: `x (B,T,D)` float32. Output: `y (B,T,D)`.
 * The mask is a pure function of (key, b, t, d): features 2 p and 2 p + 1 take the low and the high 16 bits of
 * mix32(deriveKey(key, b, t) + (p + 1) 0x9e3779b9), with the functions of seq2seq's `counter-random.ts`; one is
 * dropped where its bits are below round(rate 2^16).
 */
export const FusedDropout = "FusedDropout";
export interface FusedDropoutAttributes {
	/** Probability that an element is dropped, in [0, 1). */
	rate: number;
	/** An unsigned 32-bit integer. */
	key: number;
}

/**
 * `FusedDecoderStep`: one step of a decoder over R rows, from the words that they read to the words that may follow.
 *
 * (h', c') = LSTM(embedding[tokens], h[parents], c[parents]); weights = softmax(scale h' keyᵀ) over the words of
 * the row's source; features = tanh(h' hiddenKernel + (weights value) contextKernel); logits = features
 * outputKernel + outputBias.
 *
 * Inputs: `tokens (R)`, `parents (R)` int32 (rows of `h` and `c`), `embedding (V',E)`, `kernel (E,4U)`,
 * `recurrentKernel (U,4U)`, `bias (4U)`, `h (P,U)`, `c (P,U)`, `hiddenKernel (U,U)`, `outputKernel (U,V)`,
 * `outputBias (V)`, `banned (V)` bool; with attention also `memoryRows (R)` int32 (rows of `key`), `key (M,S,U)`,
 * `value (M,S,U)`, `lengths (M)` int32, each at least 1, and `contextKernel (U,U)`.
 * Outputs: `h' (R,U)`, `c' (R,U)`, `likeliest (R,count)` int32, `logProbs (R,count)` and, with attention,
 * `weights (R,S)`. `likeliest` are the words of the greatest logits that are not banned, best first and of equal ones
 * the first, -1 where there are none; `logProbs` are theirs, banned words keeping their share.
 */
export const FusedDecoderStep = "FusedDecoderStep";
export interface FusedDecoderStepAttributes {
	/** Words ranked per row. */
	count: number;
	/** Factor on the scores of attention. */
	scale: number;
}

/**
 * `FusedGreedySearch`: step after step the first word of `FusedDecoderStep`, which the next step reads, until
 * `lastWord`; the same words and the same bits as one call a step.
 *
 * Inputs: those of `FusedDecoderStep` without `tokens` and `parents`; `h` and `c` are (R,U), and `embedding` has a row
 * for every word. Outputs: `words (R,steps)` int32, `lastWord` included and -1 beyond it, and where no word has a
 * probability; `lengths (R)` int32, the steps that each row took; `logProbs (R,steps)`, 0 beyond, only with `scores`;
 * and, with attention, `weights (R,steps,S)`, 0 beyond.
 */
export const FusedGreedySearch = "FusedGreedySearch";
export interface FusedGreedySearchAttributes {
	/** Most steps of a row. */
	steps: number;
	/** The word that every row reads first. */
	firstWord: number;
	/** The word that ends a row. */
	lastWord: number;
	/** Words before which `lastWord` is not written. */
	leastWords: number;
	/** Factor on the scores of attention. */
	scale: number;
	/** Whether the log probabilities are wanted: without them most words of the vocabulary are only estimated. */
	scores: boolean;
}

/**
 * `FusedBeamSearch`: step after step the `beamSize` greatest sums of log probabilities of each row's translations, over
 * the words that `FusedDecoderStep` ranks; ties go to the better parent, then to the word ranked first. Those that do
 * not end in `lastWord` go on. The same words and the same bits as one call a step.
 *
 * Inputs: those of `FusedDecoderStep` without `tokens` and `parents`; `h` and `c` are (R,U), and `embedding` has a row
 * for every word. Outputs, the k-th best translation of t + 1 words at (row, t, k): `words (R,steps,beamSize)` int32, its
 * last word, or -1 where there is none; `parents (R,steps,beamSize)` int32, the k of the translation of t words that it
 * goes on from; `logProbs (R,steps,beamSize)`, of that word alone; `lengths (R)` int32, the steps that each row took, at
 * the last of which it is decided or no word has a probability; and, with attention, `weights (R,steps,beamSize,S)`,
 * which the word was chosen with.
 */
export const FusedBeamSearch = "FusedBeamSearch";
export interface FusedBeamSearchAttributes {
	/** Most steps of a row. */
	steps: number;
	/** The word that every row reads first. */
	firstWord: number;
	/** The word that ends a translation. */
	lastWord: number;
	/** Words before which `lastWord` is not written. */
	leastWords: number;
	/** Factor on the scores of attention. */
	scale: number;
	/** Translations that go on, of each row. */
	beamSize: number;
	/** A row stops where no translation under way can be among its `wanted` best by score; 0: it never does. */
	wanted: number;
	/** The score is the log probability over `divisors[length]`, monotonic in the length: `steps` + 1 numbers. */
	divisors: Float64Array;
	/** Beta of GNMT's coverage penalty (Wu et al., 2016, eq. 14), part of the score; 0 without attention. */
	coveragePenalty: number;
}

/** Every kernel that the backend `native` adds to those of tfjs. */
export const FUSED_KERNELS = [
	FusedAttention,
	FusedAttentionGrad,
	FusedLstm,
	FusedLstmGrad,
	FusedAttentionalState,
	FusedAttentionalStateGrad,
	FusedEmbedding,
	FusedEmbeddingGrad,
	FusedLinearCrossEntropy,
	FusedProbabilityCrossEntropy,
	FusedProbabilityCrossEntropyGrad,
	FusedSoftmaxGrad,
	FusedAdam,
	FusedDropout,
	FusedDecoderStep,
	FusedGreedySearch,
	FusedBeamSearch,
] as const;
