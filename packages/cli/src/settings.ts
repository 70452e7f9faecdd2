// Everything that decides the numbers of a run. Both models are trained with the same settings, and a checkpoint
// is only continued with the settings that it was made with.

import type { LearningRateSchedule, AttentionScore as ModelScore } from "@mirada/seq2seq";

export const backendNames = ["native", "mirada-wasm", "cpu", "tensorflow"] as const;
export type BackendName = (typeof backendNames)[number];

/** The model's scores, without the baseline's `none`. */
export type AttentionScore = Exclude<ModelScore, "none">;
// Written out, not imported: --help should not wait for TensorFlow.js to load.
export const attentionScores = [
	"luong-dot",
	"luong-general",
	"luong-concat",
	"bahdanau",
	"multi-head",
] as const satisfies readonly AttentionScore[];

/**
 * How the learning rate changes during training; `LearningRateSchedule` of `@mirada/seq2seq` gives the formulas.
 * `constant-linear` is its `linear` with a constant share.
 */
export const scheduleNames = ["constant", "constant-linear", "linear", "cosine", "inverse-sqrt"] as const;
export type ScheduleName = (typeof scheduleNames)[number];

/** Whether the rate depends on how many epochs are still to come. */
export function fallsToTheEnd(schedule: ScheduleName): boolean {
	return schedule === "constant-linear" || schedule === "linear" || schedule === "cosine";
}

/** The share of the steps after which `constant-linear` falls. */
const constantShare = 0.75;

/** Steps in which `inverse-sqrt` rises to the learning rate. */
const warmupSteps = 500;

/** The schedule of this name, as training takes it. */
export function scheduleNamed(kind: ScheduleName): LearningRateSchedule {
	if (kind === "constant-linear") return { kind: "linear", constantShare };
	return kind === "inverse-sqrt" ? { kind, warmupSteps } : { kind };
}

/** How the translations are found that a criterion is judged on. */
export const searchNames = ["greedy", "beam"] as const;
export type SearchName = (typeof searchNames)[number];

export const builtinData = "builtin";

/** Of the built-in corpus. */
export const builtinLanguages = { source: "en", target: "es" } as const;

/** The language of a side as its text tells it. */
export const guessedLanguage = "auto";

export interface HomeworkSettings {
	/** `builtin`, or the path of a file of sentence pairs. */
	data: string;
	/** Code of the language of the first column, and of the second; `auto` guesses. */
	sourceLanguage: string;
	targetLanguage: string;
	/** Sentence pairs taken from the corpus; 0 means all of them. */
	pairs: number;
	/** Distinct source sentences held out for the measurements. */
	testSources: number;
	/** Distinct source sentences held out to watch the training. */
	validationSources: number;
	/** Words that each vocabulary keeps, special tokens included. */
	vocabulary: number;
	embeddingSize: number;
	/** Width of the encoder and of the decoder. */
	units: number;
	epochs: number;
	/** Sentence pairs per batch. */
	batch: number;
	/** The highest rate of the schedule. */
	learningRate: number;
	schedule: ScheduleName;
	dropout: number;
	clipNorm: number;
	/** The score of the model with attention. */
	score: AttentionScore;
	seed: number;
	backend: BackendName;
	/** Beam size of the translations that are reported beside the greedy ones; 1 for none. */
	beam: number;
	/** Which translations decide the criterion on BLEU. */
	judge: SearchName;
}

/** Settings that leave training alone: a resumed run may change them, and is measured anew. */
export const measuringSettings: readonly (keyof HomeworkSettings)[] = ["beam", "judge"];

export type Preset = "builtin" | "real" | "quick" | "tiny";

const shared = {
	sourceLanguage: guessedLanguage,
	targetLanguage: guessedLanguage,
	schedule: "constant-linear",
	dropout: 0.2,
	clipNorm: 1,
	score: "luong-general",
	seed: 1,
	backend: "native",
	beam: 5,
	judge: "greedy",
} as const satisfies Partial<HomeworkSettings>;

/** What a run does where no option says otherwise. */
export const presets: Readonly<Record<Preset, HomeworkSettings>> = {
	/** The generated corpus: both models in under four minutes on two cores with the native core. */
	builtin: {
		...shared,
		data: builtinData,
		pairs: 20_000,
		testSources: 500,
		validationSources: 200,
		vocabulary: 3_000,
		embeddingSize: 128,
		units: 128,
		epochs: 6,
		batch: 32,
		// Small, regular sentences bear large steps, and need them: at 1e-3 they take three times as long.
		learningRate: 3e-3,
	},
	/** Real sentence pairs, all that a file has. */
	real: {
		...shared,
		data: "",
		pairs: 0,
		testSources: 2_000,
		validationSources: 1_000,
		vocabulary: 8_000,
		embeddingSize: 256,
		units: 256,
		epochs: 5,
		batch: 64,
		learningRate: 1e-3,
	},
	/** Real sentence pairs, enough for the verdict within twelve minutes of training. */
	quick: {
		...shared,
		data: "",
		pairs: 60_000,
		// The plain diagonal is a strong null on short sentences: fewer leave the interval too wide to tell.
		testSources: 4_000,
		validationSources: 500,
		vocabulary: 6_000,
		embeddingSize: 192,
		units: 192,
		epochs: 6,
		batch: 64,
		// Twice the step of the full settings: it has half as many of them.
		learningRate: 2e-3,
	},
	/** The generated corpus with `--quick`: seconds, to try the command out; the verdict is not expected to pass. */
	tiny: {
		...shared,
		data: builtinData,
		pairs: 1_500,
		testSources: 60,
		validationSources: 30,
		vocabulary: 800,
		embeddingSize: 24,
		units: 24,
		epochs: 1,
		batch: 32,
		learningRate: 3e-3,
	},
};

export function presetFor(data: string, quick: boolean): Preset {
	if (data === builtinData) return quick ? "tiny" : "builtin";
	return quick ? "quick" : "real";
}

/** The fewest distinct source sentences that leave something to train on after the held-out ones. */
export function fewestSources(settings: HomeworkSettings): number {
	return settings.testSources + settings.validationSources + settings.batch;
}
