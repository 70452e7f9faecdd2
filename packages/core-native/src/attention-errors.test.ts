// Whatever JavaScript passes to the attention functions, they throw a TypeError or RangeError with names and
// numbers, and the process lives on.

import { expect, test } from "vitest";
import {
	attentionBackward,
	attentionBackwardAsync,
	attentionForward,
	attentionForwardAsync,
} from "./attention.js";
import { loadBinding } from "./load-binding.js";
import { registerNativeBackend } from "./register-native-backend.js";

const sizes = { batchSize: 2, targetLength: 3, sourceLength: 4, numHeads: 2, keyDim: 5 };
const good = () => ({
	...sizes,
	query: new Float32Array(60),
	key: new Float32Array(80),
	value: new Float32Array(80),
});
const goodBackward = () => ({
	...good(),
	output: new Float32Array(60),
	rowMax: new Float32Array(12),
	rowSum: new Float32Array(12),
	dOutput: new Float32Array(60),
});

function detached(length: number): Float32Array {
	const array = new Float32Array(length);
	structuredClone(array, { transfer: [array.buffer] });
	return array;
}

test.each<[string, object, string]>([
	["no query", { query: undefined }, "query to be a Float32Array of 60 elements, got undefined"],
	[
		"a short key",
		{ key: new Float32Array(79) },
		"key to be a Float32Array of 80 elements, got Float32Array of 79",
	],
	["a plain array", { value: [1, 2] }, "value to be a Float32Array of 80 elements, got an array of 2"],
	[
		"doubles",
		{ query: new Float64Array(60) },
		"query to be a Float32Array of 60 elements, got Float64Array of 60",
	],
	[
		"a detached array",
		{ key: detached(80) },
		"key to be a Float32Array of 80 elements, got Float32Array of 0",
	],
	["a string as size", { batchSize: "2" }, 'batchSize to be a number, got the string "2"'],
	["a negative size", { keyDim: -1 }, "keyDim to be an integer from 0 to 2147483647, got -1"],
	["half a size", { targetLength: 2.5 }, "targetLength to be an integer from 0 to 2147483647, got 2.5"],
	["NaN as size", { sourceLength: Number.NaN }, "sourceLength to be an integer"],
	["a huge shape", { batchSize: 2 ** 30, keyDim: 2 ** 30 }, "the shape to be at most 2^40 elements"],
	["heads that do not divide", { numKeyHeads: 4 }, "numHeads to be a multiple of numKeyHeads = 4, got 2"],
	["no key heads", { numKeyHeads: 0 }, "numHeads to be a multiple of numKeyHeads = 0, got 2"],
	[
		"a length beyond S",
		{ keyLengths: Int32Array.of(4, 5) },
		"keyLengths[1] to be elements from 0 to 4, got 5",
	],
	[
		"a negative length",
		{ keyLengths: Int32Array.of(-1, 0) },
		"keyLengths[0] to be elements from 0 to 4, got -1",
	],
	["lengths of one row", { keyLengths: Int32Array.of(4) }, "keyLengths to be an Int32Array of 2 elements"],
	["float lengths", { keyLengths: new Float32Array(2) }, "keyLengths to be an Int32Array of 2 elements"],
	[
		"a mask without shape",
		{ mask: new Uint8Array(4) },
		"maskShape to be an array of 4 integers, got undefined",
	],
	[
		"a mask of odd shape",
		{ mask: new Uint8Array(4), maskShape: [1, 1, 1, 3] },
		"maskShape[3] to be 1 or 4, got 3",
	],
	[
		"a mask of rank 3",
		{ mask: new Uint8Array(4), maskShape: [1, 1, 4] },
		"maskShape to be an array of 4 integers",
	],
	[
		"a short mask",
		{ mask: new Uint8Array(3), maskShape: [1, 1, 1, 4] },
		"mask to be a Uint8Array of 4 elements",
	],
	[
		"a float mask",
		{ mask: new Float32Array(4), maskShape: [1, 1, 1, 4] },
		"mask to be a Uint8Array of 4 elements",
	],
	[
		"a bias of odd shape",
		{ bias: new Float32Array(4), biasShape: [1, 2, 1, "4"] },
		"biasShape to be an array of 4",
	],
	["strides past the end", { keyStrides: [40, 10, 6] }, "key to be a Float32Array of at least 81 elements"],
	[
		"strides of 0",
		{ query: new Float32Array(5), queryStrides: [0, 0, 0] },
		"query to be a Float32Array of at least 60",
	],
	[
		"huge strides",
		{ keyStrides: [2 ** 40, 2 ** 40, 0] },
		"keyStrides to be strides that stay within 2^40 elements",
	],
	["negative strides", { valueStrides: [-1, 0, 0] }, "valueStrides[0] to be an integer from 0"],
	["an infinite scale", { scale: Number.POSITIVE_INFINITY }, "scale to be a finite number, got inf"],
	[
		"an unknown alignment",
		{ causalAlignment: "centre" },
		'causalAlignment to be "top-left" or "bottom-right"',
	],
	["a truthy flag", { isCausal: 1 }, "isCausal to be true or false, got 1"],
	["dropout of everything", { dropoutRate: 1 }, "dropoutRate to be from 0 to below 1, got 1"],
	["dropout of NaN", { dropoutRate: Number.NaN }, "dropoutRate to be from 0 to below 1, got nan"],
	["a negative seed", { seed: -1 }, "seed to be an integer from 0 to 4294967295, got -1"],
	["a fractional window", { slidingWindow: 0.5 }, "slidingWindow to be an integer"],
	["a short output", { output: new Float32Array(59) }, "output to be a Float32Array of 60 elements"],
	["short weights", { weights: new Float32Array(1) }, "weights to be a Float32Array of 48 elements"],
])("attentionForward refuses %s", (_, wrong, message) => {
	expect(() => attentionForward({ ...good(), ...wrong } as never)).toThrow(
		`attentionForward: expected ${message}`,
	);
});

