import * as tf from "@tensorflow/tfjs";
import { afterEach, expect, test, vi } from "vitest";
import { expectClose, randomTensor, valuesOn } from "../../../test/on-both-backends.js";

afterEach(() => vi.restoreAllMocks());

type Config = Partial<Parameters<typeof tf.layers.dense>[0]>;

/** The output of a dense layer and the gradients of its input and weights. */
function run(config: Config, shape: number[], hook?: () => void): tf.Tensor[] {
	const layer = tf.layers.dense({ units: 3, ...config });
	layer.build(shape);
	layer.setWeights(layer.getWeights().map((weight, i) => randomTensor(weight.shape, i + 1)));
	if (hook) layer.setCallHook(hook);
	const x = tf.variable(randomTensor(shape, 9));
	let output: tf.Tensor | undefined;
	const { grads } = tf.variableGrads(
		() => {
			output = tf.keep(layer.call(x, {}) as tf.Tensor);
			return output.mul(randomTensor(output.shape, 10)).sum() as tf.Scalar;
		},
		[x, ...layer.getWeights()] as tf.Variable[],
	);
	return [output!, ...Object.values(grads)];
}

/** Whether the product adds the bias itself. */
function joinsBias(compute: () => tf.Tensor[]): boolean {
	const runKernel = vi.spyOn(tf.engine(), "runKernel");
	valuesOn("native", compute);
	const joined = runKernel.mock.calls.some(
		([kernel, inputs]) => kernel === "_FusedMatMul" && (inputs as { bias?: tf.Tensor }).bias != null,
	);
	runKernel.mockRestore();
	return joined;
}

test.each(["softmax", "tanh", "sigmoid", "hardSigmoid", "selu", "linear", "relu", "elu"] as const)(
	"%s: the bias is added in the product, with tfjs' own results",
	(activation) => {
		for (const shape of [
			[2, 5],
			[1, 5],
			[2, 4, 5],
			[2, 3, 4, 5],
		]) {
			const compute = () => run({ activation }, shape);
			expectClose(valuesOn("native", compute), valuesOn("cpu", compute), 2e-5);
			expect(joinsBias(compute)).toBe(true);
		}
	},
);

test("without a bias, or where the user watches calls, tfjs' own code runs", () => {
	const seen = vi.fn();
	for (const compute of [
		() => run({ activation: "tanh", useBias: false }, [2, 5]),
		() => run({ activation: "tanh" }, [2, 5], seen),
	]) {
		expectClose(valuesOn("native", compute), valuesOn("cpu", compute), 2e-5);
		expect(joinsBias(compute)).toBe(false);
	}
	expect(seen).toHaveBeenCalledTimes(3);
});
