// The translation comes alive: what is typed is translated by the Worker, and a dropped file becomes the model.

import type { ModelClient } from "../../model-worker/model-client.js";
import { startModelWorker } from "../../model-worker/start-worker.js";
import { modelAddress, PAGE_RESULTS_ADDRESS } from "../../models/page-models.js";
import type { PageResults } from "../../models/page-results.js";
import { definePiece, type LiveHandle } from "../../piece/piece-element.js";
import { fetchJson, siteAddress } from "../../piece/site-address.js";
import { type TranslateState, translatePiece } from "./static.js";
import { translateTexts } from "./texts.js";
import { type TranslatingModel, Translations } from "./translations.js";

/** Milliseconds without a key before a sentence is translated. */
const PAUSE = 250;

void fetchJson<PageResults>(PAGE_RESULTS_ADDRESS).then((results) => {
	const translations = new Translations(results);
	definePiece(translatePiece(translations), (live) => new TranslateControls(live, translations));
});

class TranslateControls {
	private worker: ModelClient | undefined;
	private readonly loaded = new Set<TranslatingModel>();
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly live: LiveHandle<TranslateState>,
		private readonly translations: Translations,
	) {
		const { element } = live;
		// The piece has read the control when these hear of it.
		for (const event of ["input", "click"]) element.addEventListener(event, () => this.translateSoon());
		addEventListener("hashchange", () => this.translateSoon());
		element.addEventListener("change", ({ target }) => {
			const { files } = target as HTMLInputElement;
			if (files?.[0]) void this.takeModel(files[0]);
		});
		element.addEventListener("dragover", (event) => event.preventDefault());
		element.addEventListener("drop", (event) => {
			const file = event.dataTransfer?.files[0];
			if (!file) return;
			event.preventDefault();
			void this.takeModel(file);
		});
		this.translateSoon();
	}

	private get texts() {
		return translateTexts[this.live.language];
	}

	private translateSoon(): void {
		clearTimeout(this.timer);
		const { state } = this.live;
		if (state.text.trim() === "" || this.translations.of(state)) return;
		this.timer = setTimeout(() => void this.translate(), PAUSE);
	}

	private async translate(): Promise<void> {
		const { text, beam, model } = this.live.state;
		try {
			const worker = await this.ready(model);
			const { hypotheses } = await worker.translate(model, text.trim(), beam);
			this.translations.add({ text, beam, model }, hypotheses);
			this.translations.status = undefined;
		} catch (error) {
			this.say((texts) => texts.failed((error as Error).message.split("\n")[0]!));
			return;
		}
		this.live.redraw(this.live.state);
		this.fitSliders();
		// Something else may have been typed meanwhile.
		this.translateSoon();
	}

	/** The Worker, with the model loaded. */
	private async ready(model: TranslatingModel): Promise<ModelClient> {
		this.worker ??= startModelWorker();
		if (this.loaded.has(model)) return this.worker;
		if (model === "own") throw new Error(this.texts.drop);
		this.say((texts) => texts.loading);
		const { words } = await this.worker.load(model, { url: siteAddress(modelAddress(model)) });
		this.loaded.add(model);
		this.suggest(words);
		return this.worker;
	}

	private async takeModel(file: File): Promise<void> {
		this.worker ??= startModelWorker();
		try {
			const bytes = new Uint8Array(await file.arrayBuffer());
			const { attention, words } = await this.worker.load("own", { bytes, name: file.name });
			this.loaded.add("own");
			this.translations.forgetOwn();
			this.suggest(words);
			this.live.change({ ...this.live.state, model: "own" });
			this.live.redraw(this.live.state, this.texts.dropped(file.name, attention));
			this.translateSoon();
		} catch (error) {
			this.live.redraw(this.live.state, this.texts.failed((error as Error).message.split("\n")[0]!));
		}
	}

	private suggest(words: readonly string[]): void {
		const list = this.live.element.querySelector<HTMLDataListElement>("[data-words]")!;
		list.replaceChildren(
			...words.map((word) => Object.assign(document.createElement("option"), { value: word })),
		);
	}

	/** A slider over the words ends at the last one. */
	private fitSliders(): void {
		const { state, element } = this.live;
		const hypotheses = this.translations.of(state) ?? [];
		const most = Math.max(1, hypotheses[Math.min(state.rank, hypotheses.length) - 1]?.tokens.length ?? 1);
		element.querySelector<HTMLInputElement>('input[name="word"]')!.max = String(most);
		element.querySelector<HTMLInputElement>('input[name="rank"]')!.max = String(
			Math.max(1, hypotheses.length),
		);
	}

	private say(status: NonNullable<Translations["status"]>): void {
		this.translations.status = status;
		this.live.redraw(this.live.state, status(this.texts));
	}
}
