import * as tf from "@tensorflow/tfjs";
import { beforeEach, expect, test } from "vitest";
import { numbers, onBackend } from "../../test/on-both-backends.js";
import { FUSED_KERNELS, nativeInfo, registerNativeBackend, setNumThreads } from "../index.js";
import type { NativeBackend } from "./native-backend.js";

const LENGTH = 50_000;
const backend = () => tf.backend() as NativeBackend;

beforeEach(() => {
	tf.setBackend("native");
	backend().memoryOfTensors.clear();
});

/** Uses up whatever the pool has, as the next step of a training would. */
function overwriteFreeBuffers(): void {
	tf.dispose(Array.from({ length: 8 }, () => tf.fill([LENGTH], -7)));
}

/** vitest compares long arrays element by element, and takes a second for it. */
function sameFloats(actual: unknown, expected: Float32Array): boolean {
	if (!(actual instanceof Float32Array)) return false;
	const bytes = (x: Float32Array) => Buffer.from(x.buffer, x.byteOffset, x.byteLength);
	return bytes(actual).equals(bytes(expected));
}

test("has every kernel of the cpu backend and the fused ones", () => {
	const names = new Set(tf.getKernelsForBackend("native").map(({ kernelName }) => kernelName));
	for (const { kernelName } of tf.getKernelsForBackend("cpu")) expect(names).toContain(kernelName);
	for (const name of FUSED_KERNELS) expect(names).toContain(name);
});

test("registering again does nothing", () => {
	const before = tf.getKernelsForBackend("native");
	registerNativeBackend();
	expect(tf.getKernelsForBackend("native")).toEqual(before);
});

test("a disposed tensor's buffer serves the next one", () => {
	const x = tf.tensor1d(numbers(LENGTH));
	const first = x.square();
	const { buffer } = backend().floats(first)!;
	first.dispose();
	expect(backend().memoryOfTensors.heldBytes).toBe(buffer.byteLength);
	expect(tf.memory()).toMatchObject({ numBytesHeld: buffer.byteLength });
	expect(backend().floats(x.exp())!.buffer).toBe(buffer);
});

test("what dataSync gave never changes afterwards", async () => {
	const x = tf.tensor1d(numbers(LENGTH));
	const expected = Float32Array.from(numbers(LENGTH), (value) => value * value);
	const square = x.square();
	const sync = square.dataSync();
	const later = await square.data();
	const buffered = square.bufferSync().values;
	square.dispose();
	overwriteFreeBuffers();
	for (const seen of [sync, later, buffered]) expect(sameFloats(seen, expected)).toBe(true);
});

test("what dataSync gave has a buffer of its own length", () => {
	expect(tf.tensor1d(numbers(LENGTH)).square().dataSync().buffer.byteLength).toBe(4 * LENGTH);
});

test("a view keeps the values when the tensor it came from is disposed", () => {
	const square = tf.tensor1d(numbers(LENGTH)).square();
	const view = square.reshape([2, LENGTH / 2]);
	const clone = square.clone();
	square.dispose();
	overwriteFreeBuffers();
	const expected = numbers(LENGTH).map((value) => value * value);
	expect(sameFloats(view.dataSync(), expected)).toBe(true);
	expect(sameFloats(clone.dataSync(), expected)).toBe(true);
});

test("a buffer that a cpu kernel has seen is not used again", () => {
	const square = tf.tensor1d(numbers(LENGTH)).square();
	// tfjs' own slice of int32, bool and the like shares its input's buffer, and so may any of its kernels.
	const values = backend().data.get(square.dataId).values;
	square.dispose();
	expect(backend().memoryOfTensors.heldBytes).toBe(0);
	overwriteFreeBuffers();
	expect(
		sameFloats(
			values,
			numbers(LENGTH).map((value) => value * value),
		),
	).toBe(true);
});

test("a user's array is never written to", () => {
	const array = numbers(LENGTH);
	const x = tf.tensor1d(array);
	x.dispose();
	overwriteFreeBuffers();
	expect(sameFloats(array, numbers(LENGTH))).toBe(true);
});

test("tensors move between backends", () => {
	const square = tf.tensor1d([1, 2, 3]).square();
	expect(onBackend("cpu", () => [...square.add(1).dataSync()])).toEqual([2, 5, 10]);
	const onCpu = onBackend("cpu", () => tf.tensor1d([1, 2, 3]));
	expect(onBackend("native", () => [...onCpu.square().dataSync()])).toEqual([1, 4, 9]);
});

test("says what the core is, and sets its threads", () => {
	const info = nativeInfo();
	expect(info.version).toMatch(/^\d+\.\d+\.\d+/);
	expect(info.instructionSets).toContain(info.instructionSet);
	setNumThreads(3);
	expect(nativeInfo().threads).toBe(3);
	setNumThreads(info.threads);
	expect(() => setNumThreads(0)).toThrow(RangeError);
});
