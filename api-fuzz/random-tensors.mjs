// Random tensors of a seeded generator.

import * as tf from "@tensorflow/tfjs";

export const sizeOf = (shape) => shape.reduce((product, size) => product * size, 1);

export function floatTensor(random, shape, magnitude = 1) {
	return tf.tensor(random.floats(sizeOf(shape), magnitude), shape);
}

export function boolTensor(random, shape) {
	return tf.tensor(random.integers(sizeOf(shape), 0, 1), shape, "bool");
}
