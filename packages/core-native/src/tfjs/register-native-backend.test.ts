import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const printed = vi.fn();

beforeEach(() => {
	printed.mockClear();
	vi.resetModules();
	for (const method of ["log", "info", "warn", "error"] as const)
		vi.spyOn(console, method).mockImplementation(printed);
});

afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
});

test("without a core, registering throws what was tried and what helps", async () => {
	vi.stubEnv("MIRADA_CORE_PATH", "/nowhere/mirada_core.node");
	const { NativeLoadError, registerNativeBackend } = await import("../index.js");
	expect(registerNativeBackend).toThrow(NativeLoadError);
	expect(registerNativeBackend).toThrow("/nowhere/mirada_core.node: no such file");
	expect(tf.findBackendFactory("native")).toBeNull();
});

test("registering and first use print nothing, and the backend is the one that tfjs chooses", async () => {
	const { registerNativeBackend } = await import("../index.js");
	registerNativeBackend();
	await tf.ready();
	expect(tf.getBackend()).toBe("native");
	expect(tf.tensor1d([1, 2]).square().dataSync()).toEqual(Float32Array.of(1, 4));
	expect(printed).not.toHaveBeenCalled();
});

test("a second copy of the package registers in silence", async () => {
	const { registerNativeBackend } = await import("../index.js");
	registerNativeBackend();
	await tf.setBackend("native");
	expect(tf.tensor1d([3]).square().dataSync()).toEqual(Float32Array.of(9));
	expect(printed).not.toHaveBeenCalled();
});

test("the backend comes back after the engine was reset", async () => {
	const { registerNativeBackend } = await import("../index.js");
	registerNativeBackend();
	await tf.setBackend("native");
	tf.fill([50_000], 2).dispose();
	(tf.engine() as unknown as { reset(): void }).reset();
	await tf.setBackend("native");
	expect(tf.memory()).toMatchObject({ numTensors: 0, numBytesHeld: 0 });
	expect(tf.tensor1d([3]).square().dataSync()).toEqual(Float32Array.of(9));
});

test("the backend can be removed and registered again", async () => {
	const { registerNativeBackend } = await import("../index.js");
	registerNativeBackend();
	tf.removeBackend("native");
	registerNativeBackend();
	await tf.setBackend("native");
	expect(tf.tensor1d([3]).square().dataSync()).toEqual(Float32Array.of(9));
	expect(printed).not.toHaveBeenCalled();
});
