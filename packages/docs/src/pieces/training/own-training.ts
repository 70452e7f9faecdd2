// The reader's own training: two Workers, one for each model, and what they have given so far.

import type { LiveCorpusFile } from "../../live-training/live-data.js";
import type { LiveAttention } from "../../live-training/settings.js";
import type { Snapshot } from "../../live-training/snapshot.js";
import type { ModelClient, Training } from "../../model-worker/model-client.js";
import type { TrainingRecord } from "./records.js";

const MODELS = { none: "none", attention: "luong-general" } as const satisfies Record<string, LiveAttention>;
type Side = keyof typeof MODELS;
const SIDES = Object.keys(MODELS) as Side[];

export interface TrainingOrder {
	corpus: LiveCorpusFile;
	seed: number;
	isShuffled: boolean;
}

/** A training of both models; it begins at once. */
export class OwnTraining {
	readonly record: TrainingRecord & { none: Snapshot[]; attention: Snapshot[] };
	/** Resolves when both have ended. */
	readonly ended: Promise<"finished" | "aborted">;
	isPaused = false;
	private readonly trainings: Training[];

	/** @param onMoment called when both models have reached another moment */
	constructor(workers: Record<Side, ModelClient>, order: TrainingOrder, onMoment: () => void) {
		const speed = { none: 0, attention: 0 };
		this.record = { none: [], attention: [], speed };
		this.trainings = SIDES.map((side) =>
			workers[side].train(
				{ ...order, attention: MODELS[side] },
				{
					onStart: () => {},
					onSnapshot: ({ snapshot, stepsPerSecond }) => {
						const before = this.moment;
						this.record[side].push(snapshot);
						speed[side] = stepsPerSecond;
						if (this.moment > before) onMoment();
					},
				},
			),
		);
		this.ended = Promise.all(this.trainings.map(({ ended }) => ended)).then((ends) =>
			ends.includes("aborted") ? "aborted" : "finished",
		);
	}

	/** The last moment that both models have reached; -1 before the first. */
	get moment(): number {
		return Math.min(...SIDES.map((side) => this.record[side].length)) - 1;
	}

	get step(): number {
		return this.record.attention[Math.max(0, this.moment)]?.step ?? 0;
	}

	pause(): void {
		this.isPaused = true;
		for (const training of this.trainings) training.pause();
	}

	resume(): void {
		this.isPaused = false;
		for (const training of this.trainings) training.resume();
	}

	stop(): void {
		for (const training of this.trainings) training.stop();
	}
}
