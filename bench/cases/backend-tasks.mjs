// What a translator's training consists of, as tasks on whatever tfjs backend is active: the same calls on all of them,
// in Node and in a page. Backends without our kernels compose the same numbers of plain ops.

import { uniformFrom } from "./uniform.mjs";

/** Numbers from -1 to 1. */
function numbers(count, seed, scale = 1) {
	const next = uniformFrom(seed);
	return Float32Array.from({ length: count }, () => (2 * next() - 1) * scale);
}

const sizeOf = (shape) => shape.reduce((product, size) => product * size, 1);

/** `{ name: (request) => { run(), outputs(), release() } }`; `attention` and `seq2seq` are the packages. */
export function backendTasks({ tf, attention, seq2seq }) {
	const tensor = (shape, seed, scale) => tf.tensor(numbers(sizeOf(shape), seed, scale), shape);

	/** Work that gives the same tensors at each call; `inputs` are disposed of at the end. */
	function pure(inputs, compute) {
		const values = () => {
			let read;
			// Nothing is returned from it: tfjs would look for tensors among all numbers of the arrays.
			tf.tidy(() => {
				read = compute().map((result) => result.dataSync());
			});
			return read;
		};
		return {
			// Reading the result ends the work on every backend.
			run: () => void values(),
			outputs: () =>
				Object.fromEntries(values().map((result, i) => [`result${i}`, Float32Array.from(result)])),
			release: () => tf.dispose(inputs),
		};
	}

	/** The gradients of the sum of squares of what `forward` gives. */
	function backwardOf(inputs, forward) {
		const gradients = tf.grads((...args) =>
			forward(...args)
				.square()
				.sum(),
		);
		return pure(inputs, () => gradients(inputs));
	}

	return {
		matmul({ m, n, k }) {
			const [a, b] = [tensor([m, k], 1), tensor([k, n], 2)];
			return pure([a, b], () => [tf.matMul(a, b)]);
		},

		lstm({ B, T, D, U, backward }) {
			const inputs = [
				tensor([B, T, D], 1),
				tensor([D, 4 * U], 2, 0.1),
				tensor([U, 4 * U], 3, 0.1),
				tensor([4 * U], 4, 0.1),
			];
			const forward = (x, kernel, recurrentKernel, bias) =>
				seq2seq.lstmSequence(x, { kernel, recurrentKernel, bias }).hidden;
			return backward ? backwardOf(inputs, forward) : pure(inputs, () => [forward(...inputs)]);
		},

		loss({ rows, width, classes }) {
			const inputs = [tensor([rows, width], 1), tensor([width, classes], 2, 0.05), tensor([classes], 3, 0.1)];
			const labels = tf.tensor1d(
				Int32Array.from({ length: rows }, (_, i) => (i * 7919) % classes),
				"int32",
			);
			const gradients = tf.valueAndGrads((hidden, kernel, bias) =>
				seq2seq.linearCrossEntropy(hidden, kernel, bias, labels),
			);
			return pure([...inputs, labels], () => {
				const { value, grads } = gradients(inputs);
				return [value, ...grads];
			});
		},

		attention({ B, T, N, H, backward }) {
			const inputs = [1, 2, 3].map((seed) => tensor([B, T, N, H], seed));
			const forward = (query, key, value) => attention.fusedAttention({ query, key, value }).output;
			return backward ? backwardOf(inputs, forward) : pure(inputs, () => [forward(...inputs)]);
		},

		adam({ count }) {
			const initial = tensor([count], 1);
			const variable = tf.variable(initial);
			initial.dispose();
			const gradient = tensor([count], 2);
			const optimizer = new seq2seq.Adam(new Map([["x", variable]]));
			const step = () => tf.tidy(() => optimizer.apply(new Map([["x", gradient]]), 1e-3));
			let first;
			return {
				run() {
					step();
					first ??= variable.dataSync().slice();
				},
				outputs: () => ({ variable: first }),
				release() {
					optimizer.dispose();
					tf.dispose([variable, gradient]);
				},
			};
		},

		/** Steps of the translator; `amount` is one step. */
		training({ attention: score, units, vocabulary, batch }) {
			const pairs = seq2seq.generateBuiltinCorpus({ size: 2000, seed: 1 });
			const [source, target] = ["source", "target"].map((side) =>
				seq2seq.Vocabulary.build(
					pairs.map((pair) => pair[side]),
					vocabulary,
				),
			);
			const examples = seq2seq.encodePairs(pairs, source, target);
			const [first] = seq2seq.makeBatches(examples, { batchSize: batch, seed: 1, epoch: 0 });
			const model = new seq2seq.TranslationModel({
				sourceVocabularySize: vocabulary,
				targetVocabularySize: vocabulary,
				embeddingSize: units,
				units,
				attention: score,
			});
			const optimizer = new seq2seq.Adam(model.variables);
			const losses = [];
			return {
				// Every step the same batch: contenders take different numbers of them.
				run: () => void losses.push(seq2seq.trainStep(model, optimizer, first, 1e-3).loss),
				outputs: () => ({ loss: Float32Array.of(losses[0]) }),
				release() {
					optimizer.dispose();
					model.disposeVariables();
				},
			};
		},
	};
}
