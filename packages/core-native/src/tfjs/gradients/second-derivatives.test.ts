// Gradients of gradients through ops and layers of TensorFlow.js, which both backends get from its tape.
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
// By its path: the test-kit depends on this package.
import { finiteDifference } from "../../../../../test-kit/src/finite-difference.js";
import { gradientPenalty, variableOf } from "../../../../../test-kit/src/gradient-penalty.js";
import "../../../../../test-kit/src/to-be-all-close.js";
import { onBackend } from "../../../test/on-both-backends.js";
import "./index.js";

type Outputs = tf.Tensor | tf.Tensor[];

function expectTwiceDifferentiable(
	backend: "cpu" | "native",
	make: () => { f: () => Outputs; variables: tf.Variable[] },
): void {
	onBackend(backend, () => {
		const { f, variables } = make();
		const { byTape, byTapeOfEarlierLoss, byDifferences, tolerance } = gradientPenalty(f, variables);
		expect(byDifferences.some((slope) => Math.abs(slope) > 20 * tolerance)).toBe(true);
		expect(byTape).toBeAllClose(byDifferences, { atol: tolerance });
		expect(byTapeOfEarlierLoss).toBeAllClose(byDifferences, { atol: tolerance });
		tf.dispose(variables);
	});
}

const above = (x: tf.Tensor) => x.add(2);

/** By what is differentiated: of x and y of shape (3, 5), numbers from -1 to 1. */
const OPS: Record<string, (x: tf.Tensor, y: tf.Tensor) => Outputs> = {
	exp: (x) => tf.exp(x),
	expm1: (x) => tf.expm1(x),
	tanh: (x) => tf.tanh(x),
	sigmoid: (x) => tf.sigmoid(x),
	sqrt: (x) => tf.sqrt(above(x)),
	rsqrt: (x) => tf.rsqrt(above(x)),
	log: (x) => tf.log(above(x)),
	log1p: (x) => tf.log1p(above(x)),
	reciprocal: (x) => tf.reciprocal(above(x)),
	softplus: (x) => tf.softplus(x),
	elu: (x) => tf.elu(x),
	selu: (x) => tf.selu(x),
	relu: (x) => tf.relu(x).mul(x),
	relu6: (x) => tf.relu6(x).mul(x),
	leakyRelu: (x) => tf.leakyRelu(x, 0.2).mul(x),
	prelu: (x, y) => tf.prelu(x, y).mul(x),
	erf: (x) => tf.erf(x),
	sin: (x) => tf.sin(x),
	cosh: (x) => tf.cosh(x),
	abs: (x) => tf.abs(x).mul(x),
	clipByValue: (x) => tf.clipByValue(x, -0.5, 0.5).mul(x),
	square: (x) => tf.square(x),
	pow: (x, y) => tf.pow(above(x), y),
	"pow of a number": (x) => tf.pow(x, 3),
	add: (x, y) => tf.add(x, y).square(),
	"mul with a broadcast": (x, y) => tf.mul(x, y.slice([0, 0], [1, 5])),
	div: (x, y) => tf.div(x, above(y)),
	squaredDifference: (x, y) => tf.squaredDifference(x, y),
	maximum: (x, y) => tf.maximum(x, y.mul(0.2)).square(),
	softmax: (x) => tf.softmax(x),
	"softmax of one class": (x, y) => tf.softmax(x.reshape([15, 1])).mul(y.reshape([15, 1])),
	logSoftmax: (x) => tf.logSoftmax(x),
	logSumExp: (x) => tf.logSumExp(x, -1),
	max: (x) => tf.max(x, 1).square(),
	min: (x) => tf.min(x, 0).square(),
	mean: (x) => tf.mean(x, 1).square(),
	moments: (x) => tf.moments(x, 1).variance,
	cumsum: (x) => tf.cumsum(x, 1).square(),
	matMul: (x, y) => tf.matMul(x as tf.Tensor2D, y as tf.Tensor2D, true),
	"matMul with a broadcast batch": (x, y) => tf.matMul(x.reshape([3, 1, 5]), y.reshape([5, 3]) as tf.Tensor),
	where: (x, y) => tf.where(tf.greater(x, 0.1), x.mul(y), y.square()),
	gather: (x) => tf.gather(x, tf.tensor1d([2, 0, 2], "int32")).square(),
	concat: (x, y) => tf.concat([x, y], 1).square(),
	stack: (x, y) => tf.stack([x, y]).square(),
	unstack: (x) => tf.unstack(x, 1)[3]!.square(),
	split: (x) => tf.split(x, [2, 3], 1)[1]!.square(),
	slice: (x) => tf.slice(x, [1, 2], [2, 2]).square(),
	pad: (x) => tf.pad(x, [[1, 0], [0, 2]]).square(), // biome-ignore format: one line
	tile: (x) => tf.tile(x, [2, 1]).square(),
	reverse: (x, y) => tf.reverse(x, 1).mul(y),
	transpose: (x, y) => tf.transpose(x).matMul(y),
	batchNorm: (x, y) => {
		const row = (i: number) => y.slice([i, 0], [1, 5]).flatten() as tf.Tensor1D;
		const { mean, variance } = tf.moments(x, 0);
		return tf.batchNorm(x as tf.Tensor2D, mean as tf.Tensor1D, variance as tf.Tensor1D, row(0), row(1));
	},
	customGrad: (x) =>
		tf.customGrad((...args) => {
			const [given, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc];
			const y = tf.exp(given);
			save([y]);
			return { value: y, gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => dy.mul(saved!) };
		})(x),
};

