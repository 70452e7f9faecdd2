import * as tf from "@tensorflow/tfjs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { expectClose, numbers, onBackend, randomTensor, valuesOn } from "../../../test/on-both-backends.js";
import { FusedLstm } from "../../contract.js";

afterEach(() => vi.restoreAllMocks());

type LstmConfig = Partial<Parameters<typeof tf.layers.lstm>[0]>;
type Layer = ReturnType<typeof tf.layers.rnn>;

interface Case {
	config?: LstmConfig;
	/** Another layer than `tf.layers.lstm(config)`. */
	make?: () => tf.layers.Layer;
	B?: number;
	T?: number;
	/** Rows of 0 and 1. */
	mask?: number[][];
	initialState?: boolean;
	training?: boolean;
	/** What lies in `x` at masked steps. */
	behindMask?: number;
}

const D = 3;
const U = 5;

function makeLayer({ config, make, B = 2, T = 4 }: Case): Layer {
	const layer = make?.() ?? tf.layers.lstm({ units: U, ...config });
	layer.build([B, T, D]);
	layer.setWeights(layer.getWeights().map(({ shape }, i) => randomTensor(shape, i + 1).mul(0.4)));
	return layer as Layer;
}

function makeInput({ B = 2, T = 4, mask, behindMask }: Case): tf.Tensor {
	const values = numbers(B * T * D, 21);
	const isMasked = (i: number) => mask?.flat()[Math.floor(i / D)] === 0;
	const padded = values.map((value, i) => (behindMask !== undefined && isMasked(i) ? behindMask : value));
	return tf.tensor3d(padded, [B, T, D]);
}

/** Outputs, and the gradients of all weights, of the input and of the initial state. */
function run(it: Case): tf.Tensor[] {
	const { B = 2, T = 4, mask, initialState, training = false } = it;
	const layer = makeLayer(it);
	const x = tf.variable(makeInput(it));
	const state = initialState ? [31, 32].map((seed) => tf.variable(randomTensor([B, U], seed))) : null;
	const kwargs = {
		mask: mask && tf.tensor(mask.flat(), [B, T], "bool"),
		training,
		...(state && { initialState: state }),
	};
	let outputs: tf.Tensor[] = [];
	const { value, grads } = tf.variableGrads(
		() => {
			outputs = [layer.call(x, kwargs)].flat().map((output) => tf.keep(output.clone()));
			const weighed = [layer.call(x, kwargs)]
				.flat()
				.map((y, i) => y.mul(randomTensor(y.shape, 41 + i)).sum());
			return tf.addN(weighed) as tf.Scalar;
		},
		[x, ...(state ?? []), ...layer.getWeights()] as tf.Variable[],
	);
	value.dispose();
	// By the order of the variables: their names count up.
	return [...outputs, ...Object.values(grads)];
}

/** The same on tfjs' cpu backend, where tfjs-layers' own code runs. */
function expectEqual(it: Case, isFused: boolean): void {
	const runKernel = vi.spyOn(tf.engine(), "runKernel");
	const fused = () => runKernel.mock.calls.filter(([name]) => name === FusedLstm).length;
	const expected = valuesOn("cpu", () => run(it));
	expect(fused()).toBe(0);
	const actual = valuesOn("native", () => run(it));
	expect(fused() > 0).toBe(isFused);
	expectClose(actual, expected, 2e-5);
}

const PADDED = [
	[1, 1, 1, 0],
	[1, 0, 0, 0],
];
const PADDED_IN_FRONT = [
	[0, 1, 1, 1],
	[0, 0, 0, 1],
];
const HOLES = [
	[1, 0, 1, 0],
	[0, 1, 0, 1],
];
const EMPTY_ROW = [
	[0, 0, 0, 0],
	[1, 1, 1, 1],
];
const sequences = { returnSequences: true, returnState: true };

