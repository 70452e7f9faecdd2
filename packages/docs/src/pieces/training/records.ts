// The trainings that the piece can show: recorded ones, and the reader's own while it grows.

import { LIVE_TRAINING } from "../../live-training/settings.js";
import { restoreSnapshot, rowsOf, type Snapshot } from "../../live-training/snapshot.js";
import type { LiveRecords } from "../../models/page-results.js";

export interface TrainingRecord {
	none: readonly Snapshot[];
	attention: readonly Snapshot[];
	/** Training steps per second; null for a recorded training. */
	speed: { none: number; attention: number } | null;
}

export interface ShownSentence {
	source: readonly string[];
	target: readonly string[];
	links: readonly (readonly [source: number, target: number])[];
}

export interface TrainingRecords {
	shown: readonly ShownSentence[];
	nulls: { uniform: number; diagonal: number };
	recorded: { true: TrainingRecord; shuffled: TrainingRecord };
	/** The reader's own. */
	own: TrainingRecord | null;
	/** What to say of it. */
	status: string;
}

/** Moments of a whole training: the start and every few steps. */
export const MOMENTS = LIVE_TRAINING.steps / LIVE_TRAINING.snapshotEvery;

export function readRecords({ shown, nulls, none, attention, shuffled }: LiveRecords): TrainingRecords {
	const restored = { none: none.map(restoreSnapshot), attention: attention.map(restoreSnapshot) };
	return {
		shown,
		nulls,
		recorded: {
			true: { ...restored, speed: null },
			// Without attention nothing can be seen of the shuffling but the loss: it is not recorded.
			shuffled: { none: [], attention: shuffled.map(restoreSnapshot), speed: null },
		},
		own: null,
		status: "",
	};
}

/** The last moment up to `moment`, or undefined where there is none yet. */
export function momentOf(snapshots: readonly Snapshot[], moment: number): Snapshot | undefined {
	return snapshots[Math.min(moment, snapshots.length - 1)];
}

export function mapOf(snapshot: Snapshot | undefined, sentence: ShownSentence, index: number): number[][] {
	const bytes = snapshot?.maps?.[index];
	if (bytes) return rowsOf(bytes, sentence.source.length);
	return sentence.target.map(() => sentence.source.map(() => 0));
}
