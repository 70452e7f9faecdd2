// The output layer and its loss in one: the kernel `FusedLinearCrossEntropy` where the active backend has
// it (the logits are never held whole), else plain ops.
import { requireLengths, requireTensor } from "@mirada/attention";
import {
	describeValue,
	FusedLinearCrossEntropy,
	type FusedLinearCrossEntropyAttributes,
	type OptionNames,
	requireInteger,
	requireOptions,
} from "@mirada/core-native/contract";
import { fusedOp, hasKernel } from "@mirada/core-native/gradients";
import * as tf from "@tensorflow/tfjs";
import { type Dropout, dropoutAttributes, dropoutIfAsked, requireDropout } from "./dropout.js";

export interface LinearCrossEntropyOptions {
	/** Rows with this label count for nothing; default -1, which means that every row counts. */
	ignoreLabel?: number;
	/** e in the target distribution (1 - e) onehot(label) + e / V; default 0. */
	labelSmoothing?: number;
	/** Of `hidden`; default none. R rows count as (R, 1, D). */
	dropout?: Dropout | undefined;
}

/**
 * loss = mean over counted rows r of -sum_v target[r,v] log softmax(hidden[r] kernel + bias)[v].
 *
 * @param hidden (B, T, D), or (R, D) with R rows
 * @param kernel (D, V)
 * @param bias (V)
 * @param labels (B, T) or (R) int32
 * A logit of -Infinity excludes a class, as a bias does that masks it: its share is 0. Where such a class is a target
 * (the label, or any class with label smoothing) the loss is +Infinity and the gradients are those of the shares, as in
 * PyTorch; where every logit is -Infinity both are NaN.
 *
 * @returns a scalar; 0 where no row counts
 */
export function linearCrossEntropy(
	hidden: tf.Tensor2D | tf.Tensor3D,
	kernel: tf.Tensor2D,
	bias: tf.Tensor1D,
	labels: tf.Tensor1D | tf.Tensor2D,
	options: LinearCrossEntropyOptions = {},
): tf.Scalar {
	checkArguments(hidden, kernel, bias, labels, options);
	const { ignoreLabel = -1, labelSmoothing = 0, dropout: drop } = options;
	const leading = hidden.shape.slice(0, -1);
	if (!tf.util.arraysEqual(labels.shape, leading)) {
		throw new RangeError(
			`linearCrossEntropy: expected labels of shape (${leading}), one per row, got (${labels.shape})`,
		);
	}
	const settings = { ignoreLabel, labelSmoothing, drop };
	return (hasKernel(FusedLinearCrossEntropy) ? fused : composed)(hidden, kernel, bias, labels, settings);
}

const NAMES: OptionNames<LinearCrossEntropyOptions> = {
	ignoreLabel: true,
	labelSmoothing: true,
	dropout: true,
};

function checkArguments(
	hidden: tf.Tensor,
	kernel: tf.Tensor,
	bias: tf.Tensor,
	labels: tf.Tensor,
	options: LinearCrossEntropyOptions,
): void {
	const where = "linearCrossEntropy";
	requireTensor(where, "hidden (B,T,D) or (R,D)", hidden, [2, 3], ["float32"]);
	requireTensor(where, "kernel (D,V)", kernel, [2], ["float32"]);
	requireTensor(where, "bias (V)", bias, [1], ["float32"]);
	requireTensor(where, "labels (B,T) or (R)", labels, [1, 2], ["int32"]);
	const [D, V] = kernel.shape;
	if (hidden.shape.at(-1) !== D || bias.shape[0] !== V) {
		throw new RangeError(
			`${where}: expected hidden (..., ${D}) and bias (${V}) for kernel (${kernel.shape}), ` +
				`got (${hidden.shape}) and (${bias.shape})`,
		);
	}
	requireOptions(where, options, NAMES);
	const { ignoreLabel, labelSmoothing = 0, dropout } = options;
	if (ignoreLabel !== undefined) requireInteger(where, "ignoreLabel", ignoreLabel, -(2 ** 31), 2 ** 31 - 1);
	if (!(typeof labelSmoothing === "number" && labelSmoothing >= 0 && labelSmoothing < 1)) {
		throw new RangeError(`${where}: expected labelSmoothing in [0, 1), got ${describeValue(labelSmoothing)}`);
	}
	requireDropout(where, dropout);
}

