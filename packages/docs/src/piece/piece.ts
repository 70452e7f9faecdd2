// A piece of the lesson that a reader can change. It is described by pure functions from its state to HTML: the same
// ones write it into the page when the site is built and redraw it in the browser, so that the page without JavaScript
// shows what the page with it starts from.

import type { Fields } from "./fields.js";
import type { Cell } from "./grid-keys.js";
import type { Language } from "./language.js";
import type { NamedMatrix } from "./matrix-formats.js";
import type { Question } from "./question.js";

export interface Piece<State extends object> {
	/** `scale-lab` for the element `<mirada-scale-lab>`; also its name in the address. */
	name: string;
	title(language: Language): string;
	/** One sentence: what to look for before touching anything. */
	purpose(language: Language): string;
	question?(language: Language): Question;
	initial: State;
	fields: Fields<State>;
	/** Controls named after the fields; shown only where the page's code runs. */
	controls(state: State, language: Language): string;
	view(state: State, language: Language): string;
	/** What a screen reader is told after a change: one or two whole sentences. */
	announce(state: State, language: Language): string;
	/** Words for the value of a slider: `{ d: "d = 64" }`. */
	valueTexts?(state: State, language: Language): Readonly<Record<string, string>>;
	/** The state after a cell of an editable grid was chosen. */
	afterCell?(state: State, cell: Cell): State;
	/** A button named `action` was pressed. */
	afterAction?(state: State, action: string): State;
	/** The numbers to save or copy. */
	matrix(state: State, language: Language): NamedMatrix;
	/** The figure by itself, to save as SVG or PNG. */
	svg(state: State, language: Language): string;
}
