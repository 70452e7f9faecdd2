// Trains the site's models in Node and writes their files. Run by scripts/build-models.mjs, which bundles it.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	corpusBleu,
	encodePairs,
	encodeTranslator,
	forcedAttention,
	generateBuiltinCorpus,
	joinTokens,
	type SentencePair,
	TranslationModel,
	Translator,
	train,
	Vocabulary,
} from "@mirada/seq2seq";
import { liveCorpusFile, readLiveData } from "../live-training/live-data.js";
import { matchOf, nullMatches } from "../live-training/match.js";
import { HELD_OUT_PAIRS, LIVE_CORPUS, LIVE_PAIRS, type LiveAttention } from "../live-training/settings.js";
import { storeSnapshot } from "../live-training/snapshot.js";
import { TrainingRun } from "../live-training/training-run.js";
import {
	PAGE_CORPUS,
	PAGE_HELD_OUT,
	PAGE_MODEL,
	PAGE_MODELS,
	PAGE_PAIRS,
	PAGE_TRAINING,
	type PageModel,
} from "./page-models.js";
import type { Example, ExampleTranslation, LiveRecords, ModelResult, PageResults } from "./page-results.js";

const EXAMPLES = 10;
const LIVE_SEED = 1;

interface Corpus {
	training: SentencePair[];
	heldOut: SentencePair[];
	vocabularies: { source: Vocabulary; target: Vocabulary };
}

interface TrainedModel {
	result: ModelResult;
	translations: ExampleTranslation[];
}

/**
 * Trains on the active backend.
 * @param folder gets `<model>.safetensors`, `live-corpus.json`, `live-records.json` and `results.json`
 */
export async function trainModels(folder: string, say: (line: string) => void): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));

	const live = recordLiveTraining(say);
	write("live-corpus.json", live.corpus);
	write("live-records.json", live.records);

	const corpus = pageCorpus();
	const examples = chooseExamples(corpus.heldOut);
	const trained = new Map<PageModel, TrainedModel>();
	for (const name of Object.keys(PAGE_MODELS) as PageModel[]) {
		trained.set(name, await trainModel(name, corpus, examples, folder, say));
	}
	const byName = <Value>(of: (model: TrainedModel) => Value) =>
		Object.fromEntries([...trained].map(([name, model]) => [name, of(model)])) as Record<PageModel, Value>;
	const results: PageResults = {
		models: byName(({ result }) => result),
		nulls: nullMatches(corpus.heldOut),
		vocabulary: { source: corpus.vocabularies.source.size, target: corpus.vocabularies.target.size },
		pairs: corpus.training.length,
		heldOut: corpus.heldOut.length,
		examples: examples.map(
			({ source, target, alignment = [] }, i): Example => ({
				source: [...source],
				reference: [...target],
				links: alignment.map(([s, t]): [number, number] => [s, t]),
				translations: byName(({ translations }) => translations[i]!),
			}),
		),
	};
	write("results.json", results);
}

function pageCorpus(): Corpus {
	const pairs = generateBuiltinCorpus({ ...PAGE_CORPUS, size: PAGE_PAIRS + PAGE_HELD_OUT });
	const training = pairs.slice(0, PAGE_PAIRS);
	const vocabularyOf = (side: "source" | "target") =>
		Vocabulary.build(
			training.map((pair) => pair[side]),
			2 * PAGE_CORPUS.lexiconSize,
		);
	return {
		training,
		heldOut: pairs.slice(PAGE_PAIRS),
		vocabularies: { source: vocabularyOf("source"), target: vocabularyOf("target") },
	};
}

/** Ten held-out sentences with words that change places, from short to long. */
function chooseExamples(heldOut: readonly SentencePair[]): SentencePair[] {
	const crossing = heldOut.filter(crosses).sort((one, other) => one.source.length - other.source.length);
	return Array.from(
		{ length: EXAMPLES },
		(_, i) => crossing[Math.round((i * (crossing.length - 1)) / (EXAMPLES - 1))]!,
	);
}

function crosses({ alignment = [] }: SentencePair): boolean {
	return alignment.some(([s, t]) => alignment.some(([s2, t2]) => s < s2 && t > t2));
}