describe("tf.layers.lstm on native is one call, equal to tfjs-layers' own", () => {
	test.each<[string, Case]>([
		["with no options", {}],
		["with the smooth sigmoid", { config: { recurrentActivation: "sigmoid" } }],
		["without bias", { config: { useBias: false } }],
		["without the unit forget bias", { config: { unitForgetBias: false } }],
		["of implementation 1", { config: { implementation: 1 } }],
		[
			"with regularizers and constraints",
			{ config: { kernelRegularizer: "l1l2", biasConstraint: "nonNeg" } },
		],
		["with sequences", { config: { returnSequences: true } }],
		["with states", { config: { returnState: true } }],
		["with sequences and states", { config: sequences }],
		["backwards", { config: { goBackwards: true } }],
		["backwards with sequences", { config: { goBackwards: true, ...sequences } }],
		["with an initial state", { config: sequences, initialState: true }],
		["with padding", { mask: PADDED }],
		["with padding and sequences", { config: sequences, mask: PADDED }],
		["with padding in front", { config: sequences, mask: PADDED_IN_FRONT }],
		["with holes", { config: sequences, mask: HOLES }],
		["with an empty row", { config: sequences, mask: EMPTY_ROW }],
		[
			"with a mask that masks nothing",
			{
				config: sequences,
				mask: [
					[1, 1, 1, 1],
					[1, 1, 1, 1],
				],
			},
		],
		[
			"with padding in front and an initial state",
			{ config: sequences, mask: PADDED_IN_FRONT, initialState: true },
		],
		["backwards with padding", { config: { goBackwards: true, ...sequences }, mask: PADDED }],
		[
			"backwards with holes and an initial state",
			{ config: { goBackwards: true, ...sequences }, mask: HOLES, initialState: true },
		],
		["over one step", { config: sequences, T: 1 }],
		["over one row", { config: sequences, B: 1 }],
		["over one row of one step", { B: 1, T: 1 }],
		["of one unit", { config: { units: 1 } }],
		["of more units than a vector has lanes", { config: { units: 37, ...sequences }, B: 19 }],
		["with dropout, not in training", { config: { dropout: 0.5, recurrentDropout: 0.5 } }],
		[
			"as a cell of tf.layers.rnn",
			{ make: () => tf.layers.rnn({ cell: tf.layers.lstmCell({ units: U }), returnSequences: true }) },
		],
	])("%s", (_, it) => expectEqual(it, true));

	test.each(["concat", "sum"] as const)("in both directions, joined by %s", (mergeMode) => {
		const layer = () => tf.layers.lstm({ units: U, returnSequences: true }) as never;
		expectEqual(
			{ make: () => tf.layers.bidirectional({ layer: layer(), mergeMode }), mask: PADDED_IN_FRONT },
			true,
		);
	});

	test("with dropout, from the same random numbers", () => {
		vi.spyOn(Math, "random").mockReturnValue(0.3);
		const it = { config: { dropout: 0.5, returnSequences: true }, training: true };
		expectEqual(it, true);
		const [kept] = valuesOn("native", () => run({ ...it, training: false }));
		const [dropped] = valuesOn("native", () => run(it));
		expect(dropped).not.toEqual(kept);
	});

	test("that remembers its state from batch to batch", () => {
		const batches = () => {
			const layer = tf.layers.lstm({ units: U, stateful: true, batchInputShape: [2, 4, D] });
			layer.build([2, 4, D]);
			layer.built = true;
			layer.setWeights(layer.getWeights().map(({ shape }, i) => randomTensor(shape, i + 1).mul(0.4)));
			const call = () => tf.keep(layer.apply(makeInput({})) as tf.Tensor);
			const outputs = [call(), call()];
			layer.resetStates();
			return [...outputs, call()];
		};
		const expected = valuesOn("cpu", batches);
		const actual = valuesOn("native", batches);
		expectClose(actual, expected, 2e-5);
		expect(actual[0]).toEqual(actual[2]);
		expect(actual[1]).not.toEqual(actual[0]);
	});

	test("and what lies behind a mask is not looked at", () => {
		for (const mask of [PADDED, PADDED_IN_FRONT, HOLES]) {
			const it = { config: sequences, mask };
			const clean = valuesOn("native", () => run({ ...it, behindMask: 0 }));
			expectClose(
				valuesOn("native", () => run({ ...it, behindMask: Number.NaN })),
				clean,
				0,
			);
		}
	});

	test("keeps no tensor", () => {
		onBackend("native", () => {
			const layer = makeLayer({ config: { dropout: 0.5 } });
			const x = makeInput({});
			const call = () => tf.dispose(layer.call(x, { training: true }));
			call();
			const before = tf.memory().numTensors;
			call();
			expect(tf.memory().numTensors).toBe(before);
		});
	});
});

describe("tfjs-layers' own code runs, with equal results,", () => {
	class SlowCell extends (tf.serialization.SerializationMap.getMap().classNameMap
		.LSTMCell![0] as unknown as new (
		args: object,
	) => tf.layers.Layer) {}
	const cell = () => tf.layers.lstmCell({ units: U });
	test.each<[string, Case]>([
		["for another activation", { config: { activation: "relu" } }],
		["for another recurrent activation", { config: { recurrentActivation: "tanh" } }],
		["for a mask of rank 3", { config: sequences, mask: PADDED }],
		[
			"for a class of somebody's own",
			{ make: () => tf.layers.rnn({ cell: new SlowCell({ units: U }) as never }) },
		],
		[
			"for a cell with a call of its own",
			{ make: () => tf.layers.rnn({ cell: Object.assign(cell(), { call: cell().call }) }) },
		],
		["for stacked cells", { make: () => tf.layers.rnn({ cell: [cell(), cell()] }) }],
		["for another cell", { make: () => tf.layers.gru({ units: U }) }],
		[
			"for a cell that keeps its dropout mask",
			{ make: () => tf.layers.rnn({ cell: tf.layers.lstmCell({ units: U, dropout: 0.5 }) }) },
		],
	])("%s", (name, it) => {
		if (!name.includes("rank 3")) return expectEqual(it, false);
		// (B, T, 1): tfjs takes it too.
		const call = () => makeLayer(it).call(makeInput(it), { mask: tf.tensor3d(it.mask!.flat(), [2, 4, 1]) });
		const runKernel = vi.spyOn(tf.engine(), "runKernel");
		expectClose(valuesOn("native", call), valuesOn("cpu", call), 2e-5);
		expect(runKernel.mock.calls.some(([kernel]) => kernel === FusedLstm)).toBe(false);
	});

	test("for dropout between steps in training", () => {
		vi.spyOn(Math, "random").mockReturnValue(0.3);
		expectEqual({ config: { recurrentDropout: 0.5 }, training: true }, false);
	});

	test("for a dropout of somebody's own", () => {
		const dropoutFunc = (x: tf.Tensor, rate: number) => x.mul(1 - rate);
		expectEqual({ config: { dropout: 0.5, dropoutFunc } as LstmConfig, training: true }, false);
	});
});
