// A training that can be looked at: the model, its data, and a snapshot of both at any step.

import {
	Adam,
	type Batch,
	corpusBleu,
	joinTokens,
	makeBatches,
	TranslationModel,
	trainStep,
	translate,
} from "@mirada/seq2seq";
import type { LiveData } from "./live-data.js";
import { matchOf, type Rows } from "./match.js";
import { LIVE_MODEL, LIVE_TRAINING, type LiveAttention } from "./settings.js";
import { type Snapshot, toBytes } from "./snapshot.js";

export interface TrainingSettings {
	attention: LiveAttention;
	/** Of the first weights, dropout, and the order of the pairs. */
	seed: number;
}

export class TrainingRun {
	/** Training steps taken. */
	step = 0;
	private readonly model: TranslationModel;
	private readonly optimizer: Adam;
	private readonly batches: Generator<Batch, never>;
	private lossSum = 0;
	private lossCount = 0;
	private bleu = 0;

	constructor(
		private readonly data: LiveData,
		settings: TrainingSettings,
	) {
		const { source, target } = data.vocabularies;
		this.model = new TranslationModel({
			...LIVE_MODEL,
			sourceVocabularySize: source.size,
			targetVocabularySize: target.size,
			attention: settings.attention,
			seed: settings.seed,
		});
		this.optimizer = new Adam(this.model.variables);
		this.batches = endlessBatches(data, settings.seed);
	}

	get parameterCount(): number {
		return this.model.parameterCount;
	}

	get isFinished(): boolean {
		return this.step >= LIVE_TRAINING.steps;
	}

	/** Whether this is a moment to be shown: the start, every few steps, the end. */
	get isMoment(): boolean {
		return this.step % LIVE_TRAINING.snapshotEvery === 0 || this.isFinished;
	}

	/** One step of training; gives the loss of its batch. */
	trainOnce(): number {
		const { loss } = trainStep(this.model, this.optimizer, this.batches.next().value, this.learningRate());
		this.step++;
		this.lossSum += loss;
		this.lossCount++;
		return loss;
	}

	snapshot(): Snapshot {
		const { heldOut, shown } = this.data;
		const maps = this.heldOutMaps();
		const isMeasured = this.step % LIVE_TRAINING.bleuEvery === 0 || this.isFinished;
		const translations = this.translations(isMeasured ? heldOut.length : shown);
		if (isMeasured) {
			const references = heldOut.map(({ target }) => [joinTokens(target)]);
			this.bleu = corpusBleu(translations, references).score;
		}
		const loss = this.lossCount === 0 ? this.heldOutLoss() : this.lossSum / this.lossCount;
		this.lossSum = 0;
		this.lossCount = 0;
		return {
			step: this.step,
			loss,
			bleu: this.bleu,
			match: maps && matchOf(heldOut, (i) => maps[i]!),
			maps: maps?.slice(0, shown).map(toBytes) ?? null,
			translations: translations.slice(0, shown),
		};
	}

	dispose(): void {
		this.optimizer.dispose();
		this.model.disposeVariables();
	}

	/** Constant for the first half, then in a straight line to a tenth. */
	private learningRate(): number {
		const { learningRate, steps } = LIVE_TRAINING;
		return learningRate * Math.min(1, 1.9 - (1.8 * this.step) / steps);
	}

	private heldOutLoss(): number {
		const loss = this.model.loss(this.data.heldOutBatch);
		const [value] = loss.dataSync();
		loss.dispose();
		return value!;
	}

	/** Row t of each map was used while predicting target word t, the model being fed the right words. */
	private heldOutMaps(): Rows[] | null {
		const weights = this.model.attentionWeights(this.data.heldOutBatch);
		if (weights === null) return null;
		const {
			values,
			shape: [, T, S],
		} = weights;
		return this.data.heldOut.map(({ source, target }, b) =>
			target.map((_, t) => {
				const start = (b * T + t) * S;
				return Array.from(values.subarray(start, start + source.length));
			}),
		);
	}

	/** Of the first `count` held-out sentences, by greedy decoding. */
	private translations(count: number): string[] {
		const { heldOut, vocabularies } = this.data;
		const sources = heldOut.slice(0, count).map(({ source }) => vocabularies.source.encode(source));
		return translate(this.model, sources).map(([best]) =>
			joinTokens(vocabularies.target.decode(best!.tokens)),
		);
	}
}

function* endlessBatches({ examples }: LiveData, seed: number): Generator<Batch, never> {
	for (let epoch = 0; ; epoch++)
		yield* makeBatches(examples, { batchSize: LIVE_TRAINING.batchSize, seed, epoch });
}
