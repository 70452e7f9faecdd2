import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Batch, padBatch } from "../data/batches.js";
import { forceDecode } from "../decoding/force-decode.js";
import { lossAndGradients } from "../training/train-step.js";
import { ATTENTION_SCORES, type TranslationModelConfig } from "./model-config.js";
import { TranslationModel } from "./translation-model.js";

const SIZES = { sourceVocabularySize: 14, targetVocabularySize: 11, embeddingSize: 5, units: 6, numHeads: 2 };

/** Three pairs of different lengths; every source word occurs once. */
const pairs = [
	{ source: [4, 5, 6, 7], target: [4, 5] },
	{ source: [8], target: [6, 7, 8, 9, 10] },
	{ source: [9, 10, 11, 12, 13], target: [] },
];

const variants: Partial<TranslationModelConfig>[] = [
	...ATTENTION_SCORES.map((attention) => ({ attention })),
	{ attention: "luong-general", attentionalState: "concat" },
	{ attention: "luong-general", inputFeeding: true },
	{ attention: "none", inputFeeding: true, attentionalState: "concat" },
	{ attention: "bahdanau", encoder: "bidirectional" },
	{ attention: "none", encoder: "bidirectional", labelSmoothing: 0.1 },
];
const named = variants.map((variant) => [Object.values(variant).join(", "), variant] as const);

function createModel(variant: Partial<TranslationModelConfig>): TranslationModel {
	const model = new TranslationModel({ ...SIZES, dropoutRate: 0.3, ...variant });
	// Larger than a real model starts with, so that nothing hides below rounding.
	for (const variable of model.variables.values()) {
		tf.tidy(() => variable.assign(tf.randomNormal(variable.shape, 0, 0.4, "float32", variable.size)));
	}
	return model;
}

/** The same sentences with more padding on both sides, of ids that are no padding. */
function withMorePadding(batch: Batch, extra: number): Batch {
	const widen = (ids: Int32Array, width: number, filler: number) => {
		const wide = new Int32Array(batch.batchSize * (width + extra)).fill(filler);
		for (let row = 0; row < batch.batchSize; row++) {
			wide.set(ids.subarray(row * width, (row + 1) * width), row * (width + extra));
		}
		return wide;
	};
	return {
		...batch,
		source: widen(batch.source, batch.sourceLength, 5),
		targetInput: widen(batch.targetInput, batch.targetLength, 5),
		targetOutput: widen(batch.targetOutput, batch.targetLength, 0),
		sourceLength: batch.sourceLength + extra,
		targetLength: batch.targetLength + extra,
	};
}

