import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { expect, test, vi } from "vitest";
import { makeBatches } from "../data/batches.js";
import { toyRun } from "./__fixtures__/toy-run.js";
import { Adam } from "./adam.js";
import { trainStep } from "./train-step.js";

const backends = await availableBackends();

// Time goes into calls where the model is small: a kernel more in every step is seen here.
test.runIf(backends.includes("native")).each([
	[
		"luong-general",
		"FusedEmbedding FusedLstm FusedEmbedding FusedLstm Reshape BatchMatMul Reshape FusedAttention " +
			"FusedAttentionalState FusedLinearCrossEntropy Identity Identity Identity FusedAttentionalStateGrad " +
			"FusedAttentionGrad Add Reshape BatchMatMul BatchMatMul Reshape Add Fill Fill FusedLstmGrad " +
			"FusedEmbeddingGrad FusedLstmGrad FusedEmbeddingGrad FusedAdam",
	],
	[
		"none",
		"FusedEmbedding FusedLstm FusedEmbedding FusedLstm FusedAttentionalState FusedLinearCrossEntropy Identity " +
			"Identity Identity FusedAttentionalStateGrad Fill Fill FusedLstmGrad FusedEmbeddingGrad Fill FusedLstmGrad " +
			"FusedEmbeddingGrad FusedAdam",
	],
] as const)(
	"a training step on native with attention %s is these calls of kernels alone",
	async (attention, kernels) => {
		await useBackend("native");
		const { model, examples } = toyRun({ attention });
		const [batch] = makeBatches(examples, { batchSize: 4, seed: 1, epoch: 0 });
		const optimizer = new Adam(model.variables);
		trainStep(model, optimizer, batch!, 0.01);
		const runKernel = vi.spyOn(tf.engine(), "runKernel");
		trainStep(model, optimizer, batch!, 0.01);
		const called = runKernel.mock.calls.map(([name]) => name).join(" ");
		runKernel.mockRestore();
		expect(called).toBe(kernels);
	},
);