/** Layers and the shape of their input. */
const LAYERS: Record<string, { layer: () => tf.layers.Layer; shape: number[]; masked?: boolean }> = {
	...Object.fromEntries(
		[
			"linear",
			"tanh",
			"sigmoid",
			"hardSigmoid",
			"softmax",
			"softplus",
			"softsign",
			"elu",
			"selu",
			"relu",
		].map((activation) => [
			`dense with ${activation}`,
			{ layer: () => tf.layers.dense({ units: 3, activation: activation as "tanh" }), shape: [2, 4] },
		]),
	),
	"dense over steps": { layer: () => tf.layers.dense({ units: 3, activation: "tanh" }), shape: [2, 3, 4] },
	layerNormalization: { layer: () => tf.layers.layerNormalization(), shape: [2, 5] },
	lstm: { layer: () => tf.layers.lstm({ units: 3 }), shape: [2, 3, 2] },
	"lstm over one step": { layer: () => tf.layers.lstm({ units: 3 }), shape: [1, 1, 2] },
	"lstm with the smooth sigmoid": {
		layer: () => tf.layers.lstm({ units: 3, recurrentActivation: "sigmoid", returnSequences: true }),
		shape: [2, 3, 2],
	},
	"lstm backwards": {
		layer: () => tf.layers.lstm({ units: 3, goBackwards: true, returnSequences: true }),
		shape: [2, 3, 2],
	},
	"lstm with a mask": {
		layer: () => tf.layers.lstm({ units: 3, returnSequences: true }),
		shape: [2, 3, 2],
		masked: true,
	},
	gru: { layer: () => tf.layers.gru({ units: 3 }), shape: [2, 3, 2] },
	"gru with the smooth sigmoid": {
		layer: () => tf.layers.gru({ units: 3, recurrentActivation: "sigmoid", returnSequences: true }),
		shape: [2, 3, 2],
	},
	simpleRNN: { layer: () => tf.layers.simpleRNN({ units: 3 }), shape: [2, 3, 2] },
	bidirectional: {
		layer: () =>
			tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 2 }) as never, mergeMode: "concat" }),
		shape: [2, 3, 2],
	},
	timeDistributed: {
		layer: () => tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 3, activation: "tanh" }) }),
		shape: [2, 3, 4],
	},
};

describe.each(["cpu", "native"] as const)(
	"on %s, a gradient penalty has its gradient by differences through",
	(backend) => {
		test.each(Object.entries(OPS))("%s", (_, op) => {
			expectTwiceDifferentiable(backend, () => {
				const [x, y] = [variableOf([3, 5], 1), variableOf([3, 5], 2)];
				const usesBoth = op.length > 1;
				return { f: () => op(x, y), variables: usesBoth ? [x, y] : [x] };
			});
		});

		test.each(Object.entries(LAYERS))("%s", (_, { layer: make, shape, masked }) => {
			expectTwiceDifferentiable(backend, () => {
				const layer = make();
				layer.build(shape);
				layer.setWeights(
					layer.getWeights().map(({ shape }, i) => variableOf(shape, i + 3).add(i === 0 ? 0 : 0.1)),
				);
				const x = variableOf(shape, 1);
				const kwargs = masked
					? { mask: tf.tensor2d([1, 0, 1, 1, 1, 0], [2, 3], "bool") }
					: { training: false };
				const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
				return { f: () => layer.call(x, kwargs), variables: [x, ...weights] };
			});
		});

		test("an embedding", () => {
			expectTwiceDifferentiable(backend, () => {
				const layer = tf.layers.embedding({ inputDim: 4, outputDim: 3 });
				layer.build([2, 3]);
				const ids = tf.tensor2d([0, 3, 3, 1, 0, 3], [2, 3]);
				return {
					f: () => tf.square(layer.call(ids, {}) as tf.Tensor),
					variables: layer.trainableWeights.map((weight) => weight.read() as tf.Variable),
				};
			});
		});

		test.each(["categoricalCrossentropy", "sparseCategoricalCrossentropy"] as const)(
			"%s of model.compile",
			(loss) => {
				expectTwiceDifferentiable(backend, () => {
					const input = tf.input({ shape: [3] });
					const dense = tf.layers.dense({ units: 4, activation: "softmax" });
					const model = tf.model({ inputs: input, outputs: dense.apply(input) as tf.SymbolicTensor });
					model.compile({ loss, optimizer: "sgd" });
					const { lossFunctions } = model as unknown as {
						lossFunctions: ((target: tf.Tensor, output: tf.Tensor) => tf.Tensor)[];
					};
					const labels = tf.tensor1d([1, 3, 0], "int32");
					const target =
						loss === "categoricalCrossentropy" ? tf.oneHot(labels, 4) : labels.toFloat().expandDims(1);
					const x = variableOf([3, 3], 1);
					const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
					return {
						f: () => lossFunctions[0]!(target, model.apply(x) as tf.Tensor),
						variables: [x, ...weights],
					};
				});
			},
		);

		test.each(["exp", "tanh", "softmax", "softplus", "matMul"])(
			"a gradient penalty through %s: the third derivative",
			(name) => {
				expectTwiceDifferentiable(backend, () => {
					const x = variableOf([2, 5], 1, 0.5);
					const first = tf.grad((x) => tf.square(OPS[name]!(x, x.mul(0.5)) as tf.Tensor));
					return { f: () => first(x), variables: [x] };
				});
			},
		);
	},
);

