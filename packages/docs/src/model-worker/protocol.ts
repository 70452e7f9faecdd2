// What the page and its model Worker say to each other. Every request has an id; every answer has that of its request.
// An error is an answer like any other: nothing is thrown across.

import type { LiveCorpusFile } from "../live-training/live-data.js";
import type { LiveAttention } from "../live-training/settings.js";
import type { Snapshot } from "../live-training/snapshot.js";

/** A model of the site by its address, or the bytes of a file that the reader dropped. */
export type ModelSource = { url: string } | { bytes: Uint8Array; name: string };

export interface LoadRequest {
	kind: "load";
	/** What later requests call the model; one that was loaded by that name before is freed. */
	model: string;
	from: ModelSource;
}

export interface TranslateRequest {
	kind: "translate";
	model: string;
	sentence: string;
	/** 1: greedy decoding. */
	beamSize: number;
}

export interface ForceRequest {
	kind: "force";
	model: string;
	sentence: string;
	/** The translation that the model is made to write. */
	translation: string;
}

export interface TrainRequest {
	kind: "train";
	corpus: LiveCorpusFile;
	attention: LiveAttention;
	seed: number;
	/** Whether every source has the translation of another one. */
	isShuffled: boolean;
}

/** About the training or translation whose request has the id `of`. */
export interface ControlRequest {
	kind: "pause" | "resume" | "abort";
	of: number;
}

export type Request = LoadRequest | TranslateRequest | ForceRequest | TrainRequest | ControlRequest;

export interface LoadedAnswer {
	kind: "loaded";
	attention: string;
	parameterCount: number;
	/** The source words that it knows, in alphabetical order. */
	words: string[];
	/** Whatever was saved with it. */
	info: Readonly<Record<string, string>>;
}

export interface ModelTranslation {
	text: string;
	tokens: string[];
	sourceTokens: string[];
	unknownWords: string[];
	/** T x S; null without attention. */
	weights: number[][] | null;
	logProb: number;
	score: number;
	isFinished: boolean;
}

export interface TranslatedAnswer {
	kind: "translated";
	/** Best first. */
	hypotheses: ModelTranslation[];
	milliseconds: number;
}

export interface ForcedAnswer {
	kind: "forced";
	sourceTokens: string[];
	tokens: string[];
	weights: number[][] | null;
	logProb: number;
}

/** The training has begun: what does not change while it goes on. */
export interface TrainingAnswer {
	kind: "training";
	parameterCount: number;
	nulls: { uniform: number; diagonal: number };
	/** The sentences whose maps come with every snapshot. */
	shown: { source: string[]; target: string[]; links: [source: number, target: number][] }[];
	steps: number;
}

export interface SnapshotAnswer {
	kind: "snapshot";
	snapshot: Snapshot;
	/** Training steps per second of computing time, snapshots not counted. */
	stepsPerSecond: number;
}

export interface EndAnswer {
	kind: "end";
	/** `aborted`: by an `abort` request. */
	status: "finished" | "aborted";
}

export interface DoneAnswer {
	kind: "done";
}

export interface ErrorAnswer {
	kind: "error";
	name: string;
	message: string;
}

export type Answer =
	| LoadedAnswer
	| TranslatedAnswer
	| ForcedAnswer
	| TrainingAnswer
	| SnapshotAnswer
	| EndAnswer
	| DoneAnswer
	| ErrorAnswer;

export type WithId<Message> = Message & { id: number };

/** The first message to a Worker, before any request. */
export interface StartMessage {
	kind: "start";
	/** Address of `mirada_core.wasm`. */
	core: string;
	memoryMegabytes: number;
}
