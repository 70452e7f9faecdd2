// Errors and hints. A wrong value is said as `where: expected what, got value`; what is missing, full, taken or
// unknown is said to be so. `program` is how the user starts Mirada: `mirada`, or `npm run mirada --`.

export const errors = {
	error: "error",
	hint: "hint",
	warning: "warning",

	unknownOption: (option: string) => `unknown option ${option}`,
	unknownCommand: (command: string) => `unknown command "${command}"`,
	tooManyArguments: (command: string) => `${command}: too many arguments`,
	missingArgument: (argument: string) => `the argument <${argument}> is missing`,
	missingOptionValue: (option: string) => `${option} needs a value`,
	seeHelp: (command: string) => `See \`${command}\`.`,
	didYouMean: (word: string) => `Did you mean ${word}?`,
	wholeNumber: (option: string, least: number, most: number, got: string) =>
		`${option}: expected a whole number from ${least} to ${most}, got "${got}"`,
	oneOf: (option: string, choices: readonly string[], got: string) =>
		`${option}: expected one of ${choices.join(", ")}, got "${got}"`,
	languageCode: (flag: string, got: string) => `${flag}: expected the code of a language, got "${got}"`,
	languageCodeHint: "Codes are those of BCP 47: en, fr, zh, pt-BR.",
	builtinLanguage: (flag: string, own: string, got: string) =>
		`${flag}: expected ${own}, the language of the built-in corpus, got ${got}`,
	builtinLanguageHint: "Name a file of sentence pairs by --data.",
	runName: (got: string) =>
		`--name: expected at most 200 letters, digits, ".", "-" and "_", without a leading "." or "-", got "${got}"`,
	emptyPath: (option: string) => `${option}: expected a path, got an empty one`,
	unitsForHeads: (units: number, heads: number) =>
		`--units: expected a multiple of ${heads} for --score multi-head, got ${units}`,
	builtinTooLarge: (most: number, asked: number) =>
		`--pairs, --test-sources, --validation-sources: expected at most ${most} sentences from the built-in corpus in all, got ${asked}`,
	builtinTooLargeHint: "Ask for fewer, or give real pairs with --data.",
	needsMemory: (needed: string, present: string) =>
		`these settings need about ${needed} of memory, and this machine has ${present}`,
	needsMemoryHint: "Lower --units, --vocabulary or --batch.",
	runExists: (folder: string) => `--name: ${folder} already holds a run`,
	runExistsHint: "Continue that run by adding --resume, or choose another --name.",
	runBusy: (folder: string, pid: number | string, host: string, since: string) =>
		`${folder}: process ${pid} on ${host} has been working in this folder since ${since}`,
	runBusyHint: (lock: string) =>
		`Wait for it, or choose another --name. If that process is gone, delete ${lock}.`,
	otherSettings: (folder: string, differences: readonly string[]) =>
		`${folder}: the checkpoint was made with other settings: ${differences.join("; ")}`,
	settingDiffers: (name: string, stored: string, asked: string) =>
		`${name} is ${stored} there and ${asked} here`,
	otherSettingsHint:
		"Resume with the settings it was made with (leave those options out), or start anew with another --name.",
	nothingToResume: (folder: string) => `--resume: there is no run to continue in ${folder}`,
	nothingToResumeHint: "Leave --resume out to start it.",

	dataMissing: (path: string) => `${path}: no such file`,
	dataMissingHint: (program: string) =>
		`\`${program} data get spa-eng\` downloads the lesson's sentence pairs; without --data the built-in corpus is used.`,
	dataIsFolder: (path: string) => `${path}: expected a file of sentence pairs, got a folder`,
	dataIsDevice: (path: string) => `${path}: expected a file of sentence pairs, got a pipe or a device`,
	dataUnreadable: (path: string, detail: string) => `${path}: the file cannot be read: ${detail}`,
	dataEmpty: (path: string) => `${path}: the file is empty`,
	dataTooLarge: (path: string, most: string) => `${path}: the file is too large; at most ${most} are read`,
	dataTooLargeHint: "Give a part of it.",
	dataBinary: (path: string, format: string) =>
		`${path}: expected UTF-8 text, got ${format ? `a file in the format ${format}` : "binary data"}`,
	dataUtf16: (path: string) => `${path}: expected UTF-8 text, got UTF-16`,
	dataOtherEncoding: (path: string, line: number) =>
		`${path}: expected UTF-8 text, got another encoding, such as Latin-1 or Windows-1252 (line ${line})`,
	dataEncodingHint: "Save it again in UTF-8.",
	archiveCut: (path: string) => `${path}: the zip archive is incomplete: its end is missing`,
	archiveDamaged: (path: string, name: string) => `${path}: the zip archive is damaged (${name})`,
	archiveAgainHint: "Download or copy it again.",
	archiveEncrypted: (path: string, name: string) => `${path}: ${name} in the zip archive needs a password`,
	archiveMethod: (path: string, name: string, method: string) =>
		`${path}: ${name} in the zip archive is compressed with ${method}, which Mirada cannot read`,
	archiveZip64: (path: string) => `${path}: the archive is in the zip64 format, which Mirada cannot read`,
	archiveUnpackHint: "Unpack it, and give the text file inside.",
	archiveWithoutText: (path: string) => `${path}: there is no .txt or .tsv file in the zip archive`,
	dataFormatHint:
		"One pair per line: a sentence, a tab, its translation (a third column is ignored), or an export of Anki; .txt, .tsv or a .zip of one.",
	noPairs: (path: string, first: string) =>
		`${path}: no line of this file is a sentence pair. The first ones: ${first}`,
	badLines: (path: string, count: number, total: number, first: string) =>
		`${path}: ${count} of ${total} lines ${count === 1 ? "is not a sentence pair" : "are not sentence pairs"}: ${first}`,
	badLine: (number: number, reason: string, text: string) => `line ${number} (${reason}) "${text}"`,
	badLineReasons: {
		"no-tab": "no tab",
		"one-column": "only one column",
		"more-columns": "more than 3 columns",
		"no-source": "nothing before the tab",
		"no-target": "nothing after the tab",
		"too-long": "longer than any sentence",
		"not-utf8": "not UTF-8",
		"nul-character": "a NUL character",
	},
	badLinesHint: "Fix those lines, or skip them with --skip-bad-lines.",
	corpusTooSmall: (path: string, needed: number, got: number) =>
		`${path}: these settings need at least ${needed} distinct source sentences, and there are ${got}`,
	corpusTooSmallHint: "Give more pairs, or hold out fewer with --test-sources and --validation-sources.",
	unknownDataSet: (name: string) => `data get: expected spa-eng, the only set there is, got "${name}"`,
	downloadFailed: (detail: string) => `data get: the download failed: ${detail}`,
	downloadHint:
		"Check the connection and run it again: it continues where it stopped. Or download the file yourself and give it to --data.",
	downloadBusy: (pid: number | string, host: string) =>
		`data get: process ${pid} on ${host} is downloading this file`,
	downloadBusyHint: (lock: string) => `Wait for it. If that process is gone, delete ${lock}.`,

	inputUnreadable: (detail: string) => `standard input cannot be read: ${detail}`,
	inputNotUtf8: (line: number) => `standard input, line ${line}: expected UTF-8 text, got other bytes`,
	inputUtf16: "standard input: expected UTF-8 text, got UTF-16",
	inputNul: (line: number) => `standard input, line ${line}: expected text, got a NUL character`,
	inputTooLong: (where: string, most: number, got: number) =>
		`${where}: expected a sentence of at most ${most} words, got ${got}`,
	inputTooLarge: (most: string) => `standard input: at most ${most} are read at once`,
	inputHint: "Give one sentence per line, as plain text in UTF-8.",
	standardInput: (line: number) => `standard input, line ${line}`,

	cannotWrite: (path: string, detail: string) => `${path}: cannot be written: ${detail}`,
	cannotPrint: (detail: string) => `standard output cannot be written: ${detail}`,
	diskFull: (path: string) => `${path}: disk full`,
	cannotWriteHint: "Choose another place: --out names the folder of the runs.",
	diskFullHint: "Free some space and continue with --resume, or choose another folder with --out.",

	checkpointDamaged: (path: string, detail: string) => `${path}: the checkpoint is damaged: ${detail}`,
	checkpointDamagedHint: "Delete it to train that model from its beginning, or restore a copy.",
	configDamaged: (path: string, detail: string) => `${path}: the settings of the run are damaged: ${detail}`,
	configDamagedHint: "Restore a copy, or start anew with another --name.",
	modelMissing: (folder: string) => `${folder}: there is no saved translator`,
	modelMissingHint: (program: string) =>
		`\`${program} homework\` or \`${program} train\` makes one; --model names its folder.`,
	modelDamaged: (folder: string, detail: string) =>
		`${folder}: the saved translator cannot be read: ${detail}`,
	modelWithoutAttention: (folder: string) => `${folder}: this translator has no attention`,
	modelWithoutAttentionHint: "The other one of the same run has: --model runs/<name>/models/attention.",

	noRun: (path: string) => `${path}: the settings of the run that made this model are missing`,
	evaluateNeedsData: "Give a file of sentence pairs with --data.",

	nativeMissing: (detail: string) => `the native core is not built, or does not load: ${detail}`,
	nativeMissingHint: (program: string) =>
		`Build it with \`npm run build\` in a clone of Mirada, or \`npx mirada-build-core\` in an application (both need cmake and a C++20 compiler). \`${program} doctor\` shows what is there. --backend cpu works without it, many times slower.`,
	tensorflowMissing: (detail: string) =>
		`--backend tensorflow: neither @tensorflow/tfjs-node-gpu nor @tensorflow/tfjs-node can be loaded: ${detail}`,
	tensorflowMissingHint: (version: string) =>
		`Install one beside mirada and let its install script run, which downloads libtensorflow: \`npm install @tensorflow/tfjs-node@${version}\` (or tfjs-node-gpu). Or use --backend native.`,
	internal: (detail: string) => `internal: ${detail}`,
	internalHint: "This is a bug in Mirada. MIRADA_DEBUG=1 prints where it happened.",
	stopped: (signal: string) => `Stopped by ${signal}; the work so far is kept.`,
	resumeWith: (command: string) => `Continue with:  ${command}`,
};
