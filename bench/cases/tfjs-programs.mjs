// Programs for TensorFlow.js as their authors write them: `tf.layers`, `model.compile`, `model.fit`. Nothing in this
// file knows a backend. Each program: `build(tf)` gives a compiled model, `data(tf)` the tensors of one batch; `isQuick`
// ones stay in a quick run.

import { uniformFrom } from "./uniform.mjs";

/** Whole numbers below `limit`. */
function numbers(seed, count, limit) {
	const next = uniformFrom(seed);
	return Int32Array.from({ length: count }, () => Math.floor(next() * limit));
}

/** Sentences as words from 1 to words - 1, padded behind their length with 0. */
function sentences(tf, { seed, batch, steps, words, padded }) {
	const ids = numbers(seed, batch * steps, words - 1).map((id) => id + 1);
	if (padded) {
		for (const [row, drop] of numbers(seed + 1, batch, Math.ceil(steps / 2)).entries())
			ids.fill(0, (row + 1) * steps - drop, (row + 1) * steps);
	}
	return tf.tensor2d(Float32Array.from(ids), [batch, steps]);
}

/** (B, T, U) to (B, U), as a layer of one's own. */
function lastStep(tf) {
	class LastStep extends tf.layers.Layer {
		static className = "LastStep";
		constructor() {
			super({});
			this.supportsMasking = true;
		}
		computeOutputShape([batch, , units]) {
			return [batch, units];
		}
		computeMask() {
			return null;
		}
		call(inputs) {
			const [x] = [inputs].flat();
			const [batch, steps, units] = x.shape;
			return tf.tidy(() => x.slice([0, steps - 1, 0], [batch, 1, units]).reshape([batch, units]));
		}
	}
	return new LastStep();
}

/** Encoder and decoder, the encoder's last state as the decoder's first; with `attention`, Luong's by dot product. */
function encoderDecoder({
	sourceWords,
	targetWords,
	units,
	sourceSteps,
	targetSteps,
	batch,
	attention = false,
	oneHot,
}) {
	return {
		batch,
		units,
		build(tf) {
			const source = tf.input({ shape: [sourceSteps] });
			const target = tf.input({ shape: [targetSteps] });
			const embed = (inputDim, input, inputLength) =>
				tf.layers.embedding({ inputDim, outputDim: units, inputLength, maskZero: true }).apply(input);
			const encoder = tf.layers.lstm({ units, returnSequences: attention, returnState: !attention });
			const encoded = encoder.apply(embed(sourceWords, source, sourceSteps));
			// A layer with several outputs, one of them used late, makes tfjs-layers 4.22 fail: so the last step is cut out.
			const last = attention && lastStep(tf).apply(encoded);
			const decoded = tf.layers
				.lstm({ units, returnSequences: true })
				.apply(embed(targetWords, target, targetSteps), {
					initialState: attention ? [last, last] : encoded.slice(1),
				});
			let hidden = decoded;
			if (attention) {
				const outputs = encoded;
				const scores = tf.layers.dot({ axes: [2, 2] }).apply([decoded, outputs]);
				const weights = tf.layers.activation({ activation: "softmax" }).apply(scores);
				const context = tf.layers.dot({ axes: [2, 1] }).apply([weights, outputs]);
				const both = tf.layers.concatenate().apply([context, decoded]);
				const layer = tf.layers.dense({ units, activation: "tanh" });
				hidden = tf.layers.timeDistributed({ layer }).apply(both);
			}
			const layer = tf.layers.dense({ units: targetWords, activation: "softmax" });
			const words = tf.layers.timeDistributed({ layer }).apply(hidden);
			const model = tf.model({ inputs: [source, target], outputs: words });
			const loss = oneHot ? "categoricalCrossentropy" : "sparseCategoricalCrossentropy";
			model.compile({ loss, optimizer: "adam" });
			return model;
		},
		data(tf) {
			const source = { batch, steps: sourceSteps, words: sourceWords, padded: true };
			const target = { batch, steps: targetSteps, words: targetWords, padded: true };
			const labels = sentences(tf, { ...target, seed: 5, padded: false });
			return {
				x: [sentences(tf, { ...source, seed: 1 }), sentences(tf, { ...target, seed: 3 })],
				y: oneHot ? tf.oneHot(labels.toInt(), targetWords) : labels.expandDims(2),
			};
		},
	};
}