test.each<[string, object, string]>([
	["no output", { output: undefined }, "output to be a Float32Array of 60 elements, got undefined"],
	["no rowMax", { rowMax: null }, "rowMax to be a Float32Array of 12 elements, got null"],
	["a short rowSum", { rowSum: new Float32Array(11) }, "rowSum to be a Float32Array of 12 elements"],
	["a short dOutput", { dOutput: new Float32Array(1) }, "dOutput to be a Float32Array of 60 elements"],
	["short dWeights", { dWeights: new Float32Array(47) }, "dWeights to be a Float32Array of 48 elements"],
	[
		"the gradient of no bias",
		{ biasGradient: true },
		"bias to be a Float32Array, whose gradient is asked for",
	],
	["a short dQuery", { dQuery: new Float32Array(1) }, "dQuery to be a Float32Array of 60 elements"],
	[
		"a detached dKey",
		{ dKey: detached(80) },
		"dKey to be a Float32Array of 80 elements, got Float32Array of 0",
	],
])("attentionBackward refuses %s", (_, wrong, message) => {
	expect(() => attentionBackward({ ...goodBackward(), ...wrong } as never)).toThrow(
		`attentionBackward: expected ${message}`,
	);
});

test("values that are no options object are refused", () => {
	for (const value of [undefined, null, 1, "x", Symbol("x"), 10n, true, [], () => {}, new Float32Array(2)])
		for (const attend of [attentionForward, attentionBackward])
			expect(() => attend(value as never)).toThrow(`${attend.name}: expected an options object, got`);
	expect(() => attentionForward(new Map() as never)).toThrow("batchSize to be a number");
	expect(() => (loadBinding().attentionForward as unknown as () => void)()).toThrow(
		"the argument to be an options object",
	);
});

test("results that no array can hold are refused by name", () => {
	const endless = { ...good(), targetLength: 2 ** 31 - 1 };
	expect(() => attentionForward(endless)).toThrow(
		/^attentionForward: no memory for output of \d{11} elements$/,
	);
	const backward = { ...goodBackward(), targetLength: 2 ** 31 - 1 };
	expect(() => attentionBackward(backward)).toThrow(
		/^attentionBackward: no memory for dQuery of \d{11} elements$/,
	);
});

