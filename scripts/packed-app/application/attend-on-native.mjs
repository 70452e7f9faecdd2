// The same layer on the backend `native`, which takes the fused kernel.

import { registerNativeBackend } from "@mirada/core-native";
import * as tf from "@tensorflow/tfjs";
import { attend } from "./attend.mjs";

registerNativeBackend();
await tf.setBackend("native");
console.log(
	JSON.stringify({
		backend: tf.getBackend(),
		fused: tf.getKernel("FusedAttention", "native") !== undefined,
		output: await attend(),
	}),
);
