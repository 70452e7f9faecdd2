// What has been translated so far: the examples when the page is built, the reader's own sentences as they come.

import type { ModelTranslation } from "../../model-worker/protocol.js";
import type { Example, PageResults } from "../../models/page-results.js";

export type TranslatingModel = "luong-general" | "own";

export interface TranslationKey {
	text: string;
	beam: number;
	model: TranslatingModel;
}

export class Translations {
	readonly examples: readonly Example[];
	/** Said instead of a translation: that one is under way, or why there is none. */
	status: ((texts: StatusTexts) => string) | undefined;
	/** Source words of the model, once it is loaded. */
	words: readonly string[] = [];
	/** What was loaded last as the reader's own. */
	own: { name: string; attention: string } | undefined;
	private readonly found = new Map<string, readonly ModelTranslation[]>();

	constructor({ examples }: PageResults) {
		this.examples = examples;
		for (const { source, translations } of examples) {
			const { tokens, text, weights } = translations["luong-general"];
			const told = { logProb: Number.NaN, score: Number.NaN, isFinished: true, unknownWords: [] };
			this.add({ text: source.join(" "), beam: 1, model: "luong-general" }, [
				{ ...told, tokens, text, weights, sourceTokens: source },
			]);
		}
	}

	/** Best first; undefined while there is none. */
	of(key: TranslationKey): readonly ModelTranslation[] | undefined {
		return this.found.get(nameOf(key));
	}

	add(key: TranslationKey, hypotheses: readonly ModelTranslation[]): void {
		this.found.set(nameOf(key), hypotheses);
	}

	/** Another model of the reader's: what the last one wrote is forgotten. */
	forgetOwn(): void {
		for (const name of this.found.keys()) if (name.startsWith("own|")) this.found.delete(name);
	}

	/** The example that is this sentence. */
	exampleOf(text: string): Example | undefined {
		return this.examples.find(({ source }) => source.join(" ") === text.trim());
	}
}

export interface StatusTexts {
	waiting: string;
	loading: string;
	failed(why: string): string;
}

function nameOf({ text, beam, model }: TranslationKey): string {
	return `${model}|${beam}|${text.trim()}`;
}
