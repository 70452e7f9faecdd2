// The context of a decoder that looks back at the source, by the name of its score.
import { attend, type ScoreName, scoreFunctions } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import type { Context } from "./context.js";
import { glorotUniform } from "./initializers.js";
import type { AttentionScore, TranslationModelConfig } from "./model-config.js";
import { multiHeadContext } from "./multi-head-context.js";
import type { Variables } from "./variables.js";

/** The scores that have one head, by their names in `@mirada/attention`. */
const SCORES = {
	"luong-dot": "dot",
	"luong-general": "general",
	"luong-concat": "concat",
	bahdanau: "additive",
} as const satisfies Record<Exclude<AttentionScore, "none" | "multi-head">, ScoreName>;

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