/** x³, with a gradient that reads x², saved as it was computed or computed before. */
function ownOp(x: tf.Tensor, isBefore: boolean): tf.Tensor {
	const before = x.square();
	const cube = () =>
		tf.customGrad((...args) => {
			const [x, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc];
			const square = isBefore ? before : x.square();
			save([square]);
			return {
				value: square.mul(x),
				gradFunc: (dy: tf.Tensor, [square]: tf.Tensor[]) => dy.mul(square!).mul(3),
			};
		})(x);
	// The name that TensorFlow.js gives an op comes from its scope.
	return tf.tidy("ownOp", cube) as tf.Tensor;
}

describe.each(["cpu", "native"] as const)("on %s", (backend) => {
	test("what an op saves may have been computed before it", () => {
		onBackend(backend, () => {
			const second = tf.grad(tf.grad((x) => ownOp(x, true)))(tf.tensor1d([1, -2, 0.5]));
			expect([...second.dataSync()]).toEqual([6, -12, 3]);
		});
	});

	test("WGAN-GP: a penalty on the gradient by the input of a convolution, by its filter", () => {
		onBackend(backend, () => {
			const [x, filter] = [variableOf([1, 4, 3, 2], 1), variableOf([2, 2, 2, 3], 2)];
			const critic = (x: tf.Tensor) =>
				tf.tanh(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor as tf.Tensor4D, 1, "same")).sum();
			const penalty = () => tf.grad(critic)(x).square().sum() as tf.Scalar;
			const slopes = tf.variableGrads(penalty, [filter]).grads[filter.name]!;
			const center = [...filter.dataSync()];
			const at = (values: readonly number[]) =>
				tf.tidy(() => {
					filter.assign(tf.tensor([...values], filter.shape));
					return penalty().dataSync()[0]!;
				});
			expect(slopes).toBeAllClose(finiteDifference(at, center), { rtol: 2e-3, atol: 5e-3 });
			tf.dispose([x, filter]);
		});
	});

	test.each<[string, (x: tf.Tensor) => tf.Tensor, number[]]>([
		["MaxPool", (x) => tf.maxPool(x as tf.Tensor4D, 2, 1, "valid"), [1, 3, 3, 1]],
		["AvgPool", (x) => tf.avgPool(x as tf.Tensor4D, 2, 1, "valid"), [1, 3, 3, 1]],
		[
			"Conv2D",
			(x) => tf.conv2d(x as tf.Tensor4D, x.slice([0, 0, 0, 0], [1, 1, 1, 1]) as tf.Tensor4D, 1, "valid"),
			[1, 3, 3, 1],
		],
		["Prod", (x) => tf.prod(x, 1), [2, 3]],
		[
			"softmaxCrossEntropy",
			(x) => tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([0, 2], "int32"), 3), x),
			[2, 3],
		],
		["ownOp", (x) => ownOp(x, false), [2, 3]],
		["ResizeBilinear", (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [4, 4]), [1, 3, 3, 1]],
	])("%s, which TensorFlow.js cannot differentiate twice, says so", (op, f, shape) => {
		onBackend(backend, () => {
			const slope = tf.grad((x) => f(x).square().sum());
			expect(() => slope(tf.ones(shape))).not.toThrow();
			expect(() => tf.grad((x) => slope(x).square().sum())(tf.ones(shape))).toThrow(
				`${op}: is not differentiable twice`,
			);
		});
	});
});
