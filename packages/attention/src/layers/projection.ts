// The linear maps of multi-head attention, and the arguments that shape them (Keras' `EinsumDense`).

import { describeValue } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../shape-error.js";
import { camelCase, camelKeys, isDictionary } from "./keras-names.js";

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

/**
 * Reads the arguments as `tf.layers.dense` does: TensorFlow.js exports its readers in no other way.
 * @throws ShapeError for a rule that TensorFlow.js does not have
 */
export function readProjectionRules(where: string, args: ProjectionArgs): ProjectionRules {
	const given = Object.fromEntries(RULES.map((rule) => [rule, withTfjsNames(args[rule])]));
	for (const rule of RULES) {
		const value = given[rule];
		if (value == null) continue;
		try {
			makeDense({ [rule]: value });
		} catch (cause) {
			throw new ShapeError({
				where,
				expected: `${rule} by a name, configuration or object of TensorFlow.js`,
				got: describeRule(args[rule]),
				hint: (cause as Error).message.split("\n")[0]!,
			});
		}
	}
	const dense = makeDense(Object.fromEntries(Object.entries(given).filter(([, value]) => value != null)));
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

function makeDense(rules: object) {
	// A name of its own, so that the user's dense layers are counted as if this one did not exist.
	return tf.layers.dense({
		kernelInitializer: "glorotUniform",
		...rules,
		units: 1,
		name: "projection_rules",
	});
}

function describeRule(rule: unknown): string {
	const { className } = camelKeys(rule) as { className?: unknown };
	return typeof className === "string" ? className : describeValue(rule);
}

/**
 * Keras' spelling (`glorot_uniform`, `class_name`) as tfjs reads it. Keras has the regularizers L1 and L2, by
 * default with a factor of 0.01, TensorFlow.js both as L1L2.
 */
function withTfjsNames(rule: unknown): unknown {
	if (typeof rule === "string") {
		const isL1OrL2 = /^l[12]$/i.test(rule);
		return isL1OrL2 ? l1l2({ [rule.toLowerCase()]: 0.01 }) : camelCase(rule);
	}
	if (!isDictionary(rule)) return rule;
	const { className, config = {} } = camelKeys(rule) as { className?: unknown; config?: object };
	if (typeof className !== "string") return rule;
	return /^L[12]$/.test(className) ? l1l2(config) : { className, config };
}

function l1l2({ l1 = 0, l2 = 0 }: { l1?: number; l2?: number }) {
	return { className: "L1L2", config: { l1, l2 } };
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
