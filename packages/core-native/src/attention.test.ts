import { afterAll, describe, expect, test } from "vitest";
import { oracleBackward, oracleForward } from "../test/attention-oracle.js";
import { expectClose, problem, random, randomMask, upstreams } from "../test/attention-problems.js";
import { type AttentionProblem, attentionBackward, attentionForward } from "./attention.js";
import { loadBinding } from "./load-binding.js";

const binding = loadBinding();
const { instructionSet, instructionSets, threads } = binding.coreInfo();
afterAll(() => {
	binding.setInstructionSet({ name: instructionSet });
	binding.setNumThreads({ threads });
});

function expectLikeOracle(p: AttentionProblem) {
	const up = upstreams(p);
	const truth = oracleForward(p);
	const plain = oracleForward(p, Math.fround);
	const forward = attentionForward({ ...p, returnWeights: true });
	expectClose(forward.output, truth.output, plain.output, 2);
	expectClose(forward.logSumExp, truth.logSumExp, plain.logSumExp, 2);
	expectClose(forward.rowMax, truth.rowMax, plain.rowMax, 2);
	expectClose(forward.rowSum, truth.rowSum, plain.rowSum, 2);
	expectClose(forward.weights!, truth.weights, plain.weights, 2);
	const dTruth = oracleBackward(p, up.dOutput, up.dWeights);
	const dPlain = oracleBackward(p, up.dOutput, up.dWeights, Math.fround);
	const backward = attentionBackward({ ...p, ...forward, ...up, biasGradient: p.bias !== undefined });
	expectClose(backward.dQuery, dTruth.dQuery, dPlain.dQuery, 3, 1);
	expectClose(backward.dKey, dTruth.dKey, dPlain.dKey, 3, 1);
	expectClose(backward.dValue, dTruth.dValue, dPlain.dValue, 3);
	if (p.bias) expectClose(backward.dBias!, dTruth.dBias, dPlain.dBias, 3, 1);
}

const masks: Record<string, (p: AttentionProblem) => Partial<AttentionProblem>> = {
	"no mask": () => ({}),
	"key lengths": (p) => ({ keyLengths: new Int32Array([p.sourceLength, 3]) }),
	"a padding mask": (p) => ({ mask: randomMask(2 * p.sourceLength), maskShape: [2, 1, 1, p.sourceLength] }),
	"a mask of (T,S)": (p) => ({
		mask: randomMask(p.targetLength * p.sourceLength),
		maskShape: [1, 1, p.targetLength, p.sourceLength],
	}),
	"a full mask with lengths": (p) => ({
		mask: randomMask(2 * 2 * p.targetLength * p.sourceLength),
		maskShape: [2, 2, p.targetLength, p.sourceLength],
		keyLengths: new Int32Array([p.sourceLength - 1, 2]),
	}),
	causality: () => ({ isCausal: true }),
	"causality from the bottom right": () => ({ isCausal: true, causalAlignment: "bottom-right" }),
	"a sliding window": () => ({ slidingWindow: 2 }),
	"a causal window from the bottom right": () => ({
		isCausal: true,
		causalAlignment: "bottom-right",
		slidingWindow: 3,
	}),
};