test("options that do not exist are refused, asynchronously too", async () => {
	const wrong = { ...good(), queryLength: 3 } as never;
	const message = 'unknown option "queryLength"';
	expect(() => attentionForward(wrong)).toThrow(`attentionForward: ${message}`);
	expect(() => attentionBackward(wrong)).toThrow(`attentionBackward: ${message}`);
	await expect(attentionForwardAsync(wrong)).rejects.toThrow(`attentionForwardAsync: ${message}`);
	await expect(attentionBackwardAsync(wrong)).rejects.toThrow(`attentionBackwardAsync: ${message}`);
	expect(() => attentionForward({ ...good(), dOutput: new Float32Array(60) } as never)).toThrow(
		'unknown option "dOutput"',
	);
	expect(() => registerNativeBackend({ fuse_layers: false } as never)).toThrow('did you mean "fuseLayers"?');
	expect(() => registerNativeBackend({ fuseLayers: "no" as never })).toThrow(
		'registerNativeBackend: expected fuseLayers to be true or false, got "no"',
	);
	expect(() => registerNativeBackend(null as never)).toThrow(
		"registerNativeBackend: expected an options object",
	);
});

test("errors are TypeErrors for kinds and RangeErrors for sizes", () => {
	expect(() => attentionForward({ ...good(), key: [] } as never)).toThrow(TypeError);
	expect(() => attentionForward({ ...good(), key: new Float32Array(1) })).toThrow(RangeError);
});

test("an error thrown by a getter passes through", () => {
	const args = { ...good() };
	Object.defineProperty(args, "mask", {
		enumerable: true,
		get() {
			throw new Error("no mask today");
		},
	});
	expect(() => attentionForward(args)).toThrow("no mask today");
});

test("a getter that detaches an array read before it is noticed", () => {
	const args = good();
	Object.defineProperty(args, "dropoutRate", {
		enumerable: true,
		get() {
			if (args.query.length) structuredClone(args.query, { transfer: [args.query.buffer] });
			if (args.key.length) structuredClone(args.key, { transfer: [args.key.buffer] });
			return 0;
		},
	});
	Object.defineProperty(args, "logSumExp", {
		enumerable: true,
		get() {
			if (args.value.length) structuredClone(args.value, { transfer: [args.value.buffer] });
			return undefined;
		},
	});
	expect(() => attentionForward(args)).toThrow("to be a Float32Array of 60 elements, got Float32Array of 0");
});

test("any two wrong values at a time are refused or computed with, never believed", () => {
	const answers = [0, 1, 3, -1, 2 ** 31, 2 ** 53, Number.NaN, "x", null, undefined, [], [1, 1, 1, 1], {}];
	answers.push(
		new Float32Array(7) as never,
		new Uint8Array(1) as never,
		new Int32Array(3) as never,
		Symbol("s") as never,
	);
	let state = 1;
	for (let round = 0; round < 3000; round++) {
		const fill = good() as Record<string, unknown>;
		const names = [
			...Object.keys(fill),
			"mask",
			"maskShape",
			"bias",
			"biasShape",
			"keyLengths",
			"keyStrides",
		];
		names.push(
			"numKeyHeads",
			"valueDim",
			"scale",
			"seed",
			"slidingWindow",
			"output",
			"weights",
			"queryStrides",
		);
		for (let change = 0; change < 2; change++) {
			state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
			fill[names[(state >>> 8) % names.length]!] = answers[(state >>> 16) % answers.length];
		}
		for (const call of [attentionForward, attentionBackward])
			try {
				// The names of the forward's results are unknown to the backward.
				if (call === attentionBackward) delete fill.weights;
				call(fill as never);
			} catch (error) {
				expect(error instanceof TypeError || error instanceof RangeError).toBe(true);
				expect((error as Error).message).toMatch(
					/^attention(Forward|Backward): expected .+ to be .+, got .+/,
				);
			}
	}
});
