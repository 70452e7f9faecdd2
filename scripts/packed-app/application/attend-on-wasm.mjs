// The same layer on the core in WebAssembly, which needs no compiler.

import { readFileSync } from "node:fs";
import { registerWasmBackend } from "@mirada/core-native/wasm";
import * as tf from "@tensorflow/tfjs";
import { attend } from "./attend.mjs";

const file = new URL(import.meta.resolve("@mirada/core-native/mirada_core.wasm"));
await registerWasmBackend({ bytes: readFileSync(file) });
await tf.setBackend("mirada-wasm");
console.log(
	JSON.stringify({
		backend: tf.getBackend(),
		fused: tf.getKernel("FusedAttention", "mirada-wasm") !== undefined,
		output: await attend(),
	}),
);
