// Sentences of our own for the maps of models trained on real pairs: what we show comes from no corpus. Each has
// words that Spanish puts in another order: adjectives after their noun, pronouns before their verb.

import { tokenize } from "@mirada/seq2seq";

export const ownSentences: readonly (readonly string[])[] = [
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
