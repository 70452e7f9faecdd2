// Gradient penalties through the fused ops, against finite differences, and a sweep of all fused kernels.
import { attend } from "@mirada/attention";
import type { FUSED_KERNELS } from "@mirada/core-native/contract";
import { availableBackends, gradientPenalty, useBackend, variableOf } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { makeBatches } from "../src/data/batches.js";
import { attentionalState } from "../src/ops/attentional-state.js";
import { dropout, embedding, linearCrossEntropy, lstmSequence } from "../src/ops/index.js";
import { toyRun } from "../src/training/__fixtures__/toy-run.js";

type Setting = { f: () => tf.Tensor | tf.Tensor[]; variables: tf.Variable[] };

const lstm =
	({ B = 2, T = 3, D = 2, U = 3 }, options: (U: number) => { variables?: tf.Variable[]; options: object }) =>
	(): Setting => {
		const [x, kernel, recurrentKernel, bias] = [[B, T, D], [D, 4 * U], [U, 4 * U], [4 * U]].map((shape, i) =>
			variableOf(shape, i + 1),
		) as never as [tf.Tensor3D, tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
		const { variables = [], options: given } = options(U);
		return {
			f: () => {
				const { hidden, lastState } = lstmSequence(x, { kernel, recurrentKernel, bias }, given);
				return [hidden, lastState.h, lastState.c];
			},
			variables: [...([x, kernel, recurrentKernel, bias] as unknown as tf.Variable[]), ...variables],
		};
	};

const crossEntropy =
	(leading: number[], labels: number[], options: object = {}) =>
	(): Setting => {
		const [hidden, kernel, bias] = [[...leading, 3], [3, 5], [5]].map((shape, i) => variableOf(shape, i + 1));
		const given = tf.tensor(labels, leading as [number, number], "int32") as tf.Tensor2D;
		return {
			f: () => linearCrossEntropy(hidden as never, kernel as never, bias as never, given, options),
			variables: [hidden!, kernel!, bias!],
		};
	};

const state = (leading: number[], hasContext: boolean) => (): Setting => {
	const [hidden, kernel, context, contextKernel] = [
		[...leading, 3],
		[3, 4],
		[...leading, 2],
		[2, 4],
	].map((shape, i) => variableOf(shape, i + 1)) as never as [
		tf.Tensor3D,
		tf.Tensor2D,
		tf.Tensor3D,
		tf.Tensor2D,
	];
	return {
		f: () => attentionalState(hidden, kernel, hasContext ? { context, kernel: contextKernel } : null),
		variables: (hasContext
			? [hidden, kernel, context, contextKernel]
			: [hidden, kernel]) as never as tf.Variable[],
	};
};

const drop = { rate: 0.4, key: { seed: 3, step: 1, site: 2 } };
const ids = () => tf.tensor2d([[1, 4, 1], [0, 1, 3]], [2, 3], "int32"); // biome-ignore format: a table

const CASES: Record<string, () => Setting> = {
	lstmSequence: lstm({}, () => ({ options: {} })),
	"lstmSequence over one step": lstm({ B: 1, T: 1, D: 1, U: 1 }, () => ({ options: {} })),
	"lstmSequence backwards, with lengths": lstm({}, () => ({
		options: { reverse: true, lengths: tf.tensor1d([3, 1], "int32") },
	})),
	"lstmSequence with an empty row": lstm({}, () => ({ options: { lengths: tf.tensor1d([0, 2], "int32") } })),
	"lstmSequence from a state": lstm({}, (U) => {
		const [h, c] = [variableOf([2, U], 8), variableOf([2, U], 9)];
		return { variables: [h, c], options: { initialState: { h, c } } };
	}),
	linearCrossEntropy: crossEntropy([2, 3], [0, 4, 1, 2, 2, 0]),
	"linearCrossEntropy of one row": crossEntropy([1], [2]),
	"linearCrossEntropy of rows, smoothed, with padding": crossEntropy([4], [3, 0, 0, 4], {
		ignoreLabel: 0,
		labelSmoothing: 0.1,
	}),
	"linearCrossEntropy with dropout": crossEntropy([2, 3], [0, 4, 1, 2, 2, 0], { dropout: drop }),
	attentionalState: state([2, 3], true),
	"attentionalState of one row": state([1, 1], true),
	"attentionalState without a context": state([2, 3], false),
	embedding: () => {
		const table = variableOf([5, 3], 1);
		return { f: () => tf.square(embedding(table as never, ids())), variables: [table] };
	},
	"embedding with dropout": () => {
		const table = variableOf([5, 3], 1);
		return { f: () => tf.square(embedding(table as never, ids(), drop)), variables: [table] };
	},
	dropout: () => {
		const x = variableOf([2, 3, 5], 1);
		return { f: () => tf.square(dropout(x as never, drop.rate, drop.key)), variables: [x] };
	},
	"the translator's training loss": () => {
		const { model, examples } = toyRun({ attention: "luong-general", units: 2, embeddingSize: 2 });
		const [batch] = makeBatches(examples, { batchSize: 2, seed: 1, epoch: 0 });
		const variables = [...model.variables.values()];
		for (const [i, variable] of variables.entries()) variable.assign(variableOf(variable.shape, i + 1));
		return { f: () => model.trainingLoss(batch!, 1), variables };
	},
};

function expectTwiceDifferentiable({ f, variables }: Setting): void {
	const { byTape, byTapeOfEarlierLoss, byDifferences, tolerance } = gradientPenalty(f, variables);
	expect(byDifferences.some((slope) => Math.abs(slope) > 20 * tolerance)).toBe(true);
	expect(byTape).toBeAllClose(byDifferences, { atol: tolerance });
	expect(byTapeOfEarlierLoss).toBeAllClose(byDifferences, { atol: tolerance });
	tf.dispose(variables);
}

const backends = await availableBackends();

describe.each(backends)("on %s, a gradient penalty has its gradient by differences through", (backend) => {
	beforeAll(() => useBackend(backend));
	test.each(Object.entries(CASES))("%s", (_, make) => expectTwiceDifferentiable(make()));

	test.each(["lstmSequence", "linearCrossEntropy", "attentionalState"])(
		"a gradient penalty through %s: the third derivative",
		(name) => {
			const { f, variables } = CASES[name]!();
			const loss = () => tf.addN([f()].flat().map((y) => tf.square(y).sum()));
			expectTwiceDifferentiable({ f: () => tf.grads(loss)(variables), variables });
		},
	);
});

/**
 * For each kernel, what calls it while a gradient is computed: some settings, or the op whose gradient it is. Null for
 * Adam and a decoder's step, which have no gradient at all.
 */
const SWEEP = {
	FusedAttention: () => {
		const [query, key] = [variableOf([2, 3, 4], 1), variableOf([2, 5, 4], 2)] as never as [
			tf.Tensor3D,
			tf.Tensor3D,
		];
		return { f: () => attend({ score: "dot", query, key }).context, variables: [query, key] as never };
	},
	FusedAttentionGrad: "FusedAttention",
	FusedLstm: CASES.lstmSequence!,
	FusedLstmGrad: "FusedLstm",
	FusedAttentionalState: CASES.attentionalState!,
	FusedAttentionalStateGrad: "FusedAttentionalState",
	FusedEmbedding: CASES["embedding with dropout"]!,
	FusedEmbeddingGrad: "FusedEmbedding",
	FusedLinearCrossEntropy: CASES["linearCrossEntropy with dropout"]!,
	FusedProbabilityCrossEntropy: () => {
		const input = tf.input({ shape: [3] });
		const output = tf.layers.dense({ units: 4, activation: "softmax" }).apply(input) as tf.SymbolicTensor;
		const model = tf.model({ inputs: input, outputs: output });
		model.compile({ loss: "categoricalCrossentropy", optimizer: "sgd" });
		const { lossFunctions } = model as unknown as {
			lossFunctions: ((target: tf.Tensor, output: tf.Tensor) => tf.Tensor)[];
		};
		const target = tf.oneHot(tf.tensor1d([1, 3], "int32"), 4);
		const x = variableOf([2, 3], 1);
		return { f: () => lossFunctions[0]!(target, model.apply(x) as tf.Tensor), variables: [x] };
	},
	FusedProbabilityCrossEntropyGrad: "FusedProbabilityCrossEntropy",
	FusedSoftmaxGrad: () => {
		const x = variableOf([2, 3], 1);
		return { f: () => tf.softmax(x), variables: [x] };
	},
	FusedDropout: CASES.dropout!,
	FusedAdam: null,
	FusedDecoderStep: null,
	FusedGreedySearch: null,
	FusedBeamSearch: null,
} satisfies Record<(typeof FUSED_KERNELS)[number], (() => Setting) | string | null>;

describe.runIf(backends.includes("native"))("the kernel", () => {
	beforeAll(() => useBackend("native"));

	const differentiated = Object.entries<(() => Setting) | string | null>(SWEEP).flatMap(([kernel, entry]) => {
		const make = typeof entry === "string" ? SWEEP[entry as "FusedLstm"] : entry;
		return make === null ? [] : [[kernel, make] as const];
	});
	test.each(differentiated)("%s", (kernel, make) => {
		const { f, variables } = make();
		const runKernel = vi.spyOn(tf.engine(), "runKernel");
		const loss = () => tf.addN([f()].flat().map((y) => tf.square(y).sum())) as tf.Scalar;
		tf.tidy(() => void tf.variableGrads(loss, variables));
		const called = runKernel.mock.calls.map(([name]) => name);
		runKernel.mockRestore();
		expect(called).toContain(kernel);
		expectTwiceDifferentiable({ f, variables });
	});
});
