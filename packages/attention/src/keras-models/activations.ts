// Activations by Keras' names. Those that TensorFlow.js lacks, or computes otherwise, are registered here, so
// that a loaded model can be saved and loaded again by TensorFlow.js.

import * as tf from "@tensorflow/tfjs";
import { kerasError, show } from "./keras-config.js";

type Elementwise = (x: tf.Tensor) => tf.Tensor;

/** Keras' name to TensorFlow.js' where both compute the same. */
const SAME: Readonly<Record<string, string>> = {
	linear: "linear",
	relu: "relu",
	relu6: "relu6",
	elu: "elu",
	selu: "selu",
	softplus: "softplus",
	softsign: "softsign",
	tanh: "tanh",
	sigmoid: "sigmoid",
	softmax: "softmax",
	log_softmax: "logSoftmax",
	gelu: "gelu",
	mish: "mish",
	silu: "swish",
	swish: "swish",
};

const hardSigmoid: Elementwise = (x) => tf.clipByValue(tf.add(tf.div(x, 6), 0.5), 0, 1);

/** Their names are kept in camelCase: TensorFlow.js converts names to snake_case and back when it saves. */
const OWN: Readonly<Record<string, { className: string; apply: Elementwise }>> = {
	// relu6(x + 3) / 6 since Keras 3; TensorFlow.js has the older 0.2 x + 0.5.
	hard_sigmoid: { className: "kerasHardSigmoid", apply: hardSigmoid },
	hard_silu: { className: "kerasHardSilu", apply: (x) => tf.mul(x, hardSigmoid(x)) },
	hard_swish: { className: "kerasHardSilu", apply: (x) => tf.mul(x, hardSigmoid(x)) },
	exponential: { className: "kerasExponential", apply: (x) => tf.exp(x) },
	leaky_relu: { className: "kerasLeakyRelu", apply: (x) => tf.leakyRelu(x, 0.2) },
	hard_tanh: { className: "kerasHardTanh", apply: (x) => tf.clipByValue(x, -1, 1) },
	log_sigmoid: { className: "kerasLogSigmoid", apply: (x) => tf.logSigmoid(x) },
	celu: {
		className: "kerasCelu",
		apply: (x) => tf.add(tf.relu(x), tf.minimum(tf.expm1(x), 0)),
	},
	tanh_shrink: { className: "kerasTanhShrink", apply: (x) => tf.sub(x, tf.tanh(x)) },
};

for (const { className, apply } of Object.values(OWN)) {
	class KerasActivation extends tf.serialization.Serializable {
		static className = className;
		apply(x: tf.Tensor): tf.Tensor {
			return tf.tidy(() => apply(x));
		}
		getConfig(): tf.serialization.ConfigDict {
			return {};
		}
	}
	tf.serialization.registerClass(KerasActivation);
}

/** TensorFlow.js' name for the activation of a Keras config. */
export function activationNamed(value: unknown, where: string): string {
	if (value === null) return "linear";
	// Keras writes a function of its own as its name.
	const own = typeof value === "string" && Object.hasOwn(OWN, value) ? OWN[value]!.className : undefined;
	const name = own ?? (typeof value === "string" && Object.hasOwn(SAME, value) ? SAME[value] : undefined);
	if (name === undefined) throw kerasError(`unknown activation ${show(value)} (${where})`);
	return name;
}
