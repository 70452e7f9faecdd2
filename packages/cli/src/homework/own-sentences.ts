// Sentences of our own for the maps and samples of models trained on real pairs from English: what we show comes from
// no corpus. Each has words that Spanish puts in another order: adjectives after their noun, pronouns before their
// verb. Other languages, and corpora that lack the words, show held-out sentences of their own.

import { tokenize, type Vocabulary } from "@mirada/seq2seq";
import { isLanguageCode } from "../languages/language-code.js";
import type { DataReport } from "../results/report.js";

const sentences: readonly (readonly string[])[] = [
	"The red car is in front of the white house.",
	"She bought a black dress and new shoes.",
	"My old friend has a very interesting book.",
	"I gave him the green book.",
	"The little boy drinks cold milk.",
	"We live in a beautiful white house.",
	"He told me an old story.",
	"The young woman sings a sad song.",
	"I saw a big black dog in the park.",
	"They eat fresh fish every day.",
	"The tall man wears a blue shirt.",
	"I do not like the yellow car.",
].map((text) => tokenize(text));

/** Fewer that the model can read than this are not worth showing. */
const fewest = 4;

/** Those whose words the model knows all; none where the corpus' own sentences are to be shown. */
export function ownSentences(
	{ generated, sourceLanguage }: Pick<DataReport, "generated" | "sourceLanguage">,
	vocabulary: Vocabulary,
): (readonly string[])[] {
	if (generated || !isLanguageCode(sourceLanguage, "en")) return [];
	const known = sentences.filter((words) => words.every((word) => vocabulary.has(word)));
	return known.length < fewest ? [] : known;
}