/** Embedding, LSTM, dense: whether a review is friendly. */
function classifier({ words, units, steps, batch, bidirectional }) {
	return {
		batch,
		units,
		isLongInJavaScript: true,
		build(tf) {
			const lstm = tf.layers.lstm({ units });
			const model = tf.sequential({
				layers: [
					tf.layers.embedding({ inputDim: words, outputDim: units, inputLength: steps }),
					bidirectional ? tf.layers.bidirectional({ layer: lstm, mergeMode: "concat" }) : lstm,
					tf.layers.dense({ units, activation: "relu" }),
					tf.layers.dense({ units: 1, activation: "sigmoid" }),
				],
			});
			model.compile({ loss: "binaryCrossentropy", optimizer: tf.train.adam(1e-3), metrics: ["accuracy"] });
			return model;
		},
		data(tf) {
			return {
				x: sentences(tf, { seed: 7, batch, steps, words }),
				y: tf.tensor2d(Float32Array.from(numbers(8, batch, 2)), [batch, 1]),
			};
		},
	};
}

/** Two LSTMs, one above the other, over a signal: the next value of each. */
function forecaster({ features, units, steps, batch }) {
	return {
		batch,
		units,
		build(tf) {
			const model = tf.sequential({
				layers: [
					tf.layers.lstm({ units, inputShape: [steps, features], returnSequences: true }),
					tf.layers.lstm({ units }),
					tf.layers.dense({ units: features }),
				],
			});
			model.compile({ loss: "meanSquaredError", optimizer: "adam" });
			return model;
		},
		data(tf) {
			const signal = (seed, count) =>
				Float32Array.from(numbers(seed, count, 1000), (value) => value / 500 - 1);
			return {
				x: tf.tensor3d(signal(9, batch * steps * features), [batch, steps, features]),
				y: tf.tensor2d(signal(10, batch * features), [batch, features]),
			};
		},
	};
}

const dates = {
	sourceWords: 35,
	targetWords: 13,
	units: 64,
	sourceSteps: 12,
	targetSteps: 10,
	batch: 128,
	oneHot: true,
};

export const programs = {
	"encoder-decoder, 64 units": { ...encoderDecoder(dates), isQuick: true },
	"encoder-decoder with dot attention, 64 units": encoderDecoder({ ...dates, attention: true }),
	"encoder-decoder with dot attention, 256 units": encoderDecoder({
		sourceWords: 2000,
		targetWords: 2000,
		units: 256,
		sourceSteps: 20,
		targetSteps: 20,
		batch: 64,
		attention: true,
	}),
	"classifier, 128 units, 50 steps": classifier({ words: 5000, units: 128, steps: 50, batch: 64 }),
	"bidirectional classifier, 64 units, 50 steps": classifier({
		words: 5000,
		units: 64,
		steps: 50,
		batch: 32,
		bidirectional: true,
	}),
	"forecaster, 2 x 64 units, 30 steps": {
		...forecaster({ features: 8, units: 64, steps: 30, batch: 32 }),
		isQuick: true,
	},
	"forecaster, 2 x 256 units, 50 steps": forecaster({ features: 16, units: 256, steps: 50, batch: 64 }),
	"homework, 256 units, 8,000 words": {
		...encoderDecoder({
			sourceWords: 8000,
			targetWords: 8000,
			units: 256,
			sourceSteps: 20,
			targetSteps: 20,
			batch: 64,
		}),
		group: "homework",
		isQuick: true,
	},
};
