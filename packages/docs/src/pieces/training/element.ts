// The training comes alive: the button starts two Workers, and every moment that both have reached is drawn.

import type { LiveCorpusFile } from "../../live-training/live-data.js";
import { LIVE_TRAINING } from "../../live-training/settings.js";
import { startModelWorker } from "../../model-worker/start-worker.js";
import { LIVE_CORPUS_ADDRESS, LIVE_RECORDS_ADDRESS } from "../../models/page-models.js";
import type { LiveRecords } from "../../models/page-results.js";
import { whole } from "../../piece/language.js";
import { definePiece, type LiveHandle } from "../../piece/piece-element.js";
import { fetchJson } from "../../piece/site-address.js";
import { OwnTraining } from "./own-training.js";
import { readRecords, type TrainingRecords } from "./records.js";
import { type TrainingState, trainingPiece } from "./static.js";
import { trainingTexts } from "./texts.js";

const SEED = 1;

void fetchJson<LiveRecords>(LIVE_RECORDS_ADDRESS).then((stored) => {
	const records = readRecords(stored);
	definePiece(trainingPiece(records), (live) => new TrainingControls(live, records));
});

class TrainingControls {
	private workers:
		| { none: ReturnType<typeof startModelWorker>; attention: ReturnType<typeof startModelWorker> }
		| undefined;
	private training: OwnTraining | undefined;
	/** Whether the newest moment is shown as it comes; not while the reader looks at another. */
	private isFollowing = true;

	constructor(
		private readonly live: LiveHandle<TrainingState>,
		private readonly records: TrainingRecords,
	) {
		live.element.addEventListener("click", ({ target }) => {
			const action = (target as Element).closest<HTMLElement>("button[data-action]")?.dataset.action;
			if (action === "train") void this.train();
			else if (action === "pause") this.pauseOrResume();
			else if (action === "stop") this.training?.stop();
		});
		live.element.addEventListener("input", ({ target }) => {
			if ((target as HTMLInputElement).name !== "moment" || !this.training) return;
			this.isFollowing = Number((target as HTMLInputElement).value) >= this.training.moment;
		});
	}

	private get texts() {
		return trainingTexts[this.live.language];
	}

	private async train(): Promise<void> {
		this.training?.stop();
		this.isFollowing = true;
		this.records.own = { none: [], attention: [], speed: null };
		this.records.status = this.texts.loading;
		this.live.redraw({ ...this.live.state, run: "own", moment: 0 }, this.records.status);
		this.setButtons("running");
		try {
			this.workers ??= { none: startModelWorker(), attention: startModelWorker() };
			const corpus = await fetchJson<LiveCorpusFile>(LIVE_CORPUS_ADDRESS);
			const isShuffled = this.live.state.pairs === "shuffled";
			const training = new OwnTraining(this.workers, { corpus, seed: SEED, isShuffled }, () =>
				this.showMoment(training),
			);
			this.training = training;
			this.records.own = training.record;
			await training.ended;
			// Another training may have begun meanwhile.
			if (this.training === training)
				this.finish(this.texts.trained(whole(training.step, this.live.language)));
		} catch (error) {
			this.workers = undefined;
			this.finish(this.texts.failed((error as Error).message));
		}
	}

	private showMoment(training: OwnTraining): void {
		if (this.training !== training) return;
		this.records.status = this.texts.training(training.step, LIVE_TRAINING.steps);
		this.live.element.querySelector<HTMLProgressElement>("[data-progress]")!.value = training.step;
		const { step, match } = training.record.attention[training.moment]!;
		// For measurements: see scripts/measure-training.mjs.
		this.live.element.dispatchEvent(
			new CustomEvent("training-moment", { detail: { step, match, speed: training.record.speed } }),
		);
		const { state } = this.live;
		this.live.redraw(this.isFollowing && state.run === "own" ? { ...state, moment: training.moment } : state);
	}

	private pauseOrResume(): void {
		const { training } = this;
		if (!training) return;
		if (training.isPaused) training.resume();
		else training.pause();
		this.records.status = training.isPaused
			? this.texts.paused(training.step)
			: this.texts.training(training.step, LIVE_TRAINING.steps);
		this.setButtons(training.isPaused ? "paused" : "running");
		this.live.redraw(this.live.state, this.records.status);
	}

	private finish(status: string): void {
		this.records.status = status;
		this.setButtons("idle");
		this.live.redraw(this.live.state, status);
	}

	private setButtons(phase: "idle" | "running" | "paused"): void {
		const button = (action: string) =>
			this.live.element.querySelector<HTMLButtonElement>(`button[data-action="${action}"]`)!;
		button("pause").disabled = phase === "idle";
		button("stop").disabled = phase === "idle";
		button("pause").textContent = phase === "paused" ? this.texts.resume : this.texts.pause;
	}
}
