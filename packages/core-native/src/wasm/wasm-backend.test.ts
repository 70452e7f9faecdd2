import { existsSync, readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { FusedAdam, FusedAttention, FUSED_KERNELS } from "../contract.js";
import type { NativeBackend } from "../tfjs/native-backend.js";
import { registerWasmBackend } from "../wasm.js";

const file = new URL("../../build-wasm/mirada_core.wasm", import.meta.url);
const isBuilt = existsSync(file);
const MEGABYTES = 64;

function backend(): NativeBackend {
	return tf.findBackend("mirada-wasm") as NativeBackend;
}

test.runIf(isBuilt)("works", async () => {
	await registerWasmBackend({ bytes: readFileSync(file), memoryMegabytes: MEGABYTES });
	await tf.setBackend("mirada-wasm");
	console.log(backend().binding.coreInfo());
	expect([...tf.tensor1d([1, 2, 3]).square().dataSync()]).toEqual([1, 4, 9]);
	const a = tf.randomNormal([64, 64]);
	const b = tf.matMul(a, a);
	const got = b.dataSync();
	await tf.setBackend("cpu");
	const want = tf.matMul(a, a).dataSync();
	for (let i = 0; i < want.length; i++) expect(Math.abs(got[i]! - want[i]!)).toBeLessThan(1e-4);
	void [FusedAdam, FusedAttention, FUSED_KERNELS, beforeAll];
});
