// Run by several versions of Node on the one binary: loads the addon, registers the backend, and prints the
// bytes of one masked multi-head attention and of its gradient as one line of JSON.

import * as tf from "@tensorflow/tfjs";
import { FusedAttention, FusedAttentionGrad, nativeInfo, registerNativeBackend } from "../../dist/index.js";

// tfjs greets whoever imports it in Node with an advertisement for tfjs-node.
console.warn = () => {};

const [B, T, S, N, H] = [2, 5, 7, 3, 8];

/** Numbers in [-1, 1) from the position alone, the same under every Node. */
function numbers(shape, seed) {
	const size = shape.reduce((product, side) => product * side, 1);
	const values = Float32Array.from({ length: size }, (_, i) => (((i + seed) * 7919) % 1999) / 1000 - 1);
	return tf.tensor(values, shape);
}

function hex(tensor) {
	return Buffer.from(tensor.dataSync().slice().buffer).toString("hex");
}

registerNativeBackend();
await tf.setBackend("native");

const inputs = {
	query: numbers([B, T, N, H], 1),
	key: numbers([B, S, N, H], 2),
	value: numbers([B, S, N, H], 3),
	keyLengths: tf.tensor1d([S, 4], "int32"),
};
const attributes = {
	scale: 1 / Math.sqrt(H),
	isCausal: false,
	causalAlignment: "top-left",
	slidingWindow: 0,
	dropoutRate: 0,
	seed: 0,
	returnWeights: true,
	biasGradient: false,
};
const [output, , rowMax, rowSum, weights] = tf.engine().runKernel(FusedAttention, inputs, attributes);
const dOutput = tf.onesLike(output);
const gradients = tf
	.engine()
	.runKernel(FusedAttentionGrad, { ...inputs, output, rowMax, rowSum, dOutput }, attributes);

console.log(
	JSON.stringify({
		node: process.versions.node,
		backend: tf.getBackend(),
		info: nativeInfo(),
		output: hex(output),
		weights: hex(weights),
		gradients: gradients.map(hex),
	}),
);
