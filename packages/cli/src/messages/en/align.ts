// What `align` says: its help, its errors and its warnings.

export const align = {
	help: "link the words of a sentence with those of its translation, given or found",
	translationWord: "translation",
	sentence: "a sentence in the source language; without it, one per line on standard input",
	translation: "its translation; without it, the model translates (on standard input: after a tab)",
	method: "how the links are found",
	methodsTitle: "Methods:",
	methods: [
		"sinkhorn         where the model looks while it writes the translation, after scaling the attention map so",
		"                 that every source word gets its share; each target word has one link",
		"row-maximum      the most attended source word of each target word",
		"both-directions  a statistical word aligner, without attention, trained on the sentence pairs of --data or",
		"                 of the model's run; a word can have several links or none",
	],
	format: "how links are written: positions i-j, source first, from 0, or the words themselves",
	data: "both-directions: file of sentence pairs to learn from (default: the training pairs of the model's run)",
	beam: "beam size where there is no translation; 1 is greedy",
	noPair: "there is nothing to align",
	noPairHint:
		"Give a sentence and its translation, or one pair per line on standard input, with a tab between them.",
	columns: (line: number) =>
		`standard input, line ${line}: expected a sentence, a tab and its translation, got more than 3 columns`,
	columnsHint: "A third column is ignored, as in files of sentence pairs.",
	onlyBothDirections: (option: string) =>
		`${option}: only --method both-directions learns from sentence pairs`,
	needsData: "--skip-bad-lines: there is no --data to skip lines of",
	learning: (pairs: number) => `learning to align from ${pairs} sentence pairs`,
	unknownTargetWords: (where: string, words: string) =>
		`${where}words of the translation not in the model's vocabulary: ${words}`,
	notInPairs: (where: string, words: string) => `${where}words not in the sentence pairs: ${words}`,
};
