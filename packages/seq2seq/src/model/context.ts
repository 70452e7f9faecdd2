// The one difference between the two models: whether, and how, the decoder looks back at the source.
import { attend, type ScoreName, scoreFunctions } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { glorotUniform } from "./initializers.js";
import type { AttentionScore, TranslationModelConfig } from "./model-config.js";
import { multiHeadContext } from "./multi-head-context.js";
import type { Variables } from "./variables.js";

/** What depends on the source alone, so it is computed once per sentence and not once per target word. */
export interface AttentionMemory {
	/** (B, S, K): what queries are compared with. */
	key: tf.Tensor3D;
	/** (B, S, M): what contexts are sums of. */
	value: tf.Tensor3D;
	/** (B) int32: keys at or beyond a row's length get weight 0. */
	lengths: tf.Tensor1D;
}

export interface Attended {
	/** (B, T, M), or null without attention. */
	context: tf.Tensor3D | null;
	/** (B, T, S), the mean over heads where there are several; null without attention or if not asked for. */
	weights: tf.Tensor3D | null;
}

export interface Context {
	/** M, the width of a context; 0 without attention. */
	readonly size: number;
	/** @param memory (B, S, U) */
	prepare(memory: tf.Tensor3D, lengths: tf.Tensor1D): AttentionMemory | null;
	/**
	 * (B, S, U): keys whose dot product with a query (B, T, U) is its score; null where the score is no such product.
	 * @param memory what `prepare` gave
	 */
	dotKey(memory: AttentionMemory | null): tf.Tensor3D | null;
	/** @param query (B, T, U) */
	attend(query: tf.Tensor3D, memory: AttentionMemory | null, returnWeights: boolean): Attended;
}

/** The scores that have one head, by their names in `@mirada/attention`. */
const SCORES = {
	"luong-dot": "dot",
	"luong-general": "general",
	"luong-concat": "concat",
	bahdanau: "additive",
} as const satisfies Record<Exclude<AttentionScore, "none" | "multi-head">, ScoreName>;

/** The baseline: of the source the decoder knows the encoder's last state and nothing else (Sutskever et al. 2014). */
export function noAttention(): Context {
	return {
		size: 0,
		prepare: () => null,
		dotKey: () => null,
		attend: () => ({ context: null, weights: null }),
	};
}

/**
 * context = sum_s weights[s] memory[s], weights = softmax over the real words s of score(query, memory[s])
 * (Bahdanau et al. 2015, eq. 5-6). The query is the decoder's state after it has read the last word, as in
 * Luong et al. 2015, for every score.
 */
export function withAttention(
	score: Exclude<AttentionScore, "none">,
	variables: Variables,
	config: TranslationModelConfig,
): Context {
	if (score === "multi-head") return multiHeadContext(variables, config);
	const U = config.units;
	const scoreFunction = scoreFunctions[SCORES[score]];
	const shapes = scoreFunction.weightShapes({ queryWidth: U, keyWidth: U, units: U });
	const weights = Object.fromEntries(
		Object.entries(shapes).map(([name, shape]) => [
			name,
			variables.add(`attention/${name}`, shape as [number], glorotUniform),
		]),
	);
	return {
		size: U,
		prepare: (memory, lengths) => ({
			key: scoreFunction.projectKey(memory, weights),
			value: memory,
			lengths,
		}),
		dotKey(memory) {
			if (score === "luong-dot") return memory!.value;
			if (score !== "luong-general") return null;
			// (query W) · key = query · (key Wᵀ), and a source has fewer words than its decoding has steps.
			const { value } = memory!;
			return tf.tidy(() =>
				tf.reshape<tf.Rank.R3>(
					tf.matMul(tf.reshape(value, [-1, U]), weights.W as tf.Tensor2D, false, true),
					value.shape,
				),
			);
		},
		attend(query, memory, returnWeights) {
			const { key, value, lengths } = memory!;
			const attended = attend({
				score: scoreFunction,
				query,
				key: value,
				projectedKey: key,
				weights,
				keyLengths: lengths,
				returnWeights,
			});
			return { context: attended.context, weights: attended.weights ?? null };
		},
	};
}
