// Attention by our typed-array API: forward, or forward and backward.

import { readInput } from "../framework/seeded-inputs.mjs";
import { attentionBackward, attentionForward, requireInstructionSet, versions } from "./mirada-core.mjs";
import { serve } from "./serve.mjs";

function attention({ pass, kind, B, N, T, S, H, files, dropoutRate, biasGradient }) {
	requireInstructionSet();
	const read = (name) => (files[name] ? readInput(files[name]) : undefined);
	const problem = {
		batchSize: B,
		targetLength: T,
		sourceLength: S,
		numHeads: N,
		keyDim: H,
		query: read("query"),
		key: read("key"),
		value: read("value"),
		keyLengths: read("lengths"),
		mask: read("mask"),
		maskShape: files.mask && [B, 1, T, S],
		bias: read("bias"),
		biasShape: files.bias && [1, N, T, S],
		isCausal: kind === "causal",
		dropoutRate: kind === "dropout" ? dropoutRate : 0,
		seed: 5,
	};
	const forward = {
		...problem,
		output: new Float32Array(B * T * N * H),
		logSumExp: new Float32Array(B * N * T),
		rowMax: new Float32Array(B * N * T),
		rowSum: new Float32Array(B * N * T),
	};
	const { output, rowMax, rowSum } = forward;
	if (pass === "forward") return { run: () => attentionForward(forward), outputs: () => ({ output }) };

	const [dQuery, dKey, dValue] = [problem.query, problem.key, problem.value].map(
		(x) => new Float32Array(x.length),
	);
	const backward = { ...problem, output, rowMax, rowSum, dOutput: read("dOutput"), dQuery, dKey, dValue };
	if (biasGradient) backward.dBias = new Float32Array(problem.bias.length);
	return {
		run() {
			attentionForward(forward);
			attentionBackward(backward);
		},
		outputs: () => ({ output, dQuery, dKey, dValue }),
	};
}

serve({ attention }, { versions });
