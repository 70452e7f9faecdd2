// Greedy search in one call of the kernel `FusedGreedySearch` against the plain version, which steps word by word: the
// same words, log probabilities and weights to the bit, also after the weights have changed.
import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { createModel, SOURCES, stepByStep } from "../../test/random-translator.js";
import type { TranslationModel, TranslationModelConfig } from "../model/index.js";
import { Adam } from "../training/adam.js";
import { type GreedySearchOptions, greedySearch } from "./greedy.js";
import { translate } from "./translate.js";

function expectSame(model: TranslationModel, sources: number[][], options: GreedySearchOptions = {}) {
	const plain = greedySearch(stepByStep(model), sources, options);
	// The second search of few rows has packed weights.
	for (let search = 0; search < 2; search++) expect(greedySearch(model, sources, options)).toEqual(plain);
	return plain;
}

describe.runIf((await availableBackends()).includes("native"))("greedy search in one call", () => {
	beforeAll(() => useBackend("native"));

	describe.each([
		{ attention: "luong-general" },
		{ attention: "luong-dot", encoder: "bidirectional" },
		{ attention: "none" },
		{ attention: "none", targetVocabularySize: 5 },
		{ attention: "none", targetVocabularySize: 17, units: 7 },
		{ attention: "multi-head" },
		{ attention: "luong-general", inputFeeding: true },
	] as Partial<TranslationModelConfig>[])("%j", (variant) => {
		test("gives what the search step by step gives, and leaves no tensor behind", () => {
			const model = createModel(variant);
			const before = tf.memory().numTensors;
			for (const sources of [SOURCES.slice(0, 1), SOURCES.slice(3, 8), SOURCES]) {
				const found = expectSame(model, sources);
				expectSame(model, sources, { minOutputLength: 3, maxOutputLength: 9, bannedIds: [1] });
				// Without scores the same words and weights.
				const unscored = greedySearch(model, sources, { scores: false });
				expect(unscored).toEqual(
					found.map((hypothesis) => ({ ...hypothesis, logProb: Number.NaN, score: Number.NaN })),
				);
				expect(greedySearch(stepByStep(model), sources, { scores: false })).toEqual(unscored);
			}
			expect(tf.memory().numTensors).toBe(before);
			model.disposeVariables();
		});
	});

	test("sees weights that were trained, assigned or written into since the last search", () => {
		const model = createModel({ attention: "none" });
		const kernel = model.variables.get("output/kernel")!;
		const bias = model.variables.get("output/bias")!;
		const before = expectSame(model, SOURCES);
		const change = {
			"a step of training": () => {
				const optimizer = new Adam(model.variables);
				const gradients = new Map<string, tf.Tensor>([
					["output/kernel", tf.randomNormal(kernel.shape, 0, 1, "float32", 3)],
					["output/bias", tf.randomNormal(bias.shape, 0, 1, "float32", 4)],
				]);
				optimizer.apply(gradients, 0.3).dispose();
				tf.dispose([...gradients.values()]);
				optimizer.dispose();
			},
			"a new kernel": () => tf.tidy(() => kernel.assign(tf.randomNormal(kernel.shape, 0, 1))),
			"a new bias": () => tf.tidy(() => bias.assign(tf.randomNormal(bias.shape, 0, 5))),
			"the array of the kernel": () => kernel.dataSync<"float32">().reverse(),
			"the array of the bias": () => bias.dataSync<"float32">().fill(99, 20, 21),
		};
		let last = before;
		for (const [what, apply] of Object.entries(change)) {
			apply();
			const now = expectSame(model, SOURCES);
			expect(
				now.map(({ tokens }) => tokens),
				what,
			).not.toEqual(last.map(({ tokens }) => tokens));
			last = now;
		}
		model.disposeVariables();
	});

	test("weights that are no numbers end the search with its error", () => {
		const model = createModel({ attention: "none" });
		const kernel = model.variables.get("output/kernel")!;
		const values = kernel.dataSync<"float32">().slice();
		values[700 * 3 + 50] = Number.NaN;
		tf.tidy(() => kernel.assign(tf.tensor2d(values, kernel.shape as [number, number])));
		for (const searched of [model, stepByStep(model)]) {
			for (const scores of [true, false]) {
				expect(() => greedySearch(searched, SOURCES, { scores })).toThrow(/finite log probability/);
			}
		}
		model.disposeVariables();
	});

	test("refuses options that do not fit", () => {
		const model = createModel({ attention: "none" });
		expect(() => greedySearch(model, SOURCES, { scores: 1 as never })).toThrow(/scores.*got 1/);
		expect(() => translate(model, SOURCES, { strategy: { kind: "greedy", score: true } as never })).toThrow(
			/score/,
		);
		model.disposeVariables();
	});
});
