// The searches on the real model, whose state is tensors: what toys cannot show.
import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { TranslationModel, type TranslationModelConfig, type TranslationState } from "../model/index.js";
import { beamSearch } from "./beam-search.js";
import type { DecodingModel } from "./decoding-model.js";
import { forceDecode } from "./force-decode.js";
import { greedySearch } from "./greedy.js";
import { rankWords } from "./ranked-step.js";
import { translate } from "./translate.js";

const SOURCES = [[4, 5, 6, 7], [8], [6, 6, 9], [5, 4, 9, 8, 7, 4]];

function createModel(variant: Partial<TranslationModelConfig>): TranslationModel {
	const sizes = { sourceVocabularySize: 10, targetVocabularySize: 7, embeddingSize: 5, units: 6 };
	const model = new TranslationModel({ ...sizes, ...variant });
	// Larger than a real model starts with, so that translations differ and end at different times.
	for (const variable of model.variables.values()) {
		tf.tidy(() => variable.assign(tf.randomNormal(variable.shape, 0, 0.9, "float32", variable.size)));
	}
	return model;
}

/** All sequences of up to `most` of the words 4, 5 and 6. */
function allTargets(most: number): number[][] {
	const shorter = most === 0 ? [] : allTargets(most - 1);
	const longest = shorter.filter((target) => target.length === most - 1);
	return most === 0
		? [[]]
		: [...shorter, ...longest.flatMap((target) => [4, 5, 6].map((word) => [...target, word]))];
}

describe.each(await availableBackends())("decoding with the real model on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	const variants = [
		{ attention: "luong-general" },
		{ attention: "luong-dot", encoder: "bidirectional" },
		{ attention: "bahdanau", inputFeeding: true },
		{ attention: "none" },
	] as const;
	describe.each(variants)("%j", (variant) => {
		test("a wide beam ranks all translations as forced decoding of each of them does", () => {
			const model = createModel(variant);
			const options = { beamSize: 100, numHypotheses: 5, maxOutputLength: 4, bannedIds: [1] };
			const found = beamSearch(model, SOURCES, { ...options, lengthPenalty: { kind: "average" } });
			SOURCES.forEach((source, i) => {
				const targets = allTargets(3);
				const ranked = forceDecode(
					model,
					targets.map(() => source),
					targets,
				)
					.map((forced) => ({ ...forced, score: forced.logProb / (forced.tokens.length + 1) }))
					.sort((a, b) => b.score - a.score);
				expect(found[i]!.map(({ tokens }) => tokens)).toEqual(ranked.slice(0, 5).map(({ tokens }) => tokens));
				found[i]!.forEach(({ score, weights, paddingMass }, n) => {
					expect(score).toBeCloseTo(ranked[n]!.score, 5);
					expect(paddingMass).toBe(0);
					expect(weights === null).toBe(variant.attention === "none");
					weights?.forEach((row, t) => {
						row.forEach((weight, s) => {
							expect(weight).toBeCloseTo(ranked[n]!.weights![t]![s]!, 5);
						});
					});
				});
			});
			model.disposeVariables();
		});

		test("the model's own ranking is that of its log probabilities, also for rows in a new order", () => {
			const model = createModel(variant);
			// The same model without a ranking of its own.
			const plain: DecodingModel<TranslationState> = Object.create(model, { rank: { value: undefined } });
			const banned = Uint8Array.of(1, 0, 1, 0, 0, 0, 0);
			const ranked = [model, plain].map((ranking) => {
				let state = ranking.start(SOURCES);
				const steps = [];
				for (const rows of [[3, 0, 0, 2, 1, 1], [5, 1, 0, 2], null]) {
					const tokens = Int32Array.from(state.sources, (source, row) => 3 + ((source + row) % 4));
					const step = rankWords(ranking, state, tokens, { count: 4, banned });
					steps.push(step);
					state = rows === null ? step.state : ranking.select(step.state, Int32Array.from(rows));
				}
				ranking.dispose(state);
				return steps;
			});
			const [own, truth] = ranked as [(typeof ranked)[0], (typeof ranked)[0]];
			own.forEach(({ words, logProbs, weights }, i) => {
				expect(words).toEqual(truth[i]!.words);
				expect(tf.tensor1d(logProbs)).toBeAllClose(truth[i]!.logProbs, { atol: 5e-6 });
				expect(weights === null).toBe(variant.attention === "none");
				if (weights !== null) {
					expect(tf.tensor1d(weights)).toBeAllClose(truth[i]!.weights!, { atol: 2e-6 });
				}
			});
			model.disposeVariables();
		});

		test("batches of any size give the same translations, and no tensor is left behind", () => {
			const model = createModel(variant);
			const before = tf.memory().numTensors;
			for (const strategy of [{ kind: "greedy" }, { kind: "beam", beamSize: 3 }] as const) {
				const tokens = (maxBatchRows: number) =>
					translate(model, SOURCES, { strategy: { ...strategy, maxOutputLength: 12 }, maxBatchRows }).map(
						([best]) => best!.tokens,
					);
				expect(tokens(256)).toEqual(tokens(1));
			}
			const one = beamSearch(model, SOURCES, { beamSize: 1, maxOutputLength: 12 });
			const greedy = greedySearch(model, SOURCES, { maxOutputLength: 12 });
			expect(one.map(([best]) => best!.tokens)).toEqual(greedy.map((best) => best.tokens));
			expect(tf.memory().numTensors).toBe(before);
			model.disposeVariables();
		});
	});
});
