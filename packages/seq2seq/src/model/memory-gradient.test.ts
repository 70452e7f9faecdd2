import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { padBatch } from "../data/batches.js";
import { TranslationModel } from "./translation-model.js";

beforeAll(() => tf.setBackend("cpu"));

const batch = padBatch([
	{ source: [4, 5, 6, 7], target: [5, 6] },
	{ source: [8, 9], target: [7, 8, 9] },
]);

function modelWith(attention: "none" | "luong-general" | "bahdanau") {
	return new TranslationModel({
		sourceVocabularySize: 12,
		targetVocabularySize: 12,
		embeddingSize: 6,
		units: 8,
		attention,
	});
}

/** Whether each position of each sentence has any gradient. */
function reached({ shape: [B, S, U], gradient }: ReturnType<TranslationModel["memoryGradient"]>) {
	return Array.from({ length: B }, (_, b) =>
		Array.from({ length: S }, (_, s) =>
			gradient.subarray((b * S + s) * U, (b * S + s + 1) * U).some((value) => value !== 0),
		),
	);
}

describe("memoryGradient", () => {
	it.each(["luong-general", "bahdanau"] as const)(
		"of %s reaches every real word and no padding",
		(attention) => {
			const model = modelWith(attention);
			const found = model.memoryGradient(batch);
			expect(found.shape).toEqual([2, 4, 8]);
			expect(reached(found)).toEqual([
				[true, true, true, true],
				[true, true, false, false],
			]);
			model.disposeVariables();
		},
	);

	it("is 0 everywhere without attention", () => {
		const model = modelWith("none");
		expect(model.memoryGradient(batch).gradient.every((value) => value === 0)).toBe(true);
		model.disposeVariables();
	});

	it("leaks no tensor", () => {
		const model = modelWith("luong-general");
		model.memoryGradient(batch);
		const before = tf.memory().numTensors;
		model.memoryGradient(batch);
		expect(tf.memory().numTensors).toBe(before);
		model.disposeVariables();
	});
});
