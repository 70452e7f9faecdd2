// Gradients of gradients without calculus: what a second derivative is tested against.
//
// The loss L of some variables x has the penalty P(x) = sum of the squares of dL/dx, as WGAN-GP and MAML have it. The
// tape's dP/dx needs second derivatives of everything in L; finite differences of P need first ones only.

import * as tf from "@tensorflow/tfjs";

export interface PenaltyGradient {
	/** Of P along some directions, three of each variable: by the tape, ... */
	byTape: number[];
	/** ... by the tape where L was computed before the inner gradient began, ... */
	byTapeOfEarlierLoss: number[];
	/** ... and by finite differences. */
	byDifferences: number[];
	/** What rounding of P in single precision and the differences' remainder leave uncertain. */
	tolerance: number;
}

/** Half the distance of two samples: rounding errors of P come divided by it. */
const STEP = 0.02;
const DIRECTIONS = 3;

/**
 * @param f outputs that depend on the variables
 * @param variables few and short, of magnitude about 1
 */
export function gradientPenalty(
	f: () => tf.Tensor | tf.Tensor[],
	variables: readonly tf.Variable[],
): PenaltyGradient {
	const loss = () => lossOf([f()].flat());
	const list = [...variables];
	const squares = (gradients: tf.Tensor[]) => tf.addN(gradients.map((gradient) => gradient.square().sum()));
	const penalty = () => squares(tf.grads(loss)(list)) as tf.Scalar;
	const penaltyOfEarlierLoss = () => {
		const value = loss();
		return squares(tf.grads(() => value)(list)) as tf.Scalar;
	};

	const directions = list.flatMap((variable, v) =>
		Array.from({ length: DIRECTIONS }, (_, i) => ({ variable, signs: signs(variable.size, v * 31 + i) })),
	);
	const along = (outer: () => tf.Scalar) =>
		tf.tidy(() => {
			const { grads } = tf.variableGrads(outer, list);
			return directions.map(({ variable, signs }) =>
				dot(grads[variable.name]?.dataSync() ?? new Float32Array(variable.size), signs),
			);
		});
	const sample = () =>
		tf.tidy(() =>
			tf
				.grads(loss)(list)
				.reduce((sum, gradient) => sum + dot(gradient.dataSync(), gradient.dataSync()), 0),
		);
	const byDifferences = directions.map(({ variable, signs }) => {
		const coarse = difference(sample, variable, signs, STEP);
		// Richardson's extrapolation: the remainder is of the fourth order.
		return (4 * difference(sample, variable, signs, STEP / 2) - coarse) / 3;
	});
	const magnitude = Math.max(1, ...byDifferences.map(Math.abs));
	return {
		byTape: along(penalty),
		byTapeOfEarlierLoss: along(penaltyOfEarlierLoss),
		byDifferences,
		tolerance: 2e-4 * magnitude + (2 ** -21 * sample()) / STEP,
	};
}

/** sum of c y + y² / 2 over all outputs, with some numbers c: gradients that depend on the outputs. */
function lossOf(outputs: tf.Tensor[]): tf.Scalar {
	return tf.addN(
		outputs.map((y, i) => {
			const c = tf.tensor(
				Float32Array.from({ length: y.size }, (_, j) => Math.cos(i + 1.7 * j)),
				y.shape,
			);
			return tf.add(tf.mul(y, c), tf.square(y).mul(0.5)).sum();
		}),
	) as tf.Scalar;
}

function difference(
	sample: () => number,
	variable: tf.Variable,
	signs: readonly number[],
	step: number,
): number {
	const center = variable.dataSync().slice();
	const at = (distance: number) => {
		tf.tidy(() =>
			variable.assign(
				tf.tensor(
					center.map((value, i) => value + distance * signs[i]!),
					variable.shape,
				),
			),
		);
		return sample();
	};
	const slope = (at(step) - at(-step)) / (2 * step);
	tf.tidy(() => variable.assign(tf.tensor(center, variable.shape)));
	return slope;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
	return sum;
}

/** 1 and -1, the same for the same seed. */
function signs(length: number, seed: number): number[] {
	let state = (seed + 1) >>> 0;
	return Array.from({ length }, () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state >>> 31 === 0 ? 1 : -1;
	});
}

/** A variable of numbers from -1 to 1, the same for the same seed. */
export function variableOf(shape: number[], seed: number, magnitude = 1): tf.Variable {
	return tf.tidy(() => tf.variable(tf.randomUniform(shape, -magnitude, magnitude, "float32", seed)));
}
