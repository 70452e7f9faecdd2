// The same layer on the backend `native`, which takes the fused kernel.

import { MultiHeadAttention } from "@mirada/attention";
import { registerNativeBackend } from "@mirada/core-native";
import * as tf from "@tensorflow/tfjs";
import { numbers, seededWeights } from "./numbers.mjs";

registerNativeBackend();
await tf.setBackend("native");
const layer = new MultiHeadAttention({ numHeads: 2, keyDim: 4 });
const query = numbers([2, 3, 8], 1);
const value = numbers([2, 5, 8], 2);
layer.apply([query, value]);
layer.setWeights(seededWeights(layer));
const output = layer.apply([query, value]);
console.log(
	JSON.stringify({
		backend: tf.getBackend(),
		fused: tf.getKernel("FusedAttention", "native") !== undefined,
		output: Array.from(await output.data()),
	}),
);
