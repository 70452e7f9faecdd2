// What a student is told to try where a criterion is not met: each line goes with a number that was measured.

export const advice = {
	degenerate: {
		empty: (model: string, share: string) =>
			`The model ${model} writes nothing for ${share} of the test sentences.`,
		wordless: (model: string, share: string) =>
			`The model ${model} writes punctuation without a word for ${share} of the test sentences.`,
		constant: (model: string, share: string, text: string) =>
			`The model ${model} writes “${text}” for ${share} of the test sentences.`,
	},
	nothingLinked:
		"The word aligner found no link between words: the corpus is too small to judge the alignment by.",
	stillLearning: (model: string, before: string, last: string) =>
		`Validation loss ${model} was still falling in the last epoch (${before} to ${last}): try more --epochs.`,
	overfitting: (model: string, best: number, lowest: string, last: string) =>
		`Validation loss ${model} was lowest after epoch ${best} (${lowest}) and rose to ${last}: it needs more sentence pairs, not more epochs.`,
	fewPairs: (pairs: string) => `It was trained on ${pairs} sentence pairs: more pairs should help.`,
	pairsLeftOut: (used: string, all: string) =>
		`It was trained on ${used} of ${all} sentence pairs: --pairs 0 trains on all of them.`,
	unknownWords: (share: string) =>
		`${share} of the reference words are not in the vocabulary and cannot be written: try a larger --vocabulary or more pairs.`,
	strongBaseline: (bleu: string) =>
		`BLEU without attention is already ${bleu}: these sentences leave little to gain. Longer or more varied sentences show what attention adds.`,
	defaultsPass: "The default settings have passed on this corpus.",
	offByOne: {
		before: (other: string, own: string) =>
			`The row before each word matches better than its own (${other} against ${own}): the maps are off by one row.`,
		after: (other: string, own: string) =>
			`The row after each word matches better than its own (${other} against ${own}): the maps are off by one row.`,
	},
	evenWeights: (entropy: string) =>
		`The attention is spread almost evenly (row entropy ${entropy} of 1): it has not learned where to look.`,
	strongDiagonal: (match: string) =>
		`The plain diagonal alone meets ${match} of the links: these sentences change the order of words too little to tell attention from it. Longer or more varied sentences do.`,
	uncertain: (sentences: string) =>
		`On ${sentences} test sentences the interval still reaches 0: more --test-sources would narrow it.`,
};
