// What the smaller commands say.

export const tools = {
	exerciseList: "The lesson's five exercises:",
	exerciseRun: (program: string) => `Run one with \`${program} exercise <number>\`.`,
	exerciseTitle: (number: number, title: string) => `Exercise ${number}: ${title}`,
	check: "Check",
	checkOk: "ok",
	checkFailed: "not ok",
	yourTurn: "Your turn",

	dataFetching: (name: string) => `downloading ${name}`,
	dataReady: (path: string) => `Ready: ${path}`,
	dataUse: (command: string) => `Use it with:  ${command}`,
	dataSource: "Sentence pairs of tatoeba.org through manythings.org/anki, CC BY 2.0.",
	dataFacts: {
		file: "file",
		pairs: "pairs",
		badLines: "lines that are no pair",
		sources: "distinct source sentences",
		shared: "pairs that share their source sentence",
		sourceLength: "words per source sentence (mean, longest)",
		targetLength: "words per target sentence (mean, longest)",
		sourceWords: "different source words",
		targetWords: "different target words",
		aligned: "gold word links",
	},
	yes: "yes",
	no: "no",

	doctorTitle: "What this machine has",
	doctorNode: "Node.js",
	doctorNative: "native core",
	doctorTfjs: "TensorFlow.js",
	doctorTensorflow: "tfjs-node (optional)",
	doctorPng: "PNG maps",
	doctorOut: "folder of the runs",
	doctorProcessor: "processor",
	doctorMemory: "memory",
	doctorNodeOld: (got: string) => `20.19 or newer is needed, this is ${got}`,
	doctorNotInstalled: "not installed",
	doctorWritable: (folder: string) => `${folder} can be written`,
	doctorCores: (count: number, model: string) => `${count} × ${model}`,
	doctorGood: "All that Mirada needs is here.",
	doctorBad: "Something is missing; the lines above tell what.",
	doctorThreads: (isa: string, threads: number) =>
		`${isa}, ${threads} ${threads === 1 ? "thread" : "threads"}`,

	benchTitle: "What this machine reaches",
	benchProgress: "measuring",
	benchCeilings: (peak: string, copy: string) =>
		`measured: ${peak} GFLOP/s of multiply-adds, which is 100 % (tile units can pass it); ${copy} GB/s of copying`,
	benchGroups: {
		attentionForward: "Attention, forward",
		attentionTraining: "Attention, forward and backward",
		matmul: "Matrix product",
		training: "Training a translator",
	},
	benchUnits: {
		attentionForward: "GFLOP/s; batch × heads × queries × keys × head size",
		attentionTraining: "GFLOP/s",
		matmul: "GFLOP/s",
		training: "target words per second",
	},
	benchModels: { none: "without attention", attention: "with attention" },
	benchStatus: {
		timed: "timed",
		wrong: "WRONG RESULT",
		missing: "cannot: a kernel is missing",
		slow: "left out: too slow",
	},
	benchOfPeak: (percent: string) => `(${percent} %)`,
	benchRatio: (name: string, mean: string, least: string, most: string) =>
		`Mirada is ${mean} times as fast as ${name} (geometric mean; ${least} to ${most}).`,
	benchMissing: (names: string) => `not installed: ${names}`,

	noSentence: "there is nothing to translate",
	emptySentence: (command: string) => `${command}: the sentence has no words`,
	unknownWords: (words: string) => `words that the model does not know: ${words}`,
	unknownWordsInLine: (line: number, words: string) =>
		`line ${line}: words that the model does not know: ${words}`,
	unknownWordsElsewhere: (lines: number) =>
		lines === 1 ? "1 more line has unknown words" : `${lines} more lines have unknown words`,
	knownWords: (count: number, file: string, isBuiltin: boolean) =>
		`${isBuiltin ? "Trained on the built-in corpus, it" : "It"} knows ${count} source words, which ${file} lists; it translates any other word by guessing.`,
	otherSegmenter: (trained: string, here: string) =>
		`the model was trained on words found by ${trained}; this Node uses ${here}, which may split sentences differently`,
	cutTranslation: (where: string, words: number) => `${where}the translation was cut after ${words} words`,
	cutElsewhere: (lines: number) =>
		lines === 1 ? "1 more translation was cut" : `${lines} more translations were cut`,
	inLine: (line: number) => `line ${line}: `,
	noSentenceHint: "Give a sentence, or one sentence per line on standard input.",
	missingGlyphs: (count: number, characters: string) =>
		`no font has ${count === 1 ? "this character" : `these ${count} characters`}, drawn as boxes in the PNG: ${characters}`,
	missingGlyphsHint: (fontPackage: string) =>
		`Install a system font that has them, or \`npm install --prefix fonts ${fontPackage}\` and set MIRADA_FONTS=fonts. The SVG shows them with the fonts of the browser.`,
	savedMap: (path: string) => `Map written to ${path}`,
	evaluated: (sentences: number) => `${sentences} source sentences`,
	evaluateHead: ["measure", "value"],
	beamLine: (beam: number) => (beam === 1 ? "greedy search" : `beam search, beam size ${beam}`),
};
