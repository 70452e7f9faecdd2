// Runs a computation on `native` and on tfjs' cpu backend, and compares.
import * as tf from "@tensorflow/tfjs";
import { expect } from "vitest";
import { nativeInfo, registerNativeBackend } from "../src/index.js";
import { loadBinding } from "../src/load-binding.js";

// tfjs' cpu backend greets its first user with an advertisement.
tf.env().set("IS_NODE", false);
registerNativeBackend();
// Chosen once synchronously: `tf.setBackend` resolves, but has set the backend before.
export const instructionSets: readonly string[] = nativeInfo().instructionSets;

/** Chooses a set of instructions for all further work. */
export function useInstructionSet(name: string): void {
	loadBinding().setInstructionSet({ name });
}

export function onBackend<T>(name: "native" | "cpu", compute: () => T): T {
	tf.setBackend(name);
	return compute();
}

/** The values of every output, read on the backend that computed them. */
export function valuesOn(name: "native" | "cpu", compute: () => tf.Tensor | tf.Tensor[]): Values[] {
	return onBackend(name, () => {
		const outputs = tf.tidy(() => [compute()].flat());
		const values = outputs.map((tensor) => ({
			shape: tensor.shape,
			dtype: tensor.dtype,
			values: tensor.dataSync().slice(),
		}));
		tf.dispose(outputs);
		return values;
	});
}

export interface Values {
	shape: number[];
	dtype: string;
	values: Float32Array | Int32Array | Uint8Array;
}

/**
 * Expects `native` to give what cpu gives: shapes, types, NaN and infinities the same, numbers within
 * `tolerance` of the greater of 1 and their own size.
 */
export function expectSameAsCpu(compute: () => tf.Tensor | tf.Tensor[], tolerance = 1e-6): void {
	expectClose(valuesOn("native", compute), valuesOn("cpu", compute), tolerance);
}

export function expectClose(actual: Values[], expected: Values[], tolerance: number): void {
	expect(actual.map(({ shape, dtype }) => `${dtype} (${shape})`)).toEqual(
		expected.map(({ shape, dtype }) => `${dtype} (${shape})`),
	);
	for (const [i, output] of expected.entries()) {
		const got = actual[i]!.values;
		expect(got.length).toBe(output.values.length);
		let worst = -1;
		let worstError = tolerance;
		for (let j = 0; j < got.length; j++) {
			const a = got[j]!;
			const b = output.values[j]!;
			if (Object.is(a, b) || a === b) continue;
			const error = Math.abs(a - b) / Math.max(1, Math.abs(b));
			if (error <= worstError) continue;
			worst = j;
			worstError = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
		}
		if (worst >= 0) {
			throw new Error(
				`output ${i}: expected ${output.values[worst]} at ${worst}, got ${got[worst]} (error ${worstError}, allowed ${tolerance})`,
			);
		}
	}
}

/** Expects the same bytes. */
export function expectSameBits(actual: Values[], expected: Values[]): void {
	const bytes = ({ values }: Values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
	for (const [i, output] of expected.entries()) {
		if (!bytes(actual[i]!).equals(bytes(output))) throw new Error(`output ${i}: expected the same bits`);
	}
}

/** Numbers from -3 to 3, the same for the same seed. */
export function numbers(length: number, seed = 1): Float32Array {
	let state = seed >>> 0;
	return Float32Array.from({ length }, () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return (state / 2 ** 32) * 6 - 3;
	});
}

export function randomTensor(shape: number[], seed = 1): tf.Tensor {
	return tf.tensor(numbers(tf.util.sizeFromShape(shape), seed), shape);
}
