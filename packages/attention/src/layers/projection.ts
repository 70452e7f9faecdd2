// The linear maps of multi-head attention, and the arguments that shape them (Keras' `EinsumDense`).

import * as tf from "@tensorflow/tfjs";

type DenseArgs = Parameters<typeof tf.layers.dense>[0];
/** As a saved model has it. */
interface Serialized {
	className: string;
	config: Record<string, unknown>;
}
type Initializer = DenseArgs["kernelInitializer"] | Serialized | null;
type Constraint = DenseArgs["kernelConstraint"] | Serialized | null;
type Regularizer = DenseArgs["kernelRegularizer"] | Serialized | null;

/** How kernels and biases start and are kept in bounds: names, configurations or objects, as in `tf.layers`. */
export interface ProjectionArgs {
	/** Default `glorotUniform`, with the fans of the map and not of a convolution (Keras 3.15). */
	kernelInitializer?: Initializer;
	/** Default `zeros`. */
	biasInitializer?: Initializer;
	kernelRegularizer?: Regularizer;
	biasRegularizer?: Regularizer;
	kernelConstraint?: Constraint;
	biasConstraint?: Constraint;
}

interface Applicable {
	apply(...args: never[]): tf.Tensor;
	getClassName(): string;
}

/** `ProjectionArgs` as objects, and as a configuration that can be saved. */
export interface ProjectionRules {
	kernelInitializer: Applicable;
	biasInitializer: Applicable;
	kernelRegularizer: Applicable | null;
	biasRegularizer: Applicable | null;
	kernelConstraint: Applicable | null;
	biasConstraint: Applicable | null;
	/** A new object each time: reading a configuration writes into it. */
	getConfig(): tf.serialization.ConfigDict;
}

const RULES = [
	"kernelInitializer",
	"biasInitializer",
	"kernelRegularizer",
	"biasRegularizer",
	"kernelConstraint",
	"biasConstraint",
] as const;

/** Reads the arguments as `tf.layers.dense` does: TensorFlow.js exports its readers in no other way. */
export function readProjectionRules(args: ProjectionArgs): ProjectionRules {
	const given = Object.fromEntries(RULES.map((rule) => [rule, withKerasNames(args[rule])]));
	// A name of its own, so that the user's dense layers are counted as if this one did not exist.
	const dense = tf.layers.dense({
		kernelInitializer: "glorotUniform",
		...Object.fromEntries(Object.entries(given).filter(([, value]) => value != null)),
		units: 1,
		name: "projection_rules",
	});
	const rules = dense as unknown as Record<(typeof RULES)[number], Applicable | undefined>;
	return {
		kernelInitializer: rules.kernelInitializer!,
		biasInitializer: rules.biasInitializer!,
		kernelRegularizer: rules.kernelRegularizer ?? null,
		biasRegularizer: rules.biasRegularizer ?? null,
		kernelConstraint: rules.kernelConstraint ?? null,
		biasConstraint: rules.biasConstraint ?? null,
		getConfig: () => {
			const config = dense.getConfig();
			return Object.fromEntries(RULES.map((rule) => [rule, config[rule] ?? null]));
		},
	};
}

/** Keras has the regularizers L1 and L2, TensorFlow.js both as L1L2. */
function withKerasNames(rule: unknown): unknown {
	const { className, config } = (rule ?? {}) as {
		className?: unknown;
		config?: { l1?: number; l2?: number };
	};
	if (className === "L1" || className === "L2") {
		return { className: "L1L2", config: { l1: config?.l1 ?? 0, l2: config?.l2 ?? 0 } };
	}
	return rule;
}

/**
 * Starts a kernel whose first `inputAxes` axes are contracted.
 *
 * Initializers that scale by the fans see the kernel as the matrix that it is, as in Keras 3.15; Keras to
 * 3.14 took the fans of a convolution. Others see its own shape.
 */
export function kernelInitializerFor(initializer: Applicable, inputAxes: number) {
	const apply = (shape: number[], dtype: tf.DataType): tf.Tensor => {
		const run = initializer.apply.bind(initializer) as (shape: number[], dtype: tf.DataType) => tf.Tensor;
		const cut = { VarianceScaling: inputAxes, Orthogonal: shape.length - 1 }[initializer.getClassName()];
		if (cut === undefined) return run(shape, dtype);
		return tf.tidy(() => run([size(shape.slice(0, cut)), size(shape.slice(cut))], dtype).reshape(shape));
	};
	return { apply };
}

/**
 * y[..., o] = sum over i of x[..., i] kernel[i, o] + bias[o], where i stands for the kernel's first
 * `inputAxes` axes and o for the others.
 */
export class Projection {
	constructor(
		private readonly kernel: tf.LayerVariable,
		private readonly bias: tf.LayerVariable | undefined,
		private readonly inputAxes: number,
	) {}

	/** x (..., ...i) to y (..., ...o). */
	apply(x: tf.Tensor): tf.Tensor {
		const kernel = this.kernel.read();
		const inputs = size(kernel.shape.slice(0, this.inputAxes));
		const outputShape = kernel.shape.slice(this.inputAxes);
		const lead = x.shape.slice(0, x.rank - this.inputAxes);
		const y = tf.matMul(
			x.reshape([size(lead), inputs]) as tf.Tensor2D,
			kernel.reshape([inputs, size(outputShape)]) as tf.Tensor2D,
		);
		const shifted = this.bias ? tf.add(y, this.bias.read().reshape([size(outputShape)])) : y;
		return shifted.reshape([...lead, ...outputShape]);
	}
}

function size(shape: readonly number[]): number {
	return shape.reduce((product, length) => product * length, 1);
}
