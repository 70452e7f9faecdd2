// `where: expected what, got value`, and hints.

export const errors = {
	error: "error",
	hint: "hint",
	warning: "warning",

	unknownOption: (option: string) => `mirada: expected an option that exists, got ${option}`,
	unknownCommand: (command: string) => `mirada: expected a command that exists, got "${command}"`,
	tooManyArguments: (command: string) => `mirada ${command}: expected fewer arguments`,
	missingArgument: (argument: string) => `mirada: expected the argument <${argument}>, got nothing`,
	missingOptionValue: (option: string) => `mirada: expected a value after ${option}, got nothing`,
	seeHelp: (command: string) => `\`${command} --help\` lists what there is.`,
	didYouMean: (word: string) => `Did you mean ${word}?`,
	wholeNumber: (option: string, least: number, got: string) =>
		`${option}: expected a whole number of at least ${least}, got "${got}"`,
	oneOf: (option: string, choices: readonly string[], got: string) =>
		`${option}: expected one of ${choices.join(", ")}, got "${got}"`,
	runName: (got: string) =>
		`--name: expected letters, digits, ".", "-" and "_" without a leading ".", got "${got}"`,
	runExists: (folder: string) => `--name: expected a name that is free, got ${folder}, which holds a run`,
	runExistsHint: "Continue that run by adding --resume, or choose another --name.",
	otherSettings: (folder: string, differences: readonly string[]) =>
		`${folder}: expected a checkpoint of these settings, got one of others: ${differences.join("; ")}`,
	settingDiffers: (name: string, stored: string, asked: string) =>
		`${name} is ${stored} there, ${asked} here`,
	otherSettingsHint:
		"Resume with the settings it was made with (leave those options out), or start anew with another --name.",
	nothingToResume: (folder: string) => `--resume: expected a run to continue in ${folder}, got none`,
	nothingToResumeHint: "Leave --resume out to start it.",

	dataMissing: (path: string) => `${path}: expected a file of sentence pairs, got no such file`,
	dataMissingHint:
		"`mirada data get spa-eng` fetches the pairs of the lesson; without --data the built-in corpus is used.",
	dataIsFolder: (path: string) => `${path}: expected a file of sentence pairs, got a folder`,
	dataUnreadable: (path: string, detail: string) => `${path}: expected a readable file, got: ${detail}`,
	dataEmpty: (path: string) => `${path}: expected sentence pairs, got an empty file`,
	dataBinary: (path: string) => `${path}: expected UTF-8 text, got binary data`,
	dataFormatHint:
		"One pair per line: English, a tab, Spanish (a third column is ignored); .txt, .tsv or a .zip of one.",
	badLines: (path: string, count: number, first: string) =>
		`${path}: expected two sentences with a tab between them on every line, got ${count === 1 ? "1 line that is none" : `${count} lines that are none`}: ${first}`,
	badLine: (number: number, text: string) => `line ${number} "${text}"`,
	badLinesHint: "Mend those lines, or leave them out with --skip-bad-lines.",
	corpusTooSmall: (path: string, needed: number, got: number) =>
		`${path}: expected at least ${needed} distinct source sentences for these settings, got ${got}`,
	corpusTooSmallHint: "Give more pairs, or hold fewer out with --test-sources and --validation-sources.",
	dataInvalid: (path: string, detail: string) => `${path}: expected sentence pairs, got: ${detail}`,
	unknownDataSet: (name: string) => `data get: expected a set that is known (spa-eng), got "${name}"`,
	downloadFailed: (detail: string) => `data get: expected the file from the network, got: ${detail}`,
	downloadHint:
		"Check the connection and run it again: it goes on where it stopped. Or fetch the file by hand and pass --data.",

	cannotWrite: (path: string, detail: string) => `${path}: expected a place to write to, got: ${detail}`,
	diskFull: (path: string) => `${path}: expected room to write, got a full disk`,
	cannotWriteHint: "Choose another folder with --out.",
	diskFullHint: "Free some room and continue with --resume, or choose another folder with --out.",

	checkpointDamaged: (path: string, detail: string) => `${path}: expected a whole checkpoint, got: ${detail}`,
	checkpointDamagedHint: "Delete it to train that model from its beginning, or restore a copy.",
	modelMissing: (folder: string) => `${folder}: expected a saved translator, got none`,
	modelMissingHint: "`mirada homework` or `mirada train` makes one; --model names its folder.",
	modelDamaged: (folder: string, detail: string) =>
		`${folder}: expected a whole saved translator, got: ${detail}`,
	modelWithoutAttention: (folder: string) =>
		`${folder}: expected a translator with attention, got the one without`,
	modelWithoutAttentionHint:
		"Its neighbour in the same run has attention: --model runs/<name>/models/attention.",

	noRun: (path: string) =>
		`${path}: expected the settings of the run that the model is from, got no such file`,
	evaluateNeedsData: "Name a file of sentence pairs by --data.",

	nativeMissing: (detail: string) => `native core: expected a built addon, got none that loads: ${detail}`,
	nativeMissingHint:
		"Build it: `npm run build` in a checkout of Mirada, `npx mirada-build-core` in an application (both need cmake and a C++20 compiler). `mirada doctor` tells what is there. Without it --backend cpu works, many times slower.",
	tensorflowMissing: (detail: string) =>
		`--backend tensorflow: neither @tensorflow/tfjs-node-gpu nor @tensorflow/tfjs-node can be loaded: ${detail}`,
	tensorflowMissingHint: (version: string) =>
		`Install one beside mirada and let its install script run, which downloads libtensorflow: \`npm install @tensorflow/tfjs-node@${version}\` (or tfjs-node-gpu). Or use --backend native.`,
	internal: (detail: string) => `internal: ${detail}`,
	internalHint: "This is a defect of Mirada. MIRADA_DEBUG=1 prints where it happened.",
	stopped: (signal: string) => `Stopped by ${signal}; the work so far is kept.`,
	resumeWith: (command: string) => `Continue with:  ${command}`,
};
