import { existsSync, readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { FUSED_KERNELS } from "../contract.js";
import { attentionForward } from "../index.js";
import type { NativeBackend } from "../tfjs/native-backend.js";
import { registerWasmBackend } from "../wasm.js";
import { loadCoreAtOnce } from "./load-core.js";

const file = new URL("../../build-wasm/mirada_core.wasm", import.meta.url);
const MEGABYTES = 64;

function backend(): NativeBackend {
	return tf.findBackend("mirada-wasm") as NativeBackend;
}

/** Whether so many megabytes can be had in one piece: what no tensor holds any more must be there again. */
function fits(megabytes: number): boolean {
	const { memoryOfTensors } = backend();
	try {
		memoryOfTensors.giveBack(memoryOfTensors.bytes(megabytes * 2 ** 20));
		return true;
	} catch {
		return false;
	}
}

test.each([
	[{}, /expected either url or bytes, got neither/],
	[{ url: "x", bytes: new ArrayBuffer(8) }, /expected either url or bytes, got both/],
	[{ url: "x", memoryMegabytes: 4 }, /expected memoryMegabytes from 16 to 4095, got 4/],
	[{ path: "x" }, /unknown option "path"/],
	[{ bytes: new ArrayBuffer(8) }, /the core does not compile here/],
])("wrong options are named: %j", async (options, message) => {
	await expect(registerWasmBackend(options as never)).rejects.toThrow(message);
});

describe.runIf(existsSync(file))("the backend mirada-wasm", () => {
	beforeAll(async () => {
		await registerWasmBackend({ bytes: readFileSync(file), memoryMegabytes: MEGABYTES });
		await tf.setBackend("mirada-wasm");
	});

	test("has every fused kernel", () => {
		const names = new Set(tf.getKernelsForBackend("mirada-wasm").map(({ kernelName }) => kernelName));
		expect(FUSED_KERNELS.filter((name) => !names.has(name))).toEqual([]);
	});

	test("computes products as the cpu backend does, within rounding", async () => {
		const values = Float32Array.from({ length: 33 * 47 }, (_, i) => Math.sin(i));
		const product = () =>
			tf.tidy(() => tf.matMul(tf.tensor2d(values, [33, 47]), tf.tensor2d(values, [47, 33])).dataSync());
		const got = product();
		await tf.setBackend("cpu");
		const want = product();
		await tf.setBackend("mirada-wasm");
		for (const [i, value] of want.entries()) expect(Math.abs(got[i]! - value)).toBeLessThan(1e-5);
	});

	test("frees the memory of disposed tensors, so that large ones come and go without end", () => {
		for (let i = 0; i < 40; i++)
			tf.tidy(() =>
				tf
					.zeros([2 ** 20 + i * 1000])
					.add(1)
					.square()
					.sum()
					.dataSync(),
			);
		expect(fits(MEGABYTES - 8)).toBe(true);
	});

	test("says what is the matter when memory runs out, and goes on working", () => {
		const before = tf.memory().numTensors;
		const x = tf.ones([5 * 2 ** 20]);
		expect(() => tf.tidy(() => [x.add(1), x.add(2), x.add(3)])).toThrow(
			/mirada-wasm: out of memory: no room for 20\.0 MB in the 64 MB of the backend\nHint:/,
		);
		expect(tf.tidy(() => x.add(1).sum().dataSync()[0])).toBe(10 * 2 ** 20);
		x.dispose();
		expect(tf.memory().numTensors).toBe(before);
		expect(fits(MEGABYTES - 8)).toBe(true);
	});

	test("leaves nothing behind of a kernel that fails midway", () => {
		// The LSTM has five outputs; the fourth does not fit.
		const [B, T, U] = [64, 64, 256];
		const weights = {
			x: tf.zeros([B, T, 1]),
			kernel: tf.zeros([1, 4 * U]),
			recurrentKernel: tf.zeros([U, 4 * U]),
			bias: tf.zeros([4 * U]),
		};
		const run = () => tf.tidy(() => tf.engine().runKernel("FusedLstm", weights, { reverse: false }));
		// `tf.zeros` would make an array of JavaScript's, moved when a kernel first reads it.
		const filler = tf.fill([10 * 2 ** 20], 1);
		for (let i = 0; i < 5; i++) expect(run).toThrow(/out of memory/);
		tf.dispose([filler, weights]);
		expect(fits(MEGABYTES - 8)).toBe(true);
	});

	test("hands out values that stay as they are", () => {
		const x = tf.tensor1d([1, 2, 3]).mul(2);
		const read = x.dataSync();
		x.dispose();
		tf.tidy(() => tf.ones([3]).mul(9).dataSync());
		expect([...read]).toEqual([2, 4, 6]);
		expect(read.buffer.byteLength).toBe(12);
	});

	test("views that tfjs' own kernels make outlive the tensor that they were made of", () => {
		const x = tf.tensor2d([[1, 2, 3, 4]]).mul(1);
		const flipped = tf.reverse(x, 1);
		const part = tf.stridedSlice(x, [0, 1], [1, 3]);
		x.dispose();
		tf.tidy(() => tf.fill([4], 7).add(0).dataSync());
		expect([...flipped.dataSync()]).toEqual([4, 3, 2, 1]);
		expect([...part.dataSync()]).toEqual([2, 3]);
	});
});

describe.runIf(existsSync(file))("the binding", () => {
	const binding = existsSync(file) ? loadCoreAtOnce(readFileSync(file), 16).binding : (undefined as never);

	test("has the addon's functions and its checks", () => {
		expect(() => binding.attentionForward({ batchSize: -1 } as never)).toThrow(
			/attentionForward: expected batchSize to be an integer from 0 to 2147483647, got -1/,
		);
		const x = new Float32Array(4);
		expect(() => binding.unary(0, x, new Float32Array(3), 0, 0)).toThrow(RangeError);
		expect(() => binding.scatterAddRows(null as never)).toThrow(TypeError);
		expect(() =>
			binding.gatherRows({
				rows: 1,
				width: 1,
				count: 1,
				table: new Float32Array(1),
				indices: Int32Array.of(5),
				out: new Float32Array(1),
			}),
		).toThrow(/gatherRows: expected indices\[0\] to be/);
	});

	test("computes on arrays outside of its memory, at once and later", async () => {
		const [B, T, N, H] = [2, 5, 2, 9];
		const values = (shift: number) =>
			Float32Array.from({ length: B * T * N * H }, (_, i) => Math.sin(i + shift));
		const problem = {
			batchSize: B,
			targetLength: T,
			sourceLength: T,
			numHeads: N,
			keyDim: H,
			query: values(0),
			key: values(1),
			value: values(2),
		};
		const { output } = binding.attentionForward(problem);
		const want = attentionForward(problem).output;
		for (const [i, value] of want.entries()) expect(Math.abs(output[i]! - value)).toBeLessThan(1e-6);
		expect((await binding.attentionForwardAsync(problem)).output).toEqual(output);
	});

	test("throws what a getter throws, and works on", () => {
		const options = {
			rows: 1,
			get width(): number {
				throw new Error("mine");
			},
		};
		expect(() => binding.scatterAddRows(options as never)).toThrow("mine");
		const out = new Float32Array(2);
		binding.unary(binding.elementwiseOperations.unary.indexOf("neg"), Float32Array.of(1, 2), out, 0, 0);
		expect([...out]).toEqual([-1, -2]);
	});

	test("gives back the memory of arrays that were copied in, and says so where there is none", () => {
		const core = loadCoreAtOnce(readFileSync(file), 16);
		const [x, out] = [new Float32Array(2 ** 20).fill(3), new Float32Array(2 ** 20)];
		const negate = core.binding.elementwiseOperations.unary.indexOf("neg");
		const run = () => core.binding.unary(negate, x, out, 0, 0);
		for (let i = 0; i < 5; i++) run();
		const taken = core.memory.bytes(8 * 2 ** 20);
		for (let i = 0; i < 5; i++)
			expect(run).toThrow(/mirada-wasm: out of memory: no room for 4\.0 MB in the 16 MB/);
		core.memory.giveBack(taken);
		out.fill(0);
		run();
		expect(out[2 ** 20 - 1]).toBe(-3);
	});

	test("gives back what a kernel had taken that finds no memory for its temporary arrays", () => {
		const core = loadCoreAtOnce(readFileSync(file), 16);
		const [B, T, N, H] = [1, 1500, 1, 64];
		const values = new Float32Array(B * T * N * H).fill(1);
		const problem = {
			...{ batchSize: B, targetLength: T, sourceLength: T, numHeads: N, keyDim: H },
			...{ query: values, key: values, value: values },
		};
		const fillers: Uint8Array[] = [];
		const fill = (bytes: number) => {
			try {
				for (;;) fillers.push(core.memory.bytes(bytes));
			} catch {}
		};
		// Room for the arguments and the results is left, and none for more.
		const room = core.memory.bytes(4.5 * T * H * 4);
		for (const bytes of [2 ** 20, 2 ** 16, 2 ** 10]) fill(bytes);
		core.memory.giveBack(room);
		for (let i = 0; i < 5; i++) expect(() => core.binding.attentionForward(problem)).toThrow(/out of memory/);
		for (const filler of fillers) core.memory.giveBack(filler);
		const { output } = core.binding.attentionForward(problem);
		// The values are all 1.
		expect(Math.max(...output.map((value) => Math.abs(value - 1)))).toBeLessThan(1e-5);
	});
});
