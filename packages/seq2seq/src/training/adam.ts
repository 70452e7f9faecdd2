// Adam with clipping by the global norm: one call of the kernel `FusedAdam` where the active backend has
// it, else plain ops.
import {
	describeValue,
	FusedAdam,
	type FusedAdamAttributes,
	type OptionNames,
	requireKind,
	requireOptions,
	wrongArgument,
} from "@mirada/core-native/contract";
import { hasKernel } from "@mirada/core-native/gradients";
import * as tf from "@tensorflow/tfjs";

export interface AdamOptions {
	/** Default 0.9. */
	beta1?: number;
	/** Default 0.999. */
	beta2?: number;
	/** Default 1e-8, as in PyTorch. */
	epsilon?: number;
	/** Most that the joint norm of all gradients may be; 0 means no clipping; default 1. */
	clipNorm?: number;
}

/** What Adam remembers about one variable, both in the variable's shape. */
export interface AdamMoments {
	/** m, the running mean of the gradient. */
	first: tf.Variable;
	/** v, the running mean of its square. */
	second: tf.Variable;
}

/**
 * m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g², and the variable moves by
 * -learningRate (m / (1 - beta1^step)) / (sqrt(v / (1 - beta2^step)) + epsilon)   (Kingma & Ba 2015, alg. 1),
 * where g is the gradient times min(1, clipNorm / |all gradients|)   (Pascanu et al. 2013, alg. 1).
 */
export class Adam {
	/** Steps taken so far. */
	step = 0;
	readonly moments: ReadonlyMap<string, AdamMoments>;
	private readonly options: Required<AdamOptions>;

	constructor(
		private readonly variables: ReadonlyMap<string, tf.Variable>,
		options: AdamOptions = {},
	) {
		if (!(variables instanceof Map) || ![...variables.values()].every((x) => x instanceof tf.Variable)) {
			throw wrongArgument("Adam", "variables", "a Map of variables by name", variables);
		}
		requireAdamOptions("Adam", options);
		const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, clipNorm = 1 } = options;
		this.options = { beta1, beta2, epsilon, clipNorm };
		this.moments = new Map(
			[...variables].map(([name, { shape }]) => [
				name,
				{ first: zeroVariable(shape), second: zeroVariable(shape) },
			]),
		);
	}

	/**
	 * Moves every variable once. `gradients` by variable name; a variable without one has gradient 0.
	 * @returns the joint norm of the gradients before clipping, a scalar
	 */
	apply(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): tf.Scalar {
		if (!(gradients instanceof Map)) {
			throw wrongArgument("Adam.apply", "gradients", "a Map of tensors by name", gradients);
		}
		requireKind("Adam.apply", "learningRate", learningRate, "number");
		for (const [name, gradient] of gradients) requireGradient(name, gradient, this.variables.get(name));
		this.step++;
		return tf.tidy(() => {
			const slots = [...this.variables].map(([name, variable]) => ({
				variable,
				gradient: gradients.get(name) ?? tf.zeros(variable.shape),
				...this.moments.get(name)!,
			}));
			const attributes: FusedAdamAttributes = { ...this.options, learningRate, step: this.step };
			return (hasKernel(FusedAdam) ? fusedAdam : composedAdam)(slots, attributes);
		});
	}

	dispose(): void {
		for (const { first, second } of this.moments.values()) tf.dispose([first, second]);
	}
}

function requireGradient(name: string, gradient: unknown, variable: tf.Variable | undefined): void {
	if (variable === undefined) {
		throw new RangeError(
			`Adam.apply: expected gradients of its variables, got one of ${describeValue(name)}`,
		);
	}
	const fits = gradient instanceof tf.Tensor && tf.util.arraysEqual(gradient.shape, variable.shape);
	if (fits && !gradient.isDisposed) return;
	throw wrongArgument("Adam.apply", `the gradient of ${name}`, `a tensor (${variable.shape})`, gradient);
}

const NAMES: OptionNames<AdamOptions> = { beta1: true, beta2: true, epsilon: true, clipNorm: true };

/** @throws TypeError for an unknown option, RangeError for a number that does not fit. */
export function requireAdamOptions(where: string, options: AdamOptions): void {
	requireOptions(where, options, NAMES);
	for (const name of Object.keys(NAMES) as (keyof AdamOptions)[]) {
		const value: unknown = options[name];
		const most = name.startsWith("beta") ? 1 : Number.POSITIVE_INFINITY;
		if (value === undefined || (typeof value === "number" && value >= 0 && value < most)) continue;
		throw new RangeError(
			`${where}: expected ${name} to be a number of 0 or more${most === 1 ? " and below 1" : ""}, got ${describeValue(value)}`,
		);
	}
}

interface Slot extends AdamMoments {
	variable: tf.Variable;
	gradient: tf.Tensor;
}

function fusedAdam(slots: readonly Slot[], attributes: FusedAdamAttributes): tf.Scalar {
	const inputs = [
		...slots.map(({ variable }) => variable),
		...slots.map(({ gradient }) => gradient),
		...slots.map(({ first }) => first),
		...slots.map(({ second }) => second),
	];
	// A list of inputs, as tfjs' own Concat and AddN take theirs.
	return tf.engine().runKernel(FusedAdam, inputs as unknown as tf.NamedTensorMap, { ...attributes });
}

function composedAdam(slots: readonly Slot[], attributes: FusedAdamAttributes): tf.Scalar {
	const { learningRate, beta1, beta2, epsilon, step, clipNorm } = attributes;
	const norm = tf.sqrt(tf.addN(slots.map(({ gradient }) => tf.sum(tf.square(gradient))))) as tf.Scalar;
	const factor = clipNorm === 0 ? tf.scalar(1) : tf.div(clipNorm, tf.maximum(norm, clipNorm));
	for (const { variable, gradient, first, second } of slots) {
		tf.tidy(() => {
			const clipped = tf.mul(gradient, factor);
			first.assign(tf.add(tf.mul(first, beta1), tf.mul(clipped, 1 - beta1)));
			second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(clipped), 1 - beta2)));
			const mean = tf.div(first, 1 - beta1 ** step);
			const deviation = tf.sqrt(tf.div(second, 1 - beta2 ** step));
			variable.assign(tf.sub(variable, tf.mul(tf.div(mean, tf.add(deviation, epsilon)), learningRate)));
		});
	}
	return norm;
}

function zeroVariable(shape: readonly number[]): tf.Variable {
	return tf.tidy(() => tf.variable(tf.zeros([...shape]), false));
}
