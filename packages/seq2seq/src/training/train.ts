// Training: epochs of steps, validation, checkpoints; interrupted and resumed without a trace in the result.
import {
	describeValue,
	type OptionNames,
	requireInteger,
	requireKind,
	requireMethods,
	requireOptions,
} from "@mirada/core-native/contract";
import type { EncodedPair } from "../data/batches.js";
import { makeBatches, requireExamples } from "../data/batches.js";
import { type ReferencedSentence, requireReferenced } from "../data/corpus.js";
import { requireVocabularies } from "../data/vocabulary.js";
import type { TranslationModel } from "../model/translation-model.js";
import { Adam, type AdamOptions, requireAdamOptions } from "./adam.js";
import {
	assignWeights,
	type CheckpointStore,
	captureTensors,
	copyWeights,
	type RunConfiguration,
	requireSameConfiguration,
	restoreTensors,
	type Weights,
} from "./checkpoint.js";
import { fingerprintOf } from "./fingerprint.js";
import { type LearningRateSchedule, learningRateAt, requireSchedule } from "./learning-rate.js";
import { Pace, type PaceReport } from "./pace.js";
import { type EpochSummary, initialProgress, type TrainingProgress } from "./progress.js";
import { requireTrainable, trainStep } from "./train-step.js";
import { type Vocabularies, validate } from "./validate.js";

export interface TrainOptions {
	vocabularies: Vocabularies;
	/**
	 * Most epochs, those before an interruption included. A run may be resumed with another number: finished steps stay as
	 * they are, and the steps to come have the rates of a training of the new length. With more epochs, a `linear` or
	 * `cosine` rate therefore rises, to where the longer schedule stands.
	 */
	epochs: number;
	/** Sentence pairs per step; default 64. */
	batchSize?: number;
	/** Base learning rate, from which `schedule` makes the rate of every step; default 1e-3. */
	learningRate?: number;
	/** Default: the base rate for 75 % of the planned steps, then in a straight line to 0, whatever `patience` does. */
	schedule?: LearningRateSchedule;
	adam?: AdamOptions;
	/** Seed of the order of the data; default the model's. */
	seed?: number;
	/** Sentences to validate on after each epoch; default none. */
	validation?: readonly ReferencedSentence[];
	/** Stop after this many epochs in a row without a better validation BLEU; default never. */
	patience?: number;
	/** Where to put checkpoints; default nowhere. */
	checkpoints?: CheckpointOptions;
	/** Ends the run after the step under way, with a checkpoint. */
	signal?: AbortSignal;
	/** Called after every step. */
	onStep?: (report: StepReport) => void;
	/** Called after every epoch, validation included. */
	onEpoch?: (summary: EpochSummary) => void;
	/** Takes one object per event, fit for a line of JSON. */
	log?: (line: Record<string, unknown>) => void;
}

export interface CheckpointOptions {
	store: CheckpointStore;
	/** Steps between checkpoints, besides one after each epoch; default 500. */
	everySteps?: number;
	/** Whether to go on from the store's checkpoint if it has one; default false. */
	resume?: boolean;
}

const DEFAULT_SCHEDULE: LearningRateSchedule = { kind: "linear", constantShare: 0.75 };

const CHECKPOINT_NAMES: OptionNames<CheckpointOptions> = { store: true, everySteps: true, resume: true };
const NAMES: OptionNames<TrainOptions> = {
	vocabularies: true,
	epochs: true,
	batchSize: true,
	learningRate: true,
	schedule: true,
	adam: true,
	seed: true,
	validation: true,
	patience: true,
	checkpoints: true,
	signal: true,
	onStep: true,
	onEpoch: true,
	log: true,
};

export interface StepReport extends PaceReport {
	/** Training steps taken. */
	step: number;
	/** The epoch under way, from 0. */
	epoch: number;
	epochs: number;
	/** Batches of the epoch seen. */
	batchIndex: number;
	batches: number;
	/** Loss of this step's batch. */
	loss: number;
	/** Mean loss per target token of the epoch so far. */
	meanLoss: number;
	/** Joint norm of the gradients before clipping. */
	gradientNorm: number;
	learningRate: number;
}

