import {
	encodePairs,
	encodeTranslator,
	generateBuiltinCorpus,
	TranslationModel,
	Translator,
	train,
	Vocabulary,
} from "@mirada/seq2seq";
import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { liveCorpusFile } from "../live-training/live-data.js";
import { LIVE_TRAINING } from "../live-training/settings.js";
import { ModelService } from "./model-service.js";
import type { Answer, Request, SnapshotAnswer, TrainRequest, WithId } from "./protocol.js";

// A page computes in WebAssembly; tfjs' own backend in plain JavaScript would take minutes.
const backends = (await availableBackends()).filter((name) => name !== "cpu");

const pairs = generateBuiltinCorpus({
	size: 140,
	seed: 2,
	constructions: ["past", "where-question"],
	maxLength: 7,
	lexiconSize: 120,
});
const corpus = liveCorpusFile(pairs.slice(0, 120), pairs.slice(120), 2);

/** Every answer to `requests`, which are all made at once. */
async function ask(
	service: { handle(request: WithId<Request>): Promise<void> },
	...requests: WithId<Request>[]
) {
	await Promise.all(requests.map((request) => service.handle(request)));
}

function listening(): { service: ModelService; answers: WithId<Answer>[] } {
	const answers: WithId<Answer>[] = [];
	return { service: new ModelService((answer) => answers.push(answer)), answers };
}

async function smallTranslator(attention: "none" | "luong-general"): Promise<Uint8Array> {
	const source = Vocabulary.build(
		pairs.map((pair) => pair.source),
		500,
	);
	const target = Vocabulary.build(
		pairs.map((pair) => pair.target),
		500,
	);
	const model = new TranslationModel({
		sourceVocabularySize: source.size,
		targetVocabularySize: target.size,
		embeddingSize: 16,
		units: 16,
		attention,
	});
	await train(model, encodePairs(pairs, source, target), {
		vocabularies: { source, target },
		epochs: 4,
		batchSize: 20,
		learningRate: 0.02,
	});
	const translator = new Translator(model, source, target, { corpus: "built-in" });
	const bytes = new Uint8Array(
		Buffer.concat(await encodeTranslator(translator, translator.info, { floatType: "F16" })),
	);
	translator.dispose();
	return bytes;
}

