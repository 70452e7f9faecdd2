// Functions of @mirada/attention on tensors: on both backends, with the same results.

import * as attention from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";
import { onBothBackends } from "../both-backends.mjs";
import { requireFinite } from "../judge.mjs";
import { boolTensor, floatTensor } from "../random-tensors.mjs";

const attend = {
	name: "attend",
	weight: 4,
	make(random) {
		const [B, T, S] = [random.integer(1, 3), random.integer(1, 5), random.integer(1, 7)];
		const score = random.pick(attention.scoreNames);
		const [Dq, Dk, U] = [random.integer(1, 6), random.integer(1, 6), random.integer(1, 5)];
		const same = score === "dot" || score === "scaledDot";
		const sizes = { queryWidth: Dq, keyWidth: same ? Dq : Dk, units: U };
		const weights = Object.fromEntries(
			Object.entries(attention.scoreFunctions[score].weightShapes(sizes)).map(([name, shape]) => [
				name,
				floatTensor(random, shape),
			]),
		);
		const options = {
			score,
			query: floatTensor(random, [B, T, Dq]),
			key: floatTensor(random, [B, S, sizes.keyWidth]),
			weights,
			...(random.chance(0.4) && { value: floatTensor(random, [B, S, 3]) }),
			...(random.chance(0.4) && { keyLengths: tf.tensor1d(random.integers(B, 0, S), "int32") }),
			...(random.chance(0.4) && { mask: boolTensor(random, random.chance(0.5) ? [T, S] : [B, T, S]) }),
			...(random.chance(0.5) && { returnWeights: true }),
		};
		return { args: [options], call: onBothBackends(attention.attend), check: allFinite };
	},
};

function heads(random) {
	const [B, T, S, K] = [
		random.integer(1, 2),
		random.integer(1, 5),
		random.integer(1, 7),
		random.integer(1, 2),
	];
	const [N, H, V] = [K * random.integer(1, 2), random.pick([1, 4, 9]), random.pick([1, 5, 8])];
	return {
		query: floatTensor(random, [B, T, N, H]),
		key: floatTensor(random, [B, S, K, H]),
		value: floatTensor(random, [B, S, K, V]),
		...(random.chance(0.4) && { keyLengths: tf.tensor1d(random.integers(B, 0, S), "int32") }),
		...(random.chance(0.4) && {
			mask: boolTensor(
				random,
				random.pick([
					[T, S],
					[B, T, S],
					[B, N, T, S],
				]),
			),
		}),
		...(random.chance(0.3) && { bias: floatTensor(random, [1, N, T, S]) }),
		...(random.chance(0.3) && { isCausal: true, causalAlignment: random.pick(["top-left", "bottom-right"]) }),
		...(random.chance(0.2) && { slidingWindow: random.integer(1, 3) }),
		...(random.chance(0.2) && { dropoutRate: 0.4, seed: random.integer(0, 1e6) }),
		...(random.chance(0.2) && { scale: random.next() }),
		...(random.chance(0.5) && { returnWeights: true }),
	};
}

const fused = {
	name: "fusedAttention",
	weight: 4,
	make(random) {
		const call = random.pick([attention.fusedAttention, attention.composedAttention]);
		return { args: [heads(random)], call: onBothBackends(call), check: allFinite };
	},
};

const gradients = {
	name: "gradients of fusedAttention",
	weight: 2,
	make(random) {
		const { query, key, value, ...options } = heads(random);
		const loss = (q, k, v) =>
			attention
				.fusedAttention({ query: q, key: k, value: v, ...options })
				.output.square()
				.sum();
		// In one list: where a single key is attended dQuery is 0, and its rounding errors belong to the others' size.
		const call = (inputs) =>
			tf.concat1d(
				tf
					.grads(loss)(inputs)
					.map((gradient) => gradient.flatten()),
			);
		return {
			args: [[query, key, value]],
			call: onBothBackends(call, 1e-3),
			check: allFinite,
			// They are the arguments of TensorFlow.js' own `grads`.
			isFixed: true,
		};
	},
};

const masks = {
	name: "masks",
	weight: 2,
	make(random) {
		const [B, T, S] = [random.integer(1, 3), random.integer(0, 5), random.integer(1, 6)];
		const [call, args] = random.pick([
			[attention.causalMask, [T, S]],
			[attention.slidingWindowMask, [T, S, random.integer(1, 3)]],
			[attention.lengthMask, [tf.tensor1d(random.integers(B, 0, S), "int32"), S]],
			[attention.paddingMask, [tf.tensor2d(random.integers(B * S, 0, 3), [B, S], "int32")]],
			[attention.combineMasks, [boolTensor(random, [B, S]), boolTensor(random, [1, S])]],
			[attention.overKeys, [boolTensor(random, [B, S])]],
			[attention.overQueries, [boolTensor(random, [B, S])]],
			[attention.maskedSoftmax, [floatTensor(random, [B, S], 50), boolTensor(random, [B, S])]],
		]);
		// A large mask is what large lengths ask for.
		return { args, call: onBothBackends(call), withHuge: false };
	},
};

const matrix = (random, rows, columns) => random.list(rows, () => [...random.floats(columns)]);

const plainArrays = {
	name: "attention on plain arrays, figure",
	weight: 2,
	make(random) {
		const [T, S, D] = [random.integer(1, 4), random.integer(1, 5), random.integer(1, 4)];
		const { byHand } = attention;
		const weights = random.list(T, () => byHand.softmax([...random.floats(S, 3)]));
		const words = (count) => random.list(count, (i) => random.pick(["la", "<b>", "\u{1f600}", "", `w${i}`]));
		const [call, args] = random.pick([
			[byHand.softmax, [[...random.floats(S)]]],
			[byHand.causalMask, [T, S]],
			[byHand.dotProduct, [[...random.floats(D)], [...random.floats(D)]]],
			[
				byHand.attention,
				[
					{
						score: byHand.scores.dot,
						queries: matrix(random, T, D),
						keys: matrix(random, S, D),
						values: matrix(random, S, D),
					},
				],
			],
			[attention.attentionSvg, [{ weights, sourceTokens: words(S), targetTokens: words(T), title: "t" }]],
		]);
		// A large mask is what large lengths ask for.
		return { args, call, withHuge: call !== byHand.causalMask };
	},
};

function allFinite(results) {
	for (const { values } of results.filter(({ isLogSum }) => !isLogSum)) requireFinite("result", values);
}

export const surfaces = [attend, fused, gradients, masks, plainArrays];
