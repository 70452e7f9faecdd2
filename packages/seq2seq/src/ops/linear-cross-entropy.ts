// The output layer and its loss in one: the kernel `FusedLinearCrossEntropy` where the active backend has
// it (the logits are never held whole), else plain ops.
import {
	FusedLinearCrossEntropy,
	type FusedLinearCrossEntropyAttributes,
} from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";

export interface LinearCrossEntropyOptions {
	/** Rows with this label count for nothing; default -1, which means that every row counts. */
	ignoreLabel?: number;
	/** e in the target distribution (1 - e) onehot(label) + e / V; default 0. */
	labelSmoothing?: number;
}

/**
 * loss = mean over counted rows r of -sum_v target[r,v] log softmax(hidden[r] kernel + bias)[v].
 *
 * @param hidden (R, D)
 * @param kernel (D, V)
 * @param bias (V)
 * @param labels (R) int32
 * @returns a scalar; 0 where no row counts
 */
export function linearCrossEntropy(
	hidden: tf.Tensor2D,
	kernel: tf.Tensor2D,
	bias: tf.Tensor1D,
	labels: tf.Tensor1D,
	{ ignoreLabel = -1, labelSmoothing = 0 }: LinearCrossEntropyOptions = {},
): tf.Scalar {
	if (labels.shape[0] !== hidden.shape[0]) {
		throw new RangeError(
			`linearCrossEntropy: expected ${hidden.shape[0]} labels, one per row, got ${labels.shape[0]}`,
		);
	}
	const options = { ignoreLabel, labelSmoothing };
	return tf.getKernel(FusedLinearCrossEntropy, tf.getBackend()) === undefined
		? composed(hidden, kernel, bias, labels, options)
		: fused(hidden, kernel, bias, labels, options);
}

type Options = Required<LinearCrossEntropyOptions>;

function fused(
	hidden: tf.Tensor2D,
	kernel: tf.Tensor2D,
	bias: tf.Tensor1D,
	labels: tf.Tensor1D,
	options: Options,
): tf.Scalar {
	const run = (withGradient: boolean) => {
		const attributes: FusedLinearCrossEntropyAttributes = { ...options, withGradient };
		const outputs: unknown = tf
			.engine()
			.runKernel(FusedLinearCrossEntropy, { hidden, kernel, bias, labels }, { ...attributes });
		return (Array.isArray(outputs) ? outputs : [outputs]) as tf.Tensor[];
	};
	// The kernel makes the gradients with the loss, out of the same logits: only ask where a tape records.
	if (tf.engine().state.gradientDepth === 0) return run(false)[0] as tf.Scalar;
	const withGradient = tf.customGrad((...inputs) => {
		const save = inputs.at(-1) as unknown as tf.GradSaveFunc;
		const [loss, ...gradients] = run(true);
		save(gradients);
		return { value: loss!, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => scaleGradients(dy, saved) };
	});
	return withGradient(hidden, kernel, bias) as tf.Scalar;
}

/** dy times each gradient; dy is nearly always 1, and then nothing is copied. */
function scaleGradients(dy: tf.Tensor, gradients: readonly tf.Tensor[]): tf.Tensor[] {
	const isOne = dy.dataSync()[0] === 1;
	return gradients.map((gradient) => (isOne ? tf.clone(gradient) : tf.mul(gradient, dy)));
}

function composed(
	hidden: tf.Tensor2D,
	kernel: tf.Tensor2D,
	bias: tf.Tensor1D,
	labels: tf.Tensor1D,
	{ ignoreLabel, labelSmoothing }: Options,
): tf.Scalar {
	const V = kernel.shape[1];
	const logProbs = tf.logSoftmax(tf.add(tf.matMul(hidden, kernel), bias));
	const counted = tf.cast(tf.notEqual(labels, ignoreLabel), "float32");
	const onehot = tf.mul(tf.oneHot(labels, V), 1 - labelSmoothing);
	const target = tf.mul(tf.add(onehot, labelSmoothing / V), counted.expandDims(1));
	const count = tf.maximum(tf.sum(counted), 1);
	return tf.neg(tf.div(tf.sum(tf.mul(target, logProbs)), count)) as tf.Scalar;
}