describe.runIf(backends.length > 0).each(backends)("the model service on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test("loads a dropped file and translates with it, greedily and by beams", async () => {
		const { service, answers } = listening();
		const bytes = await smallTranslator("luong-general");
		await ask(service, { id: 1, kind: "load", model: "mine", from: { bytes, name: "model.safetensors" } });
		expect(answers[0]).toMatchObject({
			id: 1,
			kind: "loaded",
			attention: "luong-general",
			info: { corpus: "built-in" },
		});
		const sentence = pairs[0]!.source.join(" ");
		await ask(service, { id: 2, kind: "translate", model: "mine", sentence, beamSize: 1 });
		await ask(service, {
			id: 3,
			kind: "translate",
			model: "mine",
			sentence: `zebra ${sentence}`,
			beamSize: 3,
		});
		const [, greedy, beam] = answers as Extract<WithId<Answer>, { kind: "translated" }>[];
		expect(greedy!.hypotheses).toHaveLength(1);
		expect(greedy!.hypotheses[0]!.weights!.length).toBe(greedy!.hypotheses[0]!.tokens.length);
		expect(beam!.hypotheses).toHaveLength(3);
		expect(beam!.hypotheses[0]!.unknownWords).toEqual(["zebra"]);
		expect(() => structuredClone(answers)).not.toThrow();
		service.dispose();
	});

	test("says where a model looks while it writes a given translation", async () => {
		const { service, answers } = listening();
		for (const attention of ["none", "luong-general"] as const) {
			const from = { bytes: await smallTranslator(attention), name: attention };
			await ask(service, { id: 1, kind: "load", model: attention, from });
			const { source, target } = pairs[1]!;
			const [sentence, translation] = [source.join(" "), target.join(" ")];
			await ask(service, { id: 2, kind: "force", model: attention, sentence, translation });
			const forced = answers.at(-1) as Extract<WithId<Answer>, { kind: "forced" }>;
			expect(forced.tokens).toEqual(target);
			expect(forced.logProb).toBeLessThan(0);
			if (attention === "none") expect(forced.weights).toBeNull();
			else for (const row of forced.weights!) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
		}
		service.dispose();
	});

	test("answers with an error where a request cannot be met, and goes on", async () => {
		const { service, answers } = listening();
		await ask(
			service,
			{ id: 7, kind: "translate", model: "nobody", sentence: "a", beamSize: 1 },
			{ id: 8, kind: "load", model: "x", from: { bytes: new Uint8Array(100), name: "photo.png" } },
			{ id: 9, kind: "pause", of: 123 },
		);
		expect(answers.find(({ id }) => id === 7)).toMatchObject({
			kind: "error",
			message: /no model is loaded as "nobody"/,
		});
		expect(answers.find(({ id }) => id === 8)).toMatchObject({ kind: "error", message: /photo\.png/ });
		expect(answers.find(({ id }) => id === 9)).toMatchObject({ kind: "done" });
	});

	const training: TrainRequest = {
		kind: "train",
		corpus,
		attention: "luong-general",
		seed: 1,
		isShuffled: false,
	};
	const snapshotsOf = (answers: WithId<Answer>[]) =>
		answers.filter((answer): answer is WithId<SnapshotAnswer> => answer.kind === "snapshot");

	test("trains, with a snapshot at the start and every few steps, and hears what is asked meanwhile", async () => {
		const { service, answers } = listening();
		const tensors = tf.memory().numTensors;
		const done = service.handle({ ...training, id: 1 });
		await until(() => snapshotsOf(answers).length >= 4);
		await ask(service, { id: 2, kind: "abort", of: 1 });
		await done;
		expect(answers[0]).toMatchObject({ kind: "training", id: 1, steps: LIVE_TRAINING.steps });
		const [first, second, third] = snapshotsOf(answers).map(({ snapshot }) => snapshot);
		expect([first!.step, second!.step, third!.step]).toEqual(
			[0, 1, 2].map((i) => i * LIVE_TRAINING.snapshotEvery),
		);
		expect(third!.loss).toBeLessThan(first!.loss);
		expect(first!.maps).toHaveLength(2);
		const { source, target } = pairs[120]!;
		expect(first!.maps![0]).toHaveLength(source.length * target.length);
		expect(answers.at(-1)).toEqual({ kind: "end", id: 1, status: "aborted" });
		expect(tf.memory().numTensors).toBe(tensors);
	});

	test("stands still while paused, and goes on as if it had not", async () => {
		const { service, answers } = listening();
		const done = service.handle({ ...training, attention: "none", id: 1 });
		await until(() => snapshotsOf(answers).length >= 2);
		await ask(service, { id: 2, kind: "pause", of: 1 });
		const count = answers.length;
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(answers.length).toBe(count);
		await ask(service, { id: 3, kind: "resume", of: 1 });
		await until(() => snapshotsOf(answers).length >= 4);
		await ask(service, { id: 4, kind: "abort", of: 1 });
		await done;
		expect(snapshotsOf(answers)[0]!.snapshot).toMatchObject({ match: null, maps: null });
		// The same seed again, in one go: the same losses to the bit.
		const again = listening();
		const other = again.service.handle({ ...training, attention: "none", id: 1 });
		await until(() => snapshotsOf(again.answers).length >= 4);
		await ask(again.service, { id: 4, kind: "abort", of: 1 });
		await other;
		const losses = (all: WithId<Answer>[]) =>
			snapshotsOf(all)
				.slice(0, 4)
				.map(({ snapshot }) => snapshot.loss);
		expect(losses(again.answers)).toEqual(losses(answers));
	});
});

async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
