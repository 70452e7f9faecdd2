// `tf.train.adam` in one call for all variables, instead of fourteen ops for each.
import {
	type AdamOptimizer,
	engine,
	type NamedTensorMap,
	type Tensor,
	tidy,
	type Variable,
	zerosLike,
} from "@tensorflow/tfjs";
import { FusedAdam, type FusedAdamAttributes } from "../../contract.js";
import { hasKernel } from "../has-kernel.js";
import { replaceMethod } from "../replace-method.js";

/** What `AdamOptimizer.applyGradients` takes. */
type Gradients = Record<string, Tensor> | { name: string; tensor: Tensor | null }[];

/** The fields of an AdamOptimizer that hold its state. */
interface AdamState {
	learningRate: number;
	beta1: number;
	beta2: number;
	epsilon: number;
	accBeta1: Variable;
	accBeta2: Variable;
	accumulatedFirstMoment: Moment[];
	accumulatedSecondMoment: Moment[];
	readonly iterations: number;
	incrementIterations(): void;
}
interface Moment {
	originalName: string;
	variable: Variable;
}

export function fuseAdam(prototype: AdamOptimizer): void {
	replaceMethod(
		prototype,
		"applyGradients",
		(original) =>
			function (this: AdamState, gradients: Gradients) {
				if (!hasKernel(FusedAdam) || !applyFused(this, gradients)) original.call(this, gradients);
			},
	);
}

/** False, and nothing is changed, where a variable is not for the kernel. */
function applyFused(adam: AdamState, gradients: Gradients): boolean {
	const named = Array.isArray(gradients)
		? gradients
		: Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
	const slots = named.map(({ name, tensor }) => ({
		variable: engine().registeredVariables[name]!,
		gradient: tensor,
	}));
	const fits = ({ variable, gradient }: (typeof slots)[number]) =>
		variable?.dtype === "float32" && (gradient == null || gradient.dtype === "float32");
	if (!slots.every(fits)) return false;

	tidy(() => {
		slots.forEach(({ variable }, i) => {
			adam.accumulatedFirstMoment[i] ??= newMoment(variable, "m");
			adam.accumulatedSecondMoment[i] ??= newMoment(variable, "v");
		});
		const moving = slots.flatMap(({ variable, gradient }, i) =>
			gradient == null
				? []
				: {
						variable,
						gradient,
						first: adam.accumulatedFirstMoment[i]!.variable,
						second: adam.accumulatedSecondMoment[i]!.variable,
					},
		);
		const { learningRate, beta1, beta2, epsilon } = adam;
		const attributes: FusedAdamAttributes = {
			learningRate,
			beta1,
			beta2,
			epsilon,
			step: adam.iterations + 1,
			clipNorm: 0,
		};
		const inputs = [
			...moving.map(({ variable }) => variable),
			...moving.map(({ gradient }) => gradient),
			...moving.map(({ first }) => first),
			...moving.map(({ second }) => second),
		];
		for (const { variable, first, second } of moving)
			for (const written of [variable, first, second]) ownValues(written);
		engine().runKernel(FusedAdam, inputs as unknown as NamedTensorMap, { ...attributes });
		// Not read here, but the next step may be tfjs' own: on another backend, or with other variables.
		adam.accBeta1.assign(adam.accBeta1.mul(beta1));
		adam.accBeta2.assign(adam.accBeta2.mul(beta2));
	});
	adam.incrementIterations();
	return true;
}

/**
 * The kernel writes in place. It would give a variable that shares its values (with the tensor that it was made of, say)
 * some of its own too, but to tfjs' tests a kernel that leaves new values behind is one that leaks.
 */
function ownValues(variable: Variable): void {
	if (engine().backend.refCount(variable.dataId) <= 1) return;
	const copy = variable.mul(1);
	variable.assign(copy);
	copy.dispose();
}

function newMoment(variable: Variable, letter: "m" | "v"): Moment {
	return {
		originalName: `${variable.name}/${letter}`,
		variable: tidy(() => zerosLike(variable).variable(false)),
	};
}