describe.each(await availableBackends())("TranslationModel on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test.each(named)("its gradients are the slopes of its loss: %s", (_, variant) => {
		const model = createModel(variant);
		const batch = padBatch(pairs);
		const { gradients } = lossAndGradients(model, batch, 1);
		expect([...gradients.keys()]).toEqual([...model.variables.keys()]);
		for (const [name, variable] of model.variables) {
			const start = variable.clone();
			// Along the gradient itself the slope is its norm.
			const norm = gradients.get(name)!.norm().dataSync()[0]!;
			const direction = tf.div(gradients.get(name)!, norm);
			const lossAt = (distance: number) => {
				variable.assign(tf.add(start, tf.mul(direction, distance)));
				return model.trainingLoss(batch, 1).dataSync()[0]!;
			};
			const slope = (lossAt(0.02) - lossAt(-0.02)) / 0.04;
			variable.assign(start);
			expect(Math.abs(slope - norm), `${name}: slope ${slope}, gradient ${norm}`).toBeLessThan(
				1e-3 * norm + 2e-4,
			);
		}
	});

	test.each(named)("padding changes neither loss nor gradients: %s", (_, variant) => {
		const model = createModel(variant);
		const batch = padBatch(pairs);
		const [plain, padded] = [batch, withMorePadding(batch, 3)].map((b) => lossAndGradients(model, b, 7));
		expect(padded!.value).toBeAllClose(plain!.value, { atol: 1e-6 });
		for (const [name, gradient] of plain!.gradients) {
			expect(padded!.gradients.get(name)!).toBeAllClose(gradient, { atol: 1e-6 });
		}
	});

	test.each(named)("decodes word by word what it reads at once: %s", (_, variant) => {
		const model = createModel(variant);
		const targets = pairs.map(({ target }) => target);
		const numTensors = tf.memory().numTensors;
		const forced = forceDecode(
			model,
			pairs.map(({ source }) => source),
			targets,
		);
		expect(tf.memory().numTensors).toBe(numTensors);
		const words = targets.reduce((sum, target) => sum + target.length + 1, 0);
		const logProb = forced.reduce((sum, { logProb }) => sum + logProb, 0);
		expect(model.loss(padBatch(pairs))).toBeAllClose([-logProb / words], { atol: 2e-6 });
	});

	test.each(ATTENTION_SCORES.filter((score) => score !== "none"))(
		"looks at real words only: %s",
		(attention) => {
			const model = createModel({ attention });
			const batch = padBatch(pairs);
			const { values, shape } = model.attentionWeights(batch)!;
			const [B, T, S] = shape;
			expect(shape).toEqual([batch.batchSize, batch.targetLength, batch.sourceLength]);
			for (let row = 0; row < B * T; row++) {
				const length = batch.sourceLengths[Math.floor(row / T)]!;
				const weights = values.subarray(row * S, (row + 1) * S);
				expect(weights.subarray(length)).toEqual(new Float32Array(S - length));
				expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 5);
				expect(Math.min(...weights.subarray(0, length))).toBeGreaterThan(0);
			}
			// The same weights come out of decoding word by word.
			const targets = pairs.map(({ target }) => target);
			const forced = forceDecode(
				model,
				pairs.map(({ source }) => source),
				targets,
			);
			for (const [b, { weights, eosWeights, paddingMass }] of forced.entries()) {
				expect(paddingMass).toBe(0);
				for (const [t, row] of [...weights!, eosWeights!].entries()) {
					expect(row).toBeAllClose(values.subarray((b * T + t) * S, (b * T + t) * S + row.length), {
						atol: 1e-6,
					});
				}
			}
		},
	);

	test("without attention there are no weights", () => {
		expect(createModel({ attention: "none" }).attentionWeights(padBatch(pairs))).toBeNull();
	});

	test.each(named)("the gradient reaches every source word: %s", (_, variant) => {
		const model = createModel({ ...variant, dropoutRate: 0 });
		const gradient = lossAndGradients(model, padBatch(pairs), 1).gradients.get("sourceEmbedding")!;
		const sizes = gradient.abs().max(1).dataSync();
		// Ids 4 to 13 occur; the special ones do not, and padding must not count as one.
		expect(sizes.slice(0, 4)).toEqual(new Float32Array(4));
		expect(Math.min(...sizes.slice(4))).toBeGreaterThan(1e-6);
	});

	test("drops out the same elements at the same step, and others at another", () => {
		const model = createModel({});
		const batch = padBatch(pairs);
		const loss = (step: number) => model.trainingLoss(batch, step).dataSync()[0];
		expect(loss(5)).toBe(loss(5));
		expect(loss(5)).not.toBe(loss(6));
	});

	test("a state's rows can be reordered, doubled and dropped", () => {
		const model = createModel({ inputFeeding: true });
		const numTensors = tf.memory().numTensors;
		const sources = pairs.map(({ source }) => source);
		const first = model.step(model.start(sources), Int32Array.of(2, 2, 2));
		const expected = model.step(model.select(first.state, Int32Array.of(2, 0, 0)), Int32Array.of(4, 5, 6));
		const again = model.step(model.start([sources[2]!, sources[0]!, sources[0]!]), Int32Array.of(2, 2, 2));
		const actual = model.step(model.select(again.state, Int32Array.of(0, 2, 1)), Int32Array.of(4, 5, 6));
		expect(actual.logProbs).toBeAllClose(expected.logProbs, { atol: 1e-6 });
		expect(actual.weights!).toBeAllClose(expected.weights!, { atol: 1e-6 });
		model.dispose(expected.state);
		model.dispose(actual.state);
		expect(tf.memory().numTensors).toBe(numTensors);
	});
});

describe("the two models", () => {
	const [baseline, attending] = (["none", "luong-general"] as const).map(
		(attention) => new TranslationModel({ ...SIZES, attention }),
	);

	test("have the same variables but for those of attention", () => {
		const extra = [...attending!.variables.keys()].filter((name) => !baseline!.variables.has(name));
		expect(extra).toEqual(["attention/W", "attentionalState/contextKernel"]);
		const U = SIZES.units;
		expect(attending!.parameterCount - baseline!.parameterCount).toBe(2 * U * U);
	});

	test("start from the same values in all others", () => {
		for (const [name, variable] of baseline!.variables) {
			expect(attending!.variables.get(name)!).toBeAllClose(variable, { atol: 0 });
		}
	});
});

test("a model of another seed starts from other values", () => {
	const [a, b] = [1, 2].map(
		(seed) => new TranslationModel({ ...SIZES, seed }).variables.get("output/kernel")!,
	);
	expect(a!).not.toBeAllClose(b!);
});

test("refuses a configuration that fits nothing, naming the setting", () => {
	const create = (options: Partial<TranslationModelConfig>) => () =>
		new TranslationModel({ ...SIZES, ...options });
	expect(create({ units: 0 })).toThrow("expected units to be a whole number above 0, got 0");
	expect(create({ units: 5, encoder: "bidirectional" })).toThrow("expected units to be an even number");
	expect(create({ attention: "multi-head", numHeads: 4 })).toThrow(
		"expected numHeads to be a divisor of units 6",
	);
	expect(create({ attention: "luong" as never })).toThrow("expected attention to be one of none, luong-dot");
	expect(create({ dropoutRate: 1 })).toThrow("expected dropoutRate to be a number in [0, 1), got 1");
});
