// What the site's build needs to know of the trained models: numbers and examples for the pages without JavaScript.

import type { StoredSnapshot } from "../live-training/snapshot.js";
import type { PageModel } from "./page-models.js";

export interface ExampleTranslation {
	tokens: string[];
	text: string;
	/** T x S, rounded to thousandths; null without attention. */
	weights: number[][] | null;
}

export interface Example {
	source: string[];
	/** What the grammar says. */
	reference: string[];
	/** Gold links between source and reference. */
	links: [source: number, target: number][];
	translations: Record<PageModel, ExampleTranslation>;
}

export interface ModelResult {
	parameterCount: number;
	/** On the held-out pairs, greedy decoding. */
	bleu: number;
	/** Share of held-out target words whose heaviest source word is a gold link; null without attention. */
	match: number | null;
}

export interface PageResults {
	models: Record<PageModel, ModelResult>;
	nulls: { uniform: number; diagonal: number };
	vocabulary: { source: number; target: number };
	pairs: number;
	heldOut: number;
	/** From short to long. */
	examples: Example[];
}

/** The recorded training that the page shows. */
export interface LiveRecords {
	/** The sentences whose maps the records hold. */
	shown: { source: string[]; target: string[]; links: [number, number][] }[];
	nulls: { uniform: number; diagonal: number };
	none: StoredSnapshot[];
	attention: StoredSnapshot[];
	/** The same pairs, every source with the translation of another. */
	shuffled: StoredSnapshot[];
}
