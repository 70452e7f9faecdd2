// Attention of several heads, each of which looks in a space of its own.
import { fusedAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { project } from "../ops/project.js";
import type { Context } from "./context.js";
import { glorotUniform } from "./initializers.js";
import type { TranslationModelConfig } from "./model-config.js";
import type { Variables } from "./variables.js";

/**
 * context = [head_1; ...; head_N] Wo, head_n = softmax(query Wq_n (memory Wk_n)ᵀ / sqrt(H)) memory Wv_n, with
 * H = U / N   (Vaswani et al. 2017, section 3.2.2).
 */
export function multiHeadContext(
	variables: Variables,
	{ units: U, numHeads: N }: TranslationModelConfig,
): Context {
	const H = U / N;
	const add = (name: string) => variables.add<tf.Rank.R2>(`attention/${name}`, [U, U], glorotUniform);
	const [Wq, Wk, Wv, Wo] = [add("Wq"), add("Wk"), add("Wv"), add("Wo")];
	const heads = (x: tf.Tensor3D) => tf.reshape(x, [x.shape[0], x.shape[1], N, H]) as tf.Tensor4D;
	return {
		size: U,
		prepare: (memory, lengths) => ({ key: project(memory, Wk), value: project(memory, Wv), lengths }),
		dotKey: () => null,
		attend(query, memory, returnWeights) {
			const { key, value, lengths } = memory!;
			const { output, weights } = fusedAttention({
				query: heads(project(query, Wq)),
				key: heads(key),
				value: heads(value),
				keyLengths: lengths,
				returnWeights,
			});
			const joined: tf.Tensor3D = tf.reshape(output, query.shape);
			return {
				context: project(joined, Wo),
				weights: weights === undefined ? null : (tf.mean(weights, 1) as tf.Tensor3D),
			};
		},
	};
}
