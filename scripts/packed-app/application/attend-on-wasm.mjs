// The same layer on the core in WebAssembly, which needs no compiler.

import { readFileSync } from "node:fs";
import { MultiHeadAttention } from "@mirada/attention";
import { registerWasmBackend } from "@mirada/core-native/wasm";
import * as tf from "@tensorflow/tfjs";
import { numbers, seededWeights } from "./numbers.mjs";

const file = new URL(import.meta.resolve("@mirada/core-native/mirada_core.wasm"));
await registerWasmBackend({ bytes: readFileSync(file) });
await tf.setBackend("mirada-wasm");
const layer = new MultiHeadAttention({ numHeads: 2, keyDim: 4 });
const query = numbers([2, 3, 8], 1);
const value = numbers([2, 5, 8], 2);
layer.apply([query, value]);
layer.setWeights(seededWeights(layer));
const output = layer.apply([query, value]);
console.log(
	JSON.stringify({
		backend: tf.getBackend(),
		fused: tf.getKernel("FusedAttention", "mirada-wasm") !== undefined,
		output: Array.from(await output.data()),
	}),
);