interface Options {
	ignoreLabel: number;
	labelSmoothing: number;
	drop: Dropout | undefined;
}

function fused(
	hidden: tf.Tensor,
	kernel: tf.Tensor2D,
	bias: tf.Tensor1D,
	labels: tf.Tensor,
	{ drop, ...options }: Options,
): tf.Scalar {
	const run = (withGradient: boolean) => {
		const attributes: FusedLinearCrossEntropyAttributes = {
			...options,
			...dropoutAttributes(drop),
			withGradient,
		};
		const outputs: unknown = tf
			.engine()
			.runKernel(FusedLinearCrossEntropy, { hidden, kernel, bias, labels }, { ...attributes });
		return (Array.isArray(outputs) ? outputs : [outputs]) as tf.Tensor[];
	};
	// The kernel makes the gradients with the loss, out of the same logits: only ask where a tape records.
	if (tf.engine().state.gradientDepth === 0) return run(false)[0] as tf.Scalar;
	const [loss] = fusedOp({
		inputs: { hidden, kernel, bias },
		constants: { labels },
		forward: () => {
			const [loss, ...gradients] = run(true);
			return { outputs: [loss!], saved: gradients };
		},
		backward: ([dLoss], _read, gradients) => scaleGradients(dLoss!, gradients),
		composed: ({ hidden, kernel, bias, labels }) => [
			composed(hidden!, kernel as tf.Tensor2D, bias as tf.Tensor1D, labels!, { drop, ...options }),
		],
	});
	return loss as tf.Scalar;
}

/** dy times each gradient; dy is nearly always 1, and then nothing is copied. */
function scaleGradients(dy: tf.Tensor, gradients: readonly tf.Tensor[]): tf.Tensor[] {
	const isOne = dy.dataSync()[0] === 1;
	return gradients.map((gradient) => (isOne ? tf.clone(gradient) : tf.mul(gradient, dy)));
}

function composed(
	hidden: tf.Tensor,
	kernel: tf.Tensor2D,
	bias: tf.Tensor1D,
	labels: tf.Tensor,
	{ ignoreLabel, labelSmoothing, drop }: Options,
): tf.Scalar {
	const [D, V] = kernel.shape;
	const [B, T] = hidden.rank === 3 ? hidden.shape : [hidden.shape[0], 1];
	const dropped = dropoutIfAsked(tf.reshape(hidden, [B!, T!, D]), drop);
	const rowLabels = tf.reshape<tf.Rank.R1>(labels, [B! * T!]);
	const isCounted = tf.notEqual(rowLabels, ignoreLabel);
	requireLengths("linearCrossEntropy", "labels", tf.where(isCounted, rowLabels, 0), V - 1);
	const all = tf.reshape<tf.Rank.R2>(dropped, [B! * T!, D]);
	// A row that does not count may hold anything, and 0 NaN is NaN.
	const rows = tf.where(isCounted.expandDims(1), all, tf.zerosLike(all));
	const logProbs = tf.logSoftmax(tf.add(tf.matMul(rows, kernel), bias));
	const counted = tf.cast(isCounted, "float32");
	// `tf.oneHot` refuses a single class.
	const isLabel = tf.equal(rowLabels.expandDims(1), tf.range(0, V, 1, "int32"));
	const onehot = tf.mul(tf.cast(isLabel, "float32"), 1 - labelSmoothing);
	const target = tf.mul(tf.add(onehot, labelSmoothing / V), counted.expandDims(1));
	const count = tf.maximum(tf.sum(counted), 1);
	// What is no target costs nothing, even with a logit of -Infinity: 0 times that would be NaN.
	const wanted = tf.where(tf.greater(target, 0), logProbs, tf.zerosLike(logProbs));
	return tf.neg(tf.div(tf.sum(tf.mul(target, wanted)), count)) as tf.Scalar;
}
