// Advice on a criterion that is not met. Each line goes with a number that was measured.

export const advice = {
	degenerate: {
		empty: (model: string, share: string) =>
			`The model ${model} writes nothing for ${share} of the test sentences.`,
		wordless: (model: string, share: string) =>
			`The model ${model} writes only punctuation for ${share} of the test sentences.`,
		constant: (model: string, share: string, text: string) =>
			`The model ${model} writes “${text}” for ${share} of the test sentences.`,
	},
	nothingLinked:
		"The word aligner found no links between words: the corpus is too small to judge the alignment.",
	stillLearning: (model: string, before: string, last: string) =>
		`Validation loss ${model} was still falling in the last epoch (${before} to ${last}): try more --epochs.`,
	overfitting: (model: string, best: number, lowest: string, last: string) =>
		`Validation loss ${model} was lowest after epoch ${best} (${lowest}) and rose to ${last}: it needs more sentence pairs, not more epochs.`,
	fewPairs: (pairs: string) => `There were only ${pairs} training pairs: more should help.`,
	pairsLeftOut: (used: string, all: string) =>
		`Only ${used} of ${all} sentence pairs were used for training: --pairs 0 uses all of them.`,
	unknownWords: (share: string) =>
		`${share} of the reference tokens are not in the vocabulary, so the model cannot write them: try a larger --vocabulary or more pairs.`,
	strongBaseline: (bleu: string) =>
		`BLEU without attention is already ${bleu}: these sentences leave little room for improvement. Longer or more varied sentences show what attention adds.`,
	defaultsPass: "With the default settings, the homework passes on this corpus.",
	offByOne: {
		before: (other: string, own: string) =>
			`The row before each word matches its links better than its own row (${other} against ${own}): the maps are off by one row.`,
		after: (other: string, own: string) =>
			`The row after each word matches its links better than its own row (${other} against ${own}): the maps are off by one row.`,
	},
	evenWeights: (entropy: string) =>
		`The attention is almost uniform (row entropy ${entropy}; uniform is 1): the model has not learned where to look.`,
	strongDiagonal: (match: string) =>
		`The diagonal alone finds ${match} of the links: in these sentences the word order changes too little to tell attention from a diagonal. Use longer or more varied sentences.`,
	uncertain: (sentences: string) =>
		`With ${sentences} test sentences, the interval still includes 0: more --test-sources would narrow it.`,
};
