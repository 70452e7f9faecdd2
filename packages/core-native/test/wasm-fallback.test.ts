// In a file of its own: a process that has loaded the addon keeps it.

import { existsSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FUSED_KERNELS, registerNativeBackend } from "../src/index.js";

const isBuilt = existsSync(new URL("../build-wasm/mirada_core.wasm", import.meta.url));

describe("registerNativeBackend where the addon is absent", () => {
	const before = process.env.MIRADA_CORE_PATH;
	beforeAll(() => {
		process.env.MIRADA_CORE_PATH = join("nowhere", "no-core.node");
	});
	afterAll(() => {
		if (before === undefined) delete process.env.MIRADA_CORE_PATH;
		else process.env.MIRADA_CORE_PATH = before;
	});

	test.each([
		[{ fallback: "wasm" }, TypeError, /expected fallback to be "mirada-wasm", got "wasm"/],
		[{ fallback: "mirada-wasm", memoryMegabytes: 5000 }, RangeError, /memoryMegabytes from 16 to 4095/],
		[{ memoryMegabytes: 64 }, TypeError, /expected fallback with memoryMegabytes/],
	])("names a wrong option: %j", (options, Kind, message) => {
		expect(() => registerNativeBackend(options as never)).toThrow(Kind);
		expect(() => registerNativeBackend(options as never)).toThrow(message);
	});

	test("falls back to nothing unless told to, and names the fallback", () => {
		expect(() => registerNativeBackend()).toThrow(/fallback: 'mirada-wasm'/);
		expect(tf.findBackendFactory("mirada-wasm")).toBeNull();
	});

	test.runIf(isBuilt)("registers mirada-wasm with every fused kernel, and file:// too", async () => {
		const name = registerNativeBackend({ fallback: "mirada-wasm", memoryMegabytes: 64 });
		expect(name).toBe("mirada-wasm");
		expect(await tf.setBackend(name)).toBe(true);
		for (const kernel of FUSED_KERNELS) expect(tf.getKernel(kernel, name), kernel).toBeDefined();
		expect(tf.matMul([[1, 2]], [[3], [4]]).dataSync()).toEqual(Float32Array.of(11));
		expect(tf.io.getSaveHandlers("file://model")).toHaveLength(1);
		expect(registerNativeBackend({ fallback: "mirada-wasm" })).toBe("mirada-wasm");
	});
});
