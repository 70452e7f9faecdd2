// Whether a translator's outputs are translations at all. A model that has learned nothing, or whose words were cut
// wrongly, writes nothing, or marks alone, or one sentence for everything: no score of such outputs says anything.

import { isWord } from "../data/is-word.js";

/** No output, marks without a word, one sentence whatever the source. */
export type Degeneration = "empty" | "wordless" | "constant";

export interface OutputSummary {
	sentences: number;
	/** Outputs without a token; outputs with tokens and no word among them. */
	empty: number;
	wordless: number;
	/** The output that is written most often, and for how many source sentences. */
	mostFrequent: { text: string; count: number };
	/** Set where at least half of the outputs are of one such kind, those left out that are right. */
	degenerate: Degeneration | null;
}

export function summarizeOutputs(
	sentences: readonly { translation: readonly string[]; references: readonly (readonly string[])[] }[],
): OutputSummary {
	const counts = new Map<string, number>();
	let [empty, wordless, wrongEmpty, wrongWordless] = [0, 0, 0, 0];
	const wrongCounts = new Map<string, number>();
	for (const { translation, references } of sentences) {
		const text = translation.join(" ");
		const isWrong = !references.some((reference) => reference.join(" ") === text);
		const isEmpty = translation.length === 0;
		const isWordless = !isEmpty && !translation.some(isWord);
		empty += Number(isEmpty);
		wordless += Number(isWordless);
		wrongEmpty += Number(isEmpty && isWrong);
		wrongWordless += Number(isWordless && isWrong);
		counts.set(text, (counts.get(text) ?? 0) + 1);
		if (isWrong) wrongCounts.set(text, (wrongCounts.get(text) ?? 0) + 1);
	}
	const [text, count] = mostCommon(counts);
	const isHalf = (number: number) => number > 0 && number >= sentences.length / 2;
	const [, repeated] = mostCommon(wrongCounts);
	const degenerate = isHalf(wrongEmpty)
		? "empty"
		: isHalf(wrongEmpty + wrongWordless)
			? "wordless"
			: repeated > 1 && isHalf(repeated)
				? "constant"
				: null;
	return { sentences: sentences.length, empty, wordless, mostFrequent: { text, count }, degenerate };
}

/** The first of equally common ones. */
function mostCommon(counts: ReadonlyMap<string, number>): [text: string, count: number] {
	let best: [string, number] = ["", 0];
	for (const entry of counts) if (entry[1] > best[1]) best = entry;
	return best;
}
