// What the smaller commands say.

export const tools = {
	check: "Check",
	checkOk: "ok",
	checkFailed: "not ok",
	yourTurn: "Your turn",

	dataFetching: (name: string) => `downloading ${name}`,
	dataReady: (path: string) => `Ready: ${path}`,
	dataUse: (command: string) => `Use it with:  ${command}`,
	dataSource: "Sentence pairs from tatoeba.org, via manythings.org/anki, CC BY 2.0.",
	dataFacts: {
		file: "file",
		pairs: "pairs",
		badLines: "lines that are not pairs",
		sources: "distinct source sentences",
		shared: "pairs with a repeated source sentence",
		sourceLength: "tokens per source sentence (mean; longest)",
		targetLength: "tokens per target sentence (mean; longest)",
		sourceTokens: "distinct source tokens",
		targetTokens: "distinct target tokens",
		aligned: "gold word links",
	},
	yes: "yes",
	no: "no",

	doctorTitle: "This machine",
	doctorNode: "Node.js",
	doctorNative: "native core",
	doctorWasm: "core for WebAssembly",
	doctorTfjs: "TensorFlow.js",
	doctorTensorflow: "tfjs-node (optional)",
	doctorPng: "PNG maps",
	doctorOut: "folder for the runs",
	doctorProcessor: "processor",
	doctorMemory: "memory",
	doctorNodeOld: (got: string) => `${got} is too old: 20.19 or newer is needed`,
	doctorNotInstalled: "not installed",
	doctorNotBuilt: "not built (`npm run build:wasm`)",
	doctorWritable: (folder: string) => `${folder} (writable)`,
	doctorCores: (count: number, model: string) => `${count} × ${model}`,
	doctorGood: "This machine has everything Mirada needs.",
	doctorBad: "Something is missing; see the lines marked ✗.",
	doctorThreads: (isa: string, threads: number) =>
		`${isa}, ${threads} ${threads === 1 ? "thread" : "threads"}`,

	benchTitle: "Speed of this machine",
	benchProgress: "measuring",
	benchCeilings: (peak: string, copy: string) =>
		`measured peak: ${peak} GFLOP/s of fused multiply-add, shown as 100 % (matrix units such as AMX can exceed it); memory copy: ${copy} GB/s`,
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
		training: "target tokens per second",
	},
	benchModels: { none: "without attention", attention: "with attention" },
	benchStatus: {
		timed: "timed",
		wrong: "WRONG RESULT",
		missing: "not supported: a kernel is missing",
		slow: "skipped: too slow",
	},
	benchOfPeak: (percent: string) => `(${percent} %)`,
	benchRatio: (name: string, mean: string, least: string, most: string) =>
		`Mirada is ${mean} times as fast as ${name} (geometric mean; ${least} to ${most}).`,
	benchMissing: (names: string) => `not installed: ${names}`,

	noSentence: "nothing to translate",
	emptySentence: (command: string) => `${command}: the sentence has no words`,
	unknownWords: (words: string) => `words not in the model's vocabulary: ${words}`,
	unknownWordsInLine: (line: number, words: string) =>
		`line ${line}: words not in the model's vocabulary: ${words}`,
	unknownWordsElsewhere: (lines: number) =>
		lines === 1 ? "1 more line has unknown words" : `${lines} more lines have unknown words`,
	knownWords: (count: number, file: string, isBuiltin: boolean) =>
		`${isBuiltin ? "This model was trained on the built-in corpus and" : "This model"} knows ${count} source words and punctuation marks, listed in ${file}. It can only guess at other words.`,
	otherSegmenter: (trained: string, here: string) =>
		`the model was trained on words found by ${trained}; this Node uses ${here}, which may split sentences differently`,
	cutTranslation: (where: string, words: number) => `${where}the translation was cut after ${words} tokens`,
	cutElsewhere: (lines: number) =>
		lines === 1 ? "1 more translation was cut" : `${lines} more translations were cut`,
	inLine: (line: number) => `line ${line}: `,
	noSentenceHint: "Give a sentence, or one sentence per line on standard input.",
	missingGlyphs: (count: number, characters: string) =>
		count === 1
			? `no font has this character; the PNG shows a box for it: ${characters}`
			: `no font has these ${count} characters; the PNG shows boxes for them: ${characters}`,
	missingGlyphsHint: (fontPackage: string) =>
		`Install a system font that has them, or \`npm install --prefix fonts ${fontPackage}\` and set MIRADA_FONTS=fonts. An SVG map uses the browser's fonts instead.`,
	savedMap: (path: string) => `Map written to ${path}`,
	evaluated: (sentences: number) => `${sentences} source sentences`,
	evaluateHead: ["measure", "value"],
	bleuOfBucket: (bucket: string) => `BLEU, ${bucket} source tokens`,
	penaltiesLine: (alpha: string, beta: string, isChosen: boolean) =>
		`length penalty α ${alpha} and coverage penalty β ${beta}${isChosen ? " (chosen by the run)" : ""}`,
	beamLine: (beam: number) => (beam === 1 ? "greedy search" : `beam search, beam size ${beam}`),
};
