// Numbers from their position alone, so that two programs can start from the same ones.

import * as tf from "@tensorflow/tfjs";

export function numbers(shape, seed) {
	const size = shape.reduce((product, side) => product * side, 1);
	return tf.tensor(
		Float32Array.from({ length: size }, (_, i) => (((i + seed) * 7919) % 1999) / 1000 - 1),
		shape,
	);
}

export function seededWeights(layer) {
	return layer.getWeights().map((weight, i) => numbers(weight.shape, 10 + i));
}