async function trainModel(
	name: PageModel,
	{ training, heldOut, vocabularies }: Corpus,
	examples: readonly SentencePair[],
	folder: string,
	say: (line: string) => void,
): Promise<TrainedModel> {
	const { source, target } = vocabularies;
	const start = performance.now();
	const model = new TranslationModel({
		...PAGE_MODEL,
		...PAGE_MODELS[name],
		sourceVocabularySize: source.size,
		targetVocabularySize: target.size,
	});
	await train(model, encodePairs(training, source, target), { ...PAGE_TRAINING, vocabularies });
	const translator = new Translator(model, source, target, {
		corpus: "built-in",
		made: "npm run docs:models",
	});
	const hypotheses = translator.translate(heldOut.map(sentenceOf));
	const references = heldOut.map((pair) => [joinTokens(pair.target)]);
	const { score } = corpusBleu(
		hypotheses.map(({ text }) => text),
		references,
	);
	const match = matchOfModel(model, vocabularies, heldOut);
	const pieces = await encodeTranslator(translator, translator.info, { floatType: "F16" });
	writeFileSync(join(folder, `${name}.safetensors`), Buffer.concat(pieces));
	const translations = translator.translate(examples.map(sentenceOf)).map(
		({ tokens, text, weights }): ExampleTranslation => ({
			tokens,
			text,
			weights: weights && rounded(weights),
		}),
	);
	const { parameterCount } = model;
	translator.dispose();
	const seconds = (performance.now() - start) / 1_000;
	say(
		`${name}: BLEU ${score.toFixed(1)}, match ${match === null ? "-" : match.toFixed(3)}, ${seconds.toFixed(0)} s`,
	);
	return { result: { parameterCount, bleu: score, match }, translations };
}

function matchOfModel(
	model: TranslationModel,
	vocabularies: Corpus["vocabularies"],
	pairs: readonly SentencePair[],
): number | null {
	if (model.config.attention === "none") return null;
	const maps = forcedAttention({ model, vocabularies, pairs });
	return matchOf(pairs, (i) => maps[i]!.weights);
}

function recordLiveTraining(say: (line: string) => void) {
	const pairs = generateBuiltinCorpus({ ...LIVE_CORPUS, size: LIVE_PAIRS + 10 * HELD_OUT_PAIRS });
	const rest = pairs.slice(LIVE_PAIRS);
	const shown = chooseShown(rest);
	const heldOut = [...shown, ...rest.filter((pair) => !shown.includes(pair))].slice(0, HELD_OUT_PAIRS);
	const corpus = liveCorpusFile(pairs.slice(0, LIVE_PAIRS), heldOut, shown.length);
	const record = (attention: LiveAttention, isShuffled = false) => {
		const run = new TrainingRun(readLiveData(corpus, isShuffled ? LIVE_SEED : undefined), {
			attention,
			seed: LIVE_SEED,
		});
		const snapshots = [run.snapshot()];
		while (!run.isFinished) {
			run.trainOnce();
			if (run.isMoment) snapshots.push(run.snapshot());
		}
		run.dispose();
		const { loss, bleu, match } = snapshots.at(-1)!;
		say(
			`live ${attention}${isShuffled ? ", shuffled" : ""}: loss ${loss.toFixed(2)}, BLEU ${bleu.toFixed(1)}, match ${match?.toFixed(3) ?? "-"}`,
		);
		return snapshots.map(storeSnapshot);
	};
	const records: LiveRecords = {
		shown: shown.map(({ source, target, alignment = [] }) => ({
			source: [...source],
			target: [...target],
			links: alignment.map(([s, t]): [number, number] => [s, t]),
		})),
		nulls: nullMatches(heldOut),
		none: record("none"),
		attention: record("luong-general"),
		shuffled: record("luong-general", true),
	};
	return { corpus, records };
}

/** One sentence of each kind, seven to nine tokens long, whose words change places. */
function chooseShown(pairs: readonly SentencePair[]): SentencePair[] {
	const kinds: ((pair: SentencePair) => boolean)[] = [
		({ source }) => source[0] === "how",
		({ source }) => source.includes("not") && !source.includes("?"),
		({ source }) => source[0] === "where" || source[0] === "what",
	];
	const good = pairs.filter((pair) => crosses(pair) && pair.source.length >= 7 && pair.source.length <= 9);
	return kinds.map((isKind) => {
		const found = good.find(isKind);
		if (!found) throw new Error("chooseShown: no held-out sentence of one of the kinds");
		return found;
	});
}

function sentenceOf({ source }: SentencePair): string {
	return joinTokens(source);
}

function rounded(weights: readonly (readonly number[])[]): number[][] {
	return weights.map((row) => row.map((weight) => Math.round(1_000 * weight) / 1_000));
}
