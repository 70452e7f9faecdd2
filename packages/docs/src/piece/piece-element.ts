// The live form of a piece: an element that takes the HTML it finds, listens to the controls and redraws the figure.

import { hashWithState, stateFromHash } from "./address-state.js";
import type { Field } from "./fields.js";
import type { Cell } from "./grid-keys.js";
import type { Language } from "./language.js";
import { cellAt, enliven, placeOf } from "./live-grid.js";
import { LiveRegion } from "./live-region.js";
import type { Piece } from "./piece.js";
import type { ExportAction } from "./piece-html.js";
import { exportFigure } from "./save-figure.js";
import { pieceTexts } from "./texts.js";

/** A living piece, for code that changes it from outside: a training that goes on, a translation that arrives. */
export interface LiveHandle<State extends object> {
	readonly element: HTMLElement;
	readonly language: Language;
	readonly state: State;
	/** A new state, as if the reader had chosen it. */
	change(state: State): void;
	/** Draws what has come, without a word to the address; tells screen readers the announcement, or `words`. */
	redraw(state: State, words?: string): void;
}

/**
 * Defines `<mirada-(name)>`; every such element of the page comes alive at once.
 * @param connect called for each element once it is alive
 */
export function definePiece<State extends object>(
	piece: Piece<State>,
	connect?: (live: LiveHandle<State>) => void,
): void {
	const tag = `mirada-${piece.name}`;
	if (customElements.get(tag)) return;
	customElements.define(
		tag,
		class extends HTMLElement {
			#isAlive = false;
			connectedCallback() {
				if (this.#isAlive) return;
				this.#isAlive = true;
				const live = new LivePiece(this, piece);
				connect?.(live);
			}
		},
	);
}

class LivePiece<State extends object> implements LiveHandle<State> {
	readonly language: Language;
	private readonly live: LiveRegion;
	state: State;

	constructor(
		readonly element: HTMLElement,
		private readonly piece: Piece<State>,
	) {
		this.language = element.lang === "en" ? "en" : "es";
		const region = this.part("[data-live]");
		this.live = new LiveRegion((text) => {
			region.textContent = text;
		});
		this.state = stateFromHash(location.hash, piece.name, piece.fields, piece.initial);
		if (this.isChanged()) this.draw();
		else this.enlivenGrids();
		this.listen();
		element.dataset.alive = "";
	}

	private part<Found extends HTMLElement>(selector: string): Found {
		return this.element.querySelector<Found>(selector)!;
	}

	private isChanged(): boolean {
		const { fields, initial } = this.piece;
		return (Object.keys(fields) as (keyof State)[]).some(
			(name) => fields[name].write(this.state[name]) !== fields[name].write(initial[name]),
		);
	}

	private listen(): void {
		const controls = this.part<HTMLFormElement>("[data-controls]");
		controls.addEventListener("submit", (event) => event.preventDefault());
		controls.addEventListener("input", (event) => this.readControl(event.target as HTMLInputElement));
		this.element.addEventListener("click", (event) => {
			const button = (event.target as Element).closest<HTMLElement>("button");
			if (!button) return;
			const { action, export: format } = button.dataset;
			if (action && this.piece.afterAction) this.change(this.piece.afterAction(this.state, action));
			if (format) void this.save(format as ExportAction);
			if ("reset" in button.dataset) {
				this.change(this.piece.initial);
				this.live.say(pieceTexts[this.language].isReset);
			}
		});
		this.element.addEventListener("change", (event) => this.judgeGuess(event.target as HTMLElement));
		addEventListener("hashchange", () => {
			if (!this.element.isConnected || !location.hash.includes(`${this.piece.name}.`)) return;
			this.state = stateFromHash(location.hash, this.piece.name, this.piece.fields, this.piece.initial);
			this.draw();
		});
	}

	private readControl(control: HTMLInputElement): void {
		const field = (this.piece.fields as Record<string, Field<unknown>>)[control.name];
		const value = field?.read(control.value);
		if (value !== undefined) this.change({ ...this.state, [control.name]: value });
	}

	redraw(state: State, words = this.piece.announce(state, this.language)): void {
		this.state = state;
		this.draw();
		this.live.say(words);
	}

	change(state: State): void {
		this.state = state;
		this.draw();
		const { name, fields, initial } = this.piece;
		const hash = hashWithState(location.hash, name, fields, { state, initial });
		history.replaceState(history.state, "", hash === "" ? location.pathname + location.search : hash);
		this.live.say(this.piece.announce(state, this.language));
	}

	/** Redraws the figure and brings the controls up to date; the focus stays where it is. */
	private draw(): void {
		const view = this.part("[data-view]");
		const focused = view.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
		const grid = focused?.closest("table")?.dataset.grid;
		const place = focused && "row" in focused.dataset ? placeOf(focused) : undefined;
		const open = [...view.querySelectorAll("details")].map((details) => details.open);
		view.innerHTML = this.piece.view(this.state, this.language);
		for (const [i, details] of [...view.querySelectorAll("details")].entries())
			details.open = open[i] ?? details.open;
		this.enlivenGrids(grid, place);
		this.updateControls();
	}

	private enlivenGrids(focusedGrid?: string, place?: Cell): void {
		const line = this.part("[data-reading-line]");
		for (const table of this.element.querySelectorAll<HTMLTableElement>("table[data-grid]")) {
			const isFocused = table.dataset.grid === focusedGrid;
			const { afterCell } = this.piece;
			enliven(
				{
					table,
					read: (words) => {
						line.textContent = words;
					},
					choose:
						afterCell && "editable" in table.dataset
							? (cell) => this.change(afterCell(this.state, cell))
							: undefined,
				},
				isFocused ? place : undefined,
			);
			if (isFocused && place) cellAt(table, place)?.focus();
		}
	}

	private updateControls(): void {
		const { fields } = this.piece;
		const words = this.piece.valueTexts?.(this.state, this.language) ?? {};
		for (const control of this.part<HTMLFormElement>("[data-controls]").elements) {
			if (!(control instanceof HTMLInputElement) || !(control.name in fields)) continue;
			const text = fields[control.name as keyof State].write(this.state[control.name as keyof State]);
			if (control.type === "radio") control.checked = control.value === text;
			else control.value = text;
			const valueText = words[control.name];
			if (control.type !== "range" || valueText === undefined) continue;
			control.setAttribute("aria-valuetext", valueText);
			this.part(`[data-value-of="${control.name}"]`).textContent = valueText;
		}
	}

	private judgeGuess(target: HTMLElement): void {
		const { guess } = target.dataset;
		if (!guess) return;
		const texts = pieceTexts[this.language];
		const verdict = guess === "right" ? `✓ ${texts.guessedRight}` : `✗ ${texts.guessedWrong}`;
		this.part("[data-verdict]").textContent = verdict;
		const details = this.part<HTMLDetailsElement>(".question details");
		details.open = true;
		this.live.say(details.querySelector("p")!.textContent!.trim());
	}

	private async save(format: ExportAction): Promise<void> {
		const { state, language, piece } = this;
		const done = await exportFigure(format, {
			name: piece.name,
			svg: () => piece.svg(state, language),
			matrix: () => piece.matrix(state, language),
			language,
		});
		this.part("[data-reading-line]").textContent = done;
		this.live.say(done);
	}
}
