// Beam search in one call of the kernel `FusedBeamSearch` against the plain version, which steps word by word: the same
// translations, log probabilities, scores and weights to the bit.
import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { createModel, SOURCES, stepByStep } from "../../test/random-translator.js";
import type { TranslationModel, TranslationModelConfig } from "../model/index.js";
import { beamSearch } from "./beam-search.js";
import type { BeamSearchOptions } from "./beam-settings.js";

function expectSame(model: TranslationModel, sources: number[][], options: BeamSearchOptions = {}) {
	const plain = beamSearch(stepByStep(model), sources, options);
	expect(beamSearch(model, sources, options)).toEqual(plain);
	return plain;
}

describe.runIf((await availableBackends()).includes("native"))("beam search in one call", () => {
	beforeAll(() => useBackend("native"));

	describe.each([
		{ attention: "luong-general" },
		{ attention: "luong-dot", encoder: "bidirectional" },
		{ attention: "none" },
		{ attention: "none", targetVocabularySize: 5 },
		{ attention: "luong-dot", targetVocabularySize: 17, units: 7 },
	] as Partial<TranslationModelConfig>[])("%j", (variant) => {
		test("gives what the search step by step gives, and leaves no tensor behind", () => {
			const model = createModel(variant);
			const before = tf.memory().numTensors;
			for (const sources of [SOURCES.slice(0, 1), SOURCES.slice(3, 8), SOURCES]) {
				for (const beamSize of [1, 2, 5, 16]) {
					expectSame(model, sources, { beamSize, maxOutputLength: 15 });
					expectSame(model, sources, {
						beamSize,
						numHypotheses: beamSize,
						minOutputLength: 3,
						maxOutputLength: 9,
						bannedIds: [1],
						lengthPenalty: { kind: "average" },
						earlyFinish: beamSize !== 2,
					});
				}
			}
			expect(tf.memory().numTensors).toBe(before);
			model.disposeVariables();
		});
	});

	test("counts the coverage penalty in, which needs attention", () => {
		const model = createModel({ attention: "luong-general" });
		const options = { numHypotheses: 3, maxOutputLength: 15 } as const;
		const covered = expectSame(model, SOURCES, { ...options, coveragePenalty: 0.4 });
		expect(covered).not.toEqual(expectSame(model, SOURCES, options));
		model.disposeVariables();
		const blind = createModel({ attention: "none" });
		for (const searched of [blind, stepByStep(blind)]) {
			expect(() => beamSearch(searched, SOURCES, { coveragePenalty: 0.4 })).toThrow(/without attention/);
		}
		blind.disposeVariables();
	});

	test("is what beamSearch calls, unless the results would take too much memory", () => {
		const model = createModel({ attention: "none" });
		const rank = vi.spyOn(model, "rank");
		beamSearch(model, SOURCES, { maxOutputLength: 4 });
		expect(rank).not.toHaveBeenCalled();
		beamSearch(model, [[4]], { beamSize: 2 ** 20, maxOutputLength: 1 });
		expect(rank).toHaveBeenCalled();
		model.disposeVariables();
	});

	test("weights that are no numbers end the search with its error", () => {
		const model = createModel({ attention: "luong-general" });
		const kernel = model.variables.get("output/kernel")!;
		const values = kernel.dataSync<"float32">().slice();
		values[700 * 3 + 50] = Number.NaN;
		tf.tidy(() => kernel.assign(tf.tensor2d(values, kernel.shape as [number, number])));
		for (const searched of [model, stepByStep(model)]) {
			expect(() => beamSearch(searched, SOURCES)).toThrow(/finite log probability/);
		}
		model.disposeVariables();
	});
});