export interface TrainResult {
	/** `finished`: all epochs; `stopped-early`: `patience` ran out; `interrupted`: the signal was aborted. */
	status: "finished" | "stopped-early" | "interrupted";
	/** Training steps taken. */
	step: number;
	epochs: readonly EpochSummary[];
	/** The epoch whose weights the model ends with: the best by validation, else null for the last. */
	bestEpoch: number | null;
}

/**
 * Trains `model` on encoded pairs. With validation the model ends with the weights of its best epoch. A run that is
 * interrupted and resumed gives the same bits as one that is not, whether or not its epochs were raised before; see
 * `epochs` for what raising them does to the learning rate.
 */
export async function train(
	model: TranslationModel,
	examples: readonly EncodedPair[],
	options: TrainOptions,
): Promise<TrainResult> {
	checkArguments(model, examples, options);
	const { batchSize = 64, learningRate: base = 1e-3, schedule = DEFAULT_SCHEDULE } = options;
	const { seed = model.config.seed, checkpoints, signal, log = () => {} } = options;
	const configuration: RunConfiguration = {
		...model.config,
		batchSize,
		learningRate: base,
		schedule,
		adam: options.adam ?? {},
		dataSeed: seed,
		examples: fingerprintOf(examples),
	};
	const optimizer = new Adam(model.variables, options.adam);
	let progress = initialProgress();
	let best: Weights | null = null;

	const found = checkpoints?.resume ? await checkpoints.store.load() : null;
	if (found !== null) {
		requireSameConfiguration(configuration, found.configuration);
		best = restoreTensors(found.tensors, model, optimizer);
		progress = structuredClone(found.progress);
		optimizer.step = progress.step;
		log({ event: "resume", step: progress.step, epoch: progress.epoch });
	}

	const save = async () => {
		if (checkpoints === undefined) return;
		const vocabularies = {
			source: options.vocabularies.source.toJSON(),
			target: options.vocabularies.target.toJSON(),
		};
		const tensors = captureTensors(model, optimizer, best);
		await checkpoints.store.save({ configuration, progress, vocabularies, tensors });
	};

	try {
		let status: TrainResult["status"] = isOutOfPatience(progress, options) ? "stopped-early" : "finished";
		while (status === "finished" && progress.epoch < options.epochs) {
			if (!(await trainEpoch())) status = "interrupted";
			else if (isOutOfPatience(progress, options)) status = "stopped-early";
		}
		if (status !== "interrupted" && best !== null) assignWeights(model, best);
		log({ event: "end", status, step: progress.step, bestEpoch: progress.bestEpoch });
		const { step, epochs, bestEpoch } = progress;
		return { status, step, epochs, bestEpoch };
	} finally {
		optimizer.dispose();
	}

	/** Goes on to the end of the epoch under way; false where the signal ended it before. */
	async function trainEpoch(): Promise<boolean> {
		const { epoch } = progress;
		const batches = makeBatches(examples, { batchSize, seed, epoch });
		const pace = new Pace(batches, progress.batchIndex, options.epochs - epoch - 1);
		let learningRate = base;
		for (let i = progress.batchIndex; i < batches.length; i++) {
			const batch = batches[i]!;
			learningRate = learningRateAt(base, schedule, {
				step: progress.step + 1,
				// Every epoch has the same number of batches.
				plannedSteps: Math.ceil(options.epochs) * batches.length,
				epoch,
				epochs: progress.epochs,
			});
			const { loss, gradientNorm } = trainStep(model, optimizer, batch, learningRate);
			const tokens = pace.countBatch(i);
			progress.step++;
			progress.batchIndex = i + 1;
			progress.lossSum += loss * tokens;
			progress.tokens += tokens;
			requireFinite(loss, progress.step, learningRate);
			const meanLoss = progress.lossSum / progress.tokens;
			const place = { step: progress.step, epoch, epochs: options.epochs, batchIndex: i + 1 };
			const report = { ...place, batches: batches.length, loss, meanLoss, gradientNorm, learningRate };
			options.onStep?.({ ...report, ...pace.report() });
			if (progress.step % 100 === 0) log({ event: "step", ...report, ...pace.report() });
			if (i + 1 < batches.length && progress.step % (checkpoints?.everySteps ?? 500) === 0) await save();
			await otherTasks();
			// Asked after the step: an interrupted run has always come further than it was.
			if (signal?.aborted && i + 1 < batches.length) {
				await save();
				return false;
			}
		}
		finishEpoch(learningRate);
		await save();
		return !(signal?.aborted && progress.epoch < options.epochs);
	}

	function finishEpoch(learningRate: number): void {
		const { validation: sentences } = options;
		const validation = sentences ? validate(model, sentences, options.vocabularies) : null;
		const { epoch, step, lossSum, tokens, epochs, bestEpoch } = progress;
		const summary = { epoch, step, trainingLoss: lossSum / tokens, learningRate, validation };
		progress = {
			...progress,
			epoch: epoch + 1,
			batchIndex: 0,
			lossSum: 0,
			tokens: 0,
			epochs: [...epochs, summary],
		};
		if (validation && (bestEpoch === null || validation.bleu > (epochs[bestEpoch]?.validation?.bleu ?? -1))) {
			progress.bestEpoch = epoch;
			best = copyWeights(model);
		}
		log({ event: "epoch", ...summary });
		options.onEpoch?.(summary);
	}
}

