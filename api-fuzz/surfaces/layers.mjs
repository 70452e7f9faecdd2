// The layers: constructed, applied, configured again, on both backends with the same weights.

import { AdditiveAttention, Attention, GroupQueryAttention, MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { onBothBackends } from "../both-backends.mjs";
import { requireFinite } from "../judge.mjs";
import { boolTensor, floatTensor } from "../random-tensors.mjs";

function choice(random) {
	const shared = {
		...(random.chance(0.2) && { dropout: 0.2, seed: 3 }),
		...(random.chance(0.2) && { useCausalMask: true }),
	};
	const projected = {
		...shared,
		...(random.chance(0.3) && { useBias: false }),
		...(random.chance(0.2) && { useGate: true }),
		...(random.chance(0.2) && { slidingWindow: random.integer(1, 3) }),
	};
	return random.pick([
		() => [
			Attention,
			{ ...shared, ...(random.chance(0.3) && { useScale: true }), scoreMode: random.pick(["dot", "concat"]) },
		],
		() => [AdditiveAttention, { ...shared, useScale: random.chance(0.5) }],
		() => [
			MultiHeadAttention,
			{ ...projected, numHeads: random.integer(1, 3), keyDim: random.pick([1, 4, 7]) },
		],
		() => {
			const numKeyValueHeads = random.integer(1, 2);
			const numQueryHeads = numKeyValueHeads * random.integer(1, 2);
			return [
				GroupQueryAttention,
				{ ...projected, headDim: random.pick([1, 4]), numQueryHeads, numKeyValueHeads },
			];
		},
	])();
}

function inputsOf(random) {
	const [B, T, S, D] = [
		random.integer(1, 3),
		random.integer(1, 4),
		random.integer(1, 5),
		random.integer(1, 6),
	];
	const floats = (L) => floatTensor(random, [B, L, D]);
	const inputs = [floats(T), floats(S), ...(random.chance(0.3) ? [floats(S)] : [])];
	const call = {
		...(random.chance(0.3) && { queryMask: boolTensor(random, [B, T]) }),
		...(random.chance(0.3) && { valueMask: boolTensor(random, [B, S]) }),
		...(random.chance(0.3) && { attentionMask: boolTensor(random, [B, T, S]) }),
		...(random.chance(0.4) && { returnAttentionScores: true }),
		...(random.chance(0.2) && { useCausalMask: true }),
	};
	return { inputs, call };
}

/** The weights come from their shapes, so that both backends start alike. */
function apply(Layer, config, inputs, call) {
	const layer = new Layer(config);
	layer.apply(inputs, call);
	const weights = layer.getWeights().map(({ shape, size }) =>
		tf.tensor(
			Float32Array.from({ length: size }, (_, i) => Math.sin(i + 1) / 2),
			shape,
		),
	);
	layer.setWeights(weights);
	return layer.apply(inputs, call);
}

const applied = {
	name: "layer.apply",
	weight: 6,
	make(random) {
		const [Layer, config] = choice(random);
		const { inputs, call } = inputsOf(random);
		return {
			args: [config, inputs, call],
			call: onBothBackends((...args) => apply(Layer, ...args)),
			check: (results) => {
				for (const { values } of results) requireFinite("result", values);
			},
			allowTensorflow: true,
			// A huge layer is what huge sizes ask for.
			withHuge: false,
		};
	},
};

const configured = {
	name: "layer config and model",
	weight: 2,
	make(random) {
		const [Layer, config] = choice(random);
		const shape = [random.integer(1, 4), random.integer(1, 5)];
		const call = (own) => {
			const layer = new Layer(own);
			const copy = Layer.fromConfig(Layer, layer.getConfig());
			const query = tf.input({ shape });
			const model = tf.model({ inputs: query, outputs: copy.apply([query, query]) });
			model.predict(tf.zeros([2, ...shape]));
			model.dispose();
		};
		return { args: [config], call, allowTensorflow: true, withHuge: false };
	},
};

export const surfaces = [applied, configured];