describe.each(instructionSets)("attention on %s", (name) => {
	const use = () => binding.setInstructionSet({ name });

	test.each(Object.keys(masks))("with %s gives what the equations give, gradients too", (kind) => {
		use();
		for (const [targetLength, sourceLength] of [
			[5, 7],
			[31, 20],
		] as const) {
			const p = problem({ targetLength, sourceLength });
			expectLikeOracle({ ...p, ...masks[kind]!(p) });
		}
	});

	test("takes odd sizes, one step, one key, grouped queries and values of another size", () => {
		use();
		for (const options of [
			{ targetLength: 1, sourceLength: 1, keyDim: 1 },
			{ targetLength: 1, sourceLength: 33, keyDim: 65 },
			{ targetLength: 26, sourceLength: 1, keyDim: 3 },
			{ targetLength: 13, sourceLength: 17, keyDim: 31, valueDim: 2 },
			{ targetLength: 6, sourceLength: 9, numHeads: 4, numKeyHeads: 2, valueDim: 17 },
			{ targetLength: 30, sourceLength: 9, numHeads: 6, numKeyHeads: 1 },
		])
			expectLikeOracle(problem(options));
	});

	test("takes sizes of 0", () => {
		use();
		for (const options of [
			{ batchSize: 0 },
			{ targetLength: 0 },
			{ sourceLength: 0 },
			{ numHeads: 0 },
			{ numHeads: 0, numKeyHeads: 2 },
			{ keyDim: 0, valueDim: 3 },
			{ valueDim: 0 },
		])
			expectLikeOracle(problem({ scale: 0.5, ...options }));
		const { output, logSumExp, rowMax, rowSum } = attentionForward(problem({ sourceLength: 0 }));
		expect(output.every((x) => x === 0)).toBe(true);
		expect(logSumExp.every((x) => x === Number.POSITIVE_INFINITY)).toBe(true);
		expect(rowMax.every((x) => x === Number.NEGATIVE_INFINITY)).toBe(true);
		expect(rowSum.every((x) => x === 0)).toBe(true);
	});

	test("adds a bias in any broadcast shape and returns its gradient", () => {
		use();
		for (const [b, n, t, s] of [
			[1, 2, 5, 7],
			[2, 1, 1, 7],
			[2, 2, 5, 1],
			[1, 1, 5, 7],
			[2, 2, 5, 7],
		] as const)
			expectLikeOracle(problem({ bias: random(b * n * t * s, 7), biasShape: [b, n, t, s], isCausal: true }));
	});

	test("gives zeros, and no gradient, to a row that may attend to nothing", () => {
		use();
		const p = problem({ keyLengths: new Int32Array([0, 7]) });
		const forward = attentionForward({ ...p, returnWeights: true });
		expect(forward.output.subarray(0, 90).every((x) => x === 0)).toBe(true);
		expect(forward.weights!.subarray(0, 70).every((x) => x === 0)).toBe(true);
		expect(forward.logSumExp.subarray(0, 10).every((x) => x === Number.POSITIVE_INFINITY)).toBe(true);
		const backward = attentionBackward({ ...p, ...forward, ...upstreams(p) });
		expect(backward.dQuery.subarray(0, 90).every((x) => x === 0)).toBe(true);
		expect(backward.dKey.subarray(0, 126).every((x) => x === 0)).toBe(true);
		expect(backward.dQuery.subarray(90).some((x) => x !== 0)).toBe(true);
	});

	test("does not let NaN and infinity through a mask", () => {
		use();
		for (const targetLength of [5, 40])
			for (const hide of [
				{ keyLengths: new Int32Array([4, 4]) },
				{ mask: Uint8Array.of(1, 1, 1, 1, 0, 0, 0), maskShape: [1, 1, 1, 7] as const },
				{ mask: Uint8Array.of(1, 0, 1, 1, 0, 1, 0), maskShape: [1, 1, 1, 7] as const },
				{
					bias: Float32Array.of(0, 0, 0, 0, ...new Array(3).fill(Number.NEGATIVE_INFINITY)),
					biasShape: [1, 1, 1, 7] as const,
				},
			]) {
				const clean = { ...problem({ targetLength }), ...hide };
				const up = upstreams(clean);
				const poisoned = { ...clean, key: clean.key.slice(), value: clean.value.slice() };
				for (const s of [4, 6])
					for (let b = 0; b < 2; b++) {
						// An additive bias hides a finite key only: -Infinity + NaN is NaN.
						if (!("bias" in hide)) poisoned.key.fill(Number.NaN, (b * 7 + s) * 18, (b * 7 + s + 1) * 18);
						poisoned.value.fill(
							s === 4 ? Number.NaN : Number.POSITIVE_INFINITY,
							(b * 7 + s) * 18,
							(b * 7 + s + 1) * 18,
						);
					}
				const expected = attentionForward({ ...clean, returnWeights: true });
				const got = attentionForward({ ...poisoned, returnWeights: true });
				const gradients = attentionBackward({ ...poisoned, ...got, ...up });
				const expectedGradients = attentionBackward({ ...clean, ...expected, ...up });
				for (const [key, values] of Object.entries({ ...expected, ...expectedGradients })) {
					const found = { ...got, ...gradients }[key as keyof typeof got]!;
					expect(found.every(Number.isFinite)).toBe(true);
					expectClose(found, values, values, 0, 1);
				}
			}
	});

	test("lets NaN through where it may be seen", () => {
		use();
		const p = problem({ targetLength: 7, isCausal: true });
		p.key.fill(Number.NaN, 3 * 18, 4 * 18);
		const { output } = attentionForward(p);
		expect(output.subarray(0, 3 * 18).every(Number.isFinite)).toBe(true);
		expect(output.subarray(3 * 18, 7 * 18).every(Number.isNaN)).toBe(true);
	});

	test("gives the same bits for any number of threads", () => {
		use();
		const p = problem({ targetLength: 70, sourceLength: 600, isCausal: true, dropoutRate: 0.1, seed: 7 });
		const bits = [1, 2, 3].map((threads) => {
			binding.setNumThreads({ threads });
			const forward = attentionForward({ ...p, returnWeights: true });
			const all = { ...forward, ...attentionBackward({ ...p, ...forward, ...upstreams(p) }) };
			return Object.values(all).map((array: Float32Array) => Buffer.from(array.buffer).toString("base64"));
		});
		expect(bits[1]!.every((text, i) => text === bits[0]![i])).toBe(true);
		expect(bits[2]!.every((text, i) => text === bits[0]![i])).toBe(true);
	});

	test("reads strided operands: query, key and value from one projection", () => {
		use();
		const [B, T, N, H] = [2, 6, 3, 5];
		const joint = random(B * T * 3 * N * H, 8);
		const strides = [T * 3 * N * H, 3 * N * H, H] as const;
		const slice = (part: number) => {
			const dense = new Float32Array(B * T * N * H);
			for (let row = 0; row < B * T; row++)
				dense.set(joint.subarray((row * 3 + part) * N * H, (row * 3 + part + 1) * N * H), row * N * H);
			return dense;
		};
		const sizes = { batchSize: B, targetLength: T, sourceLength: T, numHeads: N, keyDim: H };
		const dense = attentionForward({ ...sizes, query: slice(0), key: slice(1), value: slice(2) });
		const strided = attentionForward({
			...sizes,
			query: joint,
			key: joint.subarray(N * H),
			value: joint.subarray(2 * N * H),
			queryStrides: strides,
			keyStrides: strides,
			valueStrides: strides,
		});
		expect(strided).toEqual(dense);
	});
});

test("the oracle's gradient is the slope of the oracle", () => {
	const p = problem({
		targetLength: 3,
		sourceLength: 4,
		keyDim: 3,
		bias: random(24, 9),
		biasShape: [1, 2, 3, 4],
	});
	const up = upstreams(p);
	const gradients = oracleBackward(p, up.dOutput, up.dWeights);
	for (const name of ["query", "key", "value", "bias"] as const) {
		const input = Float64Array.from(p[name]!);
		const objective = () => {
			const { output, weights } = oracleForward({ ...p, [name]: input });
			return (
				output.reduce((sum, x, i) => sum + x * up.dOutput[i]!, 0) +
				weights.reduce((sum, x, i) => sum + x * up.dWeights[i]!, 0)
			);
		};
		const gradient = gradients[`d${name[0]!.toUpperCase()}${name.slice(1)}` as keyof typeof gradients];
		for (let i = 0; i < input.length; i++) {
			const x = input[i]!;
			input[i] = x + 1e-5;
			const above = objective();
			input[i] = x - 1e-5;
			expect((above - objective()) / 2e-5).toBeCloseTo(gradient[i]!, 7);
			input[i] = x;
		}
	}
});