function isOutOfPatience({ epochs, bestEpoch }: TrainingProgress, { patience }: TrainOptions): boolean {
	return patience !== undefined && bestEpoch !== null && epochs.length - 1 - bestEpoch >= patience;
}

function checkArguments(
	model: TranslationModel,
	examples: readonly EncodedPair[],
	options: TrainOptions,
): void {
	const where = "train";
	requireTrainable(where, model);
	requireExamples(where, "examples", examples);
	requireOptions(where, options, NAMES);
	const { epochs, batchSize = 64, learningRate = 1e-3, seed, patience, checkpoints, signal } = options;
	for (const [name, value] of Object.entries({ epochs, batchSize, learningRate })) {
		if (typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY) continue;
		throw new RangeError(`${where}: expected ${name} above 0, got ${describeValue(value)}`);
	}
	requireInteger(where, "batchSize", batchSize, 1);
	if (seed !== undefined) requireKind(where, "seed", seed, "number");
	if (patience !== undefined) requireInteger(where, "patience", patience);
	requireVocabularies(where, options.vocabularies);
	if (options.validation !== undefined) requireReferenced(where, "validation", options.validation);
	if (options.schedule !== undefined) requireSchedule(where, options.schedule);
	if (options.adam !== undefined) requireAdamOptions(where, options.adam);
	for (const name of ["onStep", "onEpoch", "log"] as const) {
		if (options[name] !== undefined) requireKind(where, name, options[name], "function");
	}
	if (signal !== undefined) requireMethods(where, "signal", signal, "an AbortSignal", ["addEventListener"]);
	if (checkpoints === undefined) return;
	requireOptions(where, checkpoints, CHECKPOINT_NAMES);
	requireMethods(where, "checkpoints.store", checkpoints.store, "a CheckpointStore", ["load", "save"]);
	const { everySteps, resume } = checkpoints;
	if (everySteps !== undefined) requireInteger(where, "checkpoints.everySteps", everySteps, 1);
	if (resume !== undefined) requireKind(where, "checkpoints.resume", resume, "boolean");
}

function requireFinite(loss: number, step: number, learningRate: number): void {
	if (Number.isFinite(loss)) return;
	throw new RangeError(
		`train: expected a finite loss at step ${step}, got ${loss}\nHint: try a learning rate below ${learningRate}, or clip the gradients`,
	);
}

/** Lets timers, signals and other promises have their turn. */
function otherTasks(): Promise<void> {
	return new Promise((resolve) => {
		if (typeof setImmediate === "function") setImmediate(resolve);
		else setTimeout(resolve);
	});
}
