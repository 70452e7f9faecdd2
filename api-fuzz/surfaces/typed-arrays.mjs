// Attention on typed arrays, and what tells of the core.

import {
	attentionBackward,
	attentionBackwardAsync,
	attentionForward,
	attentionForwardAsync,
	measureCeilings,
	nativeInfo,
	registerNativeBackend,
	setNumThreads,
} from "@mirada/core-native";
import { difference, requireFinite, WrongResult } from "../judge.mjs";

export function problem(random) {
	const numKeyHeads = random.integer(1, 2);
	const sizes = {
		batchSize: random.integer(0, 2),
		targetLength: random.integer(0, 9),
		sourceLength: random.integer(0, 17),
		numHeads: numKeyHeads * random.integer(1, 2),
		numKeyHeads,
		keyDim: random.pick([1, 3, 8, 17]),
		valueDim: random.pick([1, 4, 8, 19]),
	};
	const { batchSize: B, targetLength: T, sourceLength: S, numHeads: N, keyDim: H, valueDim: V } = sizes;
	const magnitude = random.pick([1, 1, 1, 30, 1e4]);
	const broadcast = [B, N, T, S].map((size) => (random.chance(0.5) ? size : 1));
	const broadcastSize = broadcast.reduce((product, size) => product * size, 1);
	return {
		...sizes,
		query: random.floats(B * T * N * H, magnitude),
		key: random.floats(B * S * numKeyHeads * H, magnitude),
		value: random.floats(B * S * numKeyHeads * V),
		...(random.chance(0.4) && { keyLengths: random.integers(B, 0, S) }),
		...(random.chance(0.3) && {
			mask: Uint8Array.from({ length: broadcastSize }, () => random.integer(0, 1)),
			maskShape: broadcast,
		}),
		...(random.chance(0.3) && { bias: random.floats(broadcastSize), biasShape: broadcast }),
		...(random.chance(0.3) && { isCausal: true }),
		...(random.chance(0.2) && { causalAlignment: random.pick(["top-left", "bottom-right"]) }),
		...(random.chance(0.2) && { slidingWindow: random.integer(0, 4) }),
		...(random.chance(0.2) && { dropoutRate: random.pick([0, 0.3]), seed: random.integer(0, 99) }),
		...(random.chance(0.5) && { returnWeights: true }),
	};
}

function checkForward(result, [args]) {
	const { batchSize: B, targetLength: T, sourceLength: S, numHeads: N, valueDim: V } = args;
	const lengths = { output: B * T * N * V, logSumExp: B * N * T, rowMax: B * N * T, rowSum: B * N * T };
	if (args.returnWeights) lengths.weights = B * N * T * S;
	for (const [name, length] of Object.entries(lengths))
		if (result[name]?.length !== length)
			throw new WrongResult(`${name}: expected ${length} numbers, got ${result[name]?.length}`);
	requireFinite("output", result.output);
	if (result.weights) requireFinite("weights", result.weights);
}

const forward = {
	name: "attentionForward",
	weight: 4,
	make: (random) => ({ args: [problem(random)], call: attentionForward, check: checkForward }),
};

const forwardAsync = {
	name: "attentionForwardAsync",
	weight: 2,
	make: (random) => ({
		args: [problem(random)],
		call: attentionForwardAsync,
		check(result, [args]) {
			checkForward(result, [args]);
			if (difference(result.output, attentionForward(args).output) !== 0)
				throw new WrongResult("attentionForwardAsync: expected the bits of attentionForward, got others");
		},
	}),
};

const backward = {
	name: "attentionBackward",
	weight: 3,
	make(random) {
		const { returnWeights: _, ...args } = problem(random);
		const { output, rowMax, rowSum } = attentionForward(args);
		Object.assign(args, {
			output,
			rowMax,
			rowSum,
			dOutput: random.floats(output.length),
			biasGradient: random.chance(0.5),
		});
		if (!args.bias) args.biasGradient = false;
		return {
			args: [args],
			call: random.chance(0.3) ? attentionBackwardAsync : attentionBackward,
			check(result) {
				for (const name of ["dQuery", "dKey", "dValue"]) {
					if (!(result[name] instanceof Float32Array))
						throw new WrongResult(`${name}: expected floats, got none`);
					requireFinite(name, result[name]);
				}
			},
		};
	},
};

const settings = {
	name: "core settings",
	weight: 1,
	make(random) {
		const [call, args] = random.pick([
			[setNumThreads, [random.integer(1, 4)]],
			[nativeInfo, []],
			[measureCeilings, [1]],
			[registerNativeBackend, [{ fuseLayers: true }]],
		]);
		// An endless measurement is what an endless time asks for.
		return { args, call, withHuge: call !== measureCeilings };
	},
};

export const surfaces = [forward, forwardAsync, backward, settings];
