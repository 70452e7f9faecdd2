// A training that goes on while its Worker answers other requests: it computes for a few milliseconds, then lets
// messages in.

import { readLiveData } from "../live-training/live-data.js";
import { nullMatches } from "../live-training/match.js";
import { LIVE_TRAINING } from "../live-training/settings.js";
import { TrainingRun } from "../live-training/training-run.js";
import type { Answer, TrainRequest } from "./protocol.js";

type Give = (answer: Answer, transfer?: ArrayBuffer[]) => void;

/** Milliseconds of computing between two looks at the messages. */
const SLICE = 40;

export class TrainingTask {
	private isAborted = false;
	private isPaused = false;
	private wake: (() => void) | undefined;
	private computed = 0;

	constructor(
		private readonly request: TrainRequest,
		private readonly give: Give,
	) {}

	pause(): void {
		this.isPaused = true;
	}

	resume(): void {
		this.isPaused = false;
		this.wake?.();
	}

	abort(): void {
		this.isAborted = true;
		this.wake?.();
	}

	/** Gives a snapshot now and then; resolves when the training is over or aborted. */
	async run(): Promise<void> {
		const { corpus, attention, seed, isShuffled } = this.request;
		const data = readLiveData(corpus, isShuffled ? seed : undefined);
		const run = new TrainingRun(data, { attention, seed });
		try {
			const shown = data.heldOut.slice(0, data.shown).map(({ source, target, alignment = [] }) => ({
				source: [...source],
				target: [...target],
				links: alignment.map(([s, t]): [number, number] => [s, t]),
			}));
			this.give({
				kind: "training",
				parameterCount: run.parameterCount,
				nulls: nullMatches(data.heldOut),
				shown,
				steps: LIVE_TRAINING.steps,
			});
			this.giveSnapshot(run);
			while (!run.isFinished && !this.isAborted) {
				this.computeSlice(run);
				await otherMessages();
				while (this.isPaused && !this.isAborted) {
					await new Promise<void>((resolve) => {
						this.wake = resolve;
					});
				}
			}
			this.give({ kind: "end", status: this.isAborted ? "aborted" : "finished" });
		} finally {
			run.dispose();
		}
	}

	private computeSlice(run: TrainingRun): void {
		const end = performance.now() + SLICE;
		while (performance.now() < end && !run.isFinished) {
			const start = performance.now();
			run.trainOnce();
			this.computed += performance.now() - start;
			if (!run.isMoment) continue;
			this.giveSnapshot(run);
			return;
		}
	}

	private giveSnapshot(run: TrainingRun): void {
		const snapshot = run.snapshot();
		const buffers = snapshot.maps?.map(({ buffer }) => buffer as ArrayBuffer) ?? [];
		const stepsPerSecond = this.computed === 0 ? 0 : (1_000 * run.step) / this.computed;
		this.give({ kind: "snapshot", snapshot, stepsPerSecond }, buffers);
	}
}

/** Resolves after the messages that wait. Unlike a timer, a channel is not held back to 4 ms by browsers. */
function otherMessages(): Promise<void> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(null);
	});
}
