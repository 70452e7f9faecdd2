// Attention whose softmax is saturated: scores too large, or too far apart, for the weights to be told from
// logSumExp. native/test/attention_saturation_test.cc has every kernel and mask.
import { afterAll, describe, expect, test } from "vitest";
import { oracleBackward, oracleForward } from "../test/attention-oracle.js";
import { expectClose, problem, random, upstreams } from "../test/attention-problems.js";
import { attentionBackward, attentionForward } from "./attention.js";
import { loadBinding } from "./load-binding.js";

const binding = loadBinding();
const { instructionSet, instructionSets } = binding.coreInfo();
afterAll(() => {
	binding.setInstructionSet({ name: instructionSet });
});

describe.each(instructionSets)("saturated attention on %s", (name) => {
	const use = () => binding.setInstructionSet({ name });

	test("gives the largest of large scores all the weight", () => {
		use();
		for (const magnitude of [1e4, 1e5, 1e7, 1e18])
			for (const targetLength of [1, 4, 32, 128]) {
				const sizes = { batchSize: 1, targetLength, sourceLength: 128, numHeads: 1, keyDim: 32 };
				const { query, key, ...p } = problem(sizes);
				const large = {
					...p,
					query: query.map((x) => magnitude * x),
					key: key.map((x) => magnitude * x),
					value: new Float32Array(128 * 32).fill(1),
				};
				const forward = attentionForward({ ...large, returnWeights: true });
				// A mean of ones, with a first weight near 1: no two scores tie in these numbers.
				expect(forward.output.every((x) => Math.abs(x - 1) < 1e-6)).toBe(true);
				const truth = oracleForward(large);
				expectClose(forward.weights!, truth.weights, truth.weights, 1, 1e3);
				const backward = attentionBackward({ ...large, ...forward, dOutput: random(targetLength * 32, 5) });
				expect(Object.values(backward).every((x) => x.every(Number.isFinite))).toBe(true);
			}
	});

	test("keeps gradients of saturated rows within twice the error of a plain single-precision backward", () => {
		use();
		const sizes = { targetLength: 33, sourceLength: 63, numHeads: 1, keyDim: 17, valueDim: 1 };
		// Scores up to 750. The gradients of few numbers may be exact by luck: those of several fills are joined.
		const fills = Array.from({ length: 6 }, (_, fill) => {
			const p = problem(sizes);
			const saturated = {
				...p,
				query: random(p.query.length, 100 + fill).map((x) => 24 * x),
				key: random(p.key.length, 200 + fill).map((x) => 24 * x),
			};
			const { dOutput } = upstreams(saturated);
			return {
				truth: oracleBackward(saturated, dOutput, undefined),
				plain: oracleBackward(saturated, dOutput, undefined, Math.fround),
				got: attentionBackward({ ...saturated, ...attentionForward(saturated), dOutput }),
			};
		});
		for (const name of ["dQuery", "dKey", "dValue"] as const) {
			const joined = (which: "truth" | "plain" | "got") => fills.flatMap((fill) => [...fill[which][name]]);
			expectClose(joined("got"), joined("truth"), joined("plain"), 2);
		}
	});
});
