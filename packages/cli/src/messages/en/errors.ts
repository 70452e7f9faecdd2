// Errors and hints. A wrong value is reported as `where: expected what, got value`; other errors say what is missing,
// full, taken or unknown. `program` is how the user starts Mirada: `mirada`, or `npm run mirada --`.

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
	number: (option: string, least: number, most: number, got: string) =>
		`${option}: expected a number from ${least} to ${most}, got "${got}"`,
	oneOf: (option: string, choices: readonly string[], got: string) =>
		`${option}: expected one of ${choices.join(", ")}, got "${got}"`,
	languageCode: (flag: string, got: string) => `${flag}: expected a language code, got "${got}"`,
	languageCodeHint: "Use a BCP 47 code, such as en, fr, zh or pt-BR.",
	builtinLanguage: (flag: string, own: string, got: string) =>
		`${flag}: expected ${own}, the language of the built-in corpus, got ${got}`,
	builtinLanguageHint: "For other languages, give a file of sentence pairs with --data.",
	runName: (got: string) =>
		`--name: expected at most 200 letters, digits, ".", "-" and "_", without a leading "." or "-", got "${got}"`,
	emptyPath: (option: string) => `${option}: expected a path, got an empty one`,
	unitsForHeads: (units: number, heads: number) =>
		`--units: expected a multiple of ${heads} for --score multi-head, got ${units}`,
	judgeNeedsBeam: "--judge beam: expected a beam size of 2 or more, got 1 (--beam 1)",
	judgeNeedsBeamHint:
		"With --beam 1 there are only greedy translations. Raise --beam, or use --judge greedy.",
	builtinTooLarge: (most: number, asked: number) =>
		`--pairs, --test-sources, --validation-sources: expected at most ${most} sentences from the built-in corpus in all, got ${asked}`,
	builtinTooLargeHint: "Use fewer, or give real pairs with --data.",
	needsMemory: (needed: string, present: string) =>
		`these settings need about ${needed} of memory, and this machine has ${present}`,
	needsMemoryHint: "Lower --units, --vocabulary or --batch.",
	runExists: (folder: string) => `--name: ${folder} already holds a run`,
	runExistsHint: "Add --resume to continue that run, or choose another --name.",
	runBusy: (folder: string, pid: number | string, host: string, since: string) =>
		`${folder}: process ${pid} on ${host} has been working in this folder since ${since}`,
	runBusyHint: (lock: string) =>
		`Wait for it, or choose another --name. If that process is gone, delete ${lock}.`,
	otherSettings: (folder: string, differences: readonly string[]) =>
		`${folder}: the checkpoint was made with other settings: ${differences.join("; ")}`,
	settingDiffers: (name: string, stored: string, asked: string) =>
		`${name} is ${stored} there and ${asked} here`,
	otherSettingsHint:
		"Leave those options out to resume with the old settings, or start over with another --name.",
	epochsFinished: (folder: string, model: string, epochs: number) =>
		`--epochs: ${folder}: the model ${model} has already finished its ${epochs} ${epochs === 1 ? "epoch" : "epochs"}`,
	epochsFinishedHint:
		"Epochs can be raised only while no model of the run is finished. Start a new run with another --name.",
	nothingToResume: (folder: string) => `--resume: there is no run to continue in ${folder}`,
	nothingToResumeHint: "Leave out --resume to start a new run.",

	dataMissing: (path: string) => `${path}: no such file`,
	dataMissingHint: (program: string) =>
		`\`${program} data get spa-eng\` downloads the lesson's sentence pairs; without --data the built-in corpus is used.`,
	dataIsFolder: (path: string) => `${path}: expected a file of sentence pairs, got a folder`,
	dataIsDevice: (path: string) => `${path}: expected a file of sentence pairs, got a pipe or a device`,
	dataUnreadable: (path: string, detail: string) => `${path}: the file cannot be read: ${detail}`,
	dataEmpty: (path: string) => `${path}: the file is empty`,
	dataTooLarge: (path: string, most: string) => `${path}: the file exceeds the limit of ${most}`,
	dataTooLargeHint: "Use part of the file.",
	dataBinary: (path: string, format: string) =>
		`${path}: expected UTF-8 text, got ${format ? `${format} data` : "binary data"}`,
	dataUtf16: (path: string) => `${path}: expected UTF-8 text, got UTF-16`,
	dataOtherEncoding: (path: string, line: number) =>
		`${path}: expected UTF-8 text, got another encoding, such as Latin-1 or Windows-1252 (line ${line})`,
	dataEncodingHint: "Save it again in UTF-8.",
	archiveCut: (path: string) => `${path}: the zip archive is incomplete: its end is missing`,
	archiveDamaged: (path: string, name: string) => `${path}: the zip archive is damaged (${name})`,
	archiveUnreadable: (path: string) => `${path}: the zip archive is damaged`,
	archiveMethodNumber: (number: number) => `method ${number}`,
	archiveAgainHint: "Download or copy it again.",
	archiveEncrypted: (path: string, name: string) => `${path}: ${name} in the zip archive needs a password`,
	archiveMethod: (path: string, name: string, method: string) =>
		`${path}: ${name} in the zip archive is compressed with ${method}, which Mirada cannot read`,
	archiveZip64: (path: string) => `${path}: the archive is in the zip64 format, which Mirada cannot read`,
	archiveUnpackHint: "Unpack it and use the text file inside.",
	archiveWithoutText: (path: string) => `${path}: there is no .txt or .tsv file in the zip archive`,
	dataFormatHint:
		"One pair per line: a sentence, a tab, its translation (a third column is ignored). Anki exports work too. The file may be .txt, .tsv, or a .zip of one.",
	noPairs: (path: string, first: string) => `${path}: the file has no sentence pairs. It begins: ${first}`,
	badLines: (path: string, count: number, total: number, first: string) =>
		`${path}: ${count} of ${total} lines ${count === 1 ? "is not a sentence pair" : "are not sentence pairs"}: ${first}`,
	badLine: (number: number, reason: string, text: string) => `line ${number} (${reason}) "${text}"`,
	badLineReasons: {
		"no-tab": "no tab",
		"one-column": "only one column",
		"more-columns": "more than 3 columns",
		"no-source": "nothing before the tab",
		"no-target": "nothing after the tab",
		"too-long": "too long for a sentence",
		"not-utf8": "not UTF-8",
		"nul-character": "a NUL character",
	},
	badLinesHint: "Fix those lines, or skip them with --skip-bad-lines.",
	corpusTooSmall: (path: string, needed: number, got: number) =>
		`${path}: these settings need at least ${needed} distinct source sentences, but there are only ${got}`,
	corpusTooSmallHint:
		"Use more pairs, or hold out fewer sentences with --test-sources and --validation-sources.",
	unknownDataSet: (name: string) => `data get: expected spa-eng, the only available set, got "${name}"`,
	downloadFailed: (detail: string) => `data get: the download failed: ${detail}`,
	downloadHash: "data get: the file on the server is not the expected one (its SHA-256 differs)",
	downloadHashHint: "Download the file by other means and pass it to --data.",
	downloadReasons: {
		status: (status: string) => `the server answered with status ${status}`,
		closed: (received: string) => `the connection closed after ${received} bytes`,
		stalled: (seconds: string) => `no data for ${seconds} s`,
	},
	downloadHint:
		"Check the connection and run the command again; the download resumes where it stopped. Or download the file yourself and pass it to --data.",
	downloadBusy: (pid: number | string, host: string) =>
		`data get: process ${pid} on ${host} is downloading this file`,
	downloadBusyHint: (lock: string) => `Wait for it. If that process is gone, delete ${lock}.`,

	inputUnreadable: (detail: string) => `standard input cannot be read: ${detail}`,
	inputNotUtf8: (line: number) => `standard input, line ${line}: expected UTF-8 text, got other bytes`,
	inputUtf16: "standard input: expected UTF-8 text, got UTF-16",
	inputNul: (line: number) => `standard input, line ${line}: expected text, got a NUL character`,
	inputTooLong: (where: string, most: number, got: number) =>
		`${where}: expected a sentence of at most ${most} tokens, got ${got}`,
	inputTooLarge: (most: string) => `standard input exceeds the limit of ${most}`,
	inputHint: "Give one sentence per line, as plain text in UTF-8.",
	standardInput: (line: number) => `standard input, line ${line}`,

	cannotWrite: (path: string, detail: string) => `${path}: cannot be written: ${detail}`,
	cannotPrint: (detail: string) => `standard output cannot be written: ${detail}`,
	diskFull: (path: string) => `${path}: disk full`,
	cannotWriteHint: "Check the path and its permissions, or choose another one (for runs, with --out).",
	diskFullHint:
		"Free some space, then resume a stopped run with --resume; or write to another disk (for runs, with --out).",

	/** What the system says, by its code. */
	systemReasons: {
		ENOENT: "no such file or folder",
		EACCES: "permission denied",
		EPERM: "operation not permitted",
		EROFS: "read-only file system",
		ENOTDIR: "not a folder",
		EISDIR: "it is a folder",
		EEXIST: "it already exists",
		ENOTEMPTY: "the folder is not empty",
		EIO: "input/output error",
		ENAMETOOLONG: "name too long",
		ELOOP: "too many symbolic links",
		EMFILE: "too many open files",
		ENFILE: "too many open files",
		EBADF: "the file is closed",
		ENXIO: "no such device",
		ENOSPC: "no space left on the device",
		EDQUOT: "disk quota exceeded",
		EFBIG: "file too large",
		EBUSY: "it is in use",
		ENOTFOUND: "the server's name cannot be resolved",
		EAI_AGAIN: "the server's name cannot be resolved now",
		ECONNREFUSED: "connection refused",
		ECONNRESET: "the connection was reset",
		ETIMEDOUT: "the connection timed out",
		UND_ERR_CONNECT_TIMEOUT: "the connection timed out",
		UND_ERR_SOCKET: "the connection was closed",
		ENETUNREACH: "the network is unreachable",
		EHOSTUNREACH: "the server is unreachable",
	},
	/** What is wrong with a saved translator or a checkpoint (`FileFault`). */
	faults: {
		length: (expected: string, got: string) => `it should have ${expected} bytes and has ${got}`,
		tooShort: (got: string) => `it was cut after ${got} bytes`,
		header: "it is another kind of file, or its beginning is damaged",
		format: (got: string) => `its format is "${got}", which this version cannot read`,
		checksum: "its contents do not match its checksum",
		parts: "its parts do not belong together",
	},
	/** A reason that another program gave in English. */
	quoted: (text: string) => text,
	notJson: "it is not valid JSON",
	noSettings: "it does not contain the settings of a run",
	badSetting: (name: string, expected: string, got: string) => `${name}: expected ${expected}, got ${got}`,
	/** What a setting should be. */
	expected: {
		path: "a path",
		language: (auto: string) => `${auto} or a language code`,
		positive: "a number above 0",
		share: "a number from 0 to below 1",
		whole: (least: number, most: number) => `a whole number from ${least} to ${most}`,
		oneOf: (names: readonly string[]) => `one of ${names.join(", ")}`,
	},

	checkpointDamaged: (path: string, detail: string) => `${path}: the checkpoint is damaged: ${detail}`,
	checkpointDamagedHint: "Delete it to train that model from scratch, or restore a copy.",
	configDamaged: (path: string, detail: string) => `${path}: the settings of the run are damaged: ${detail}`,
	configDamagedHint: "Restore a copy, or start over with another --name.",
	modelMissing: (folder: string) => `${folder}: there is no saved translator`,
	modelMissingHint: (program: string) =>
		`\`${program} homework\` or \`${program} train\` creates one; pass its folder with --model.`,
	modelDamaged: (folder: string, detail: string) =>
		`${folder}: the saved translator cannot be read: ${detail}`,
	modelWithoutAttention: (folder: string) => `${folder}: this translator has no attention`,
	modelWithoutAttentionHint: "Use the other model of the run: --model runs/<name>/models/attention.",

	noRun: (path: string) => `${path}: the settings of the run that made this model are missing`,
	evaluateNeedsData: "Give a file of sentence pairs with --data.",

	/** Of a file that a program looked for. */
	notThere: "no such file",
	nativeMissing: (detail: string) => `the native core is not built or cannot be loaded: ${detail}`,
	nativeMissingHint: (program: string) =>
		`Build it with \`npm run build\` in a clone of Mirada, or \`npx mirada-build-core\` in an application (both need cmake and a C++20 compiler). \`${program} doctor\` checks this machine. --backend mirada-wasm needs neither: the same kernels in WebAssembly, slower and on one thread.`,
	wasmMissing: (detail: string) => `the core for WebAssembly is not built or cannot be loaded: ${detail}`,
	wasmMissingHint: (program: string) =>
		`\`npm run build:wasm\` in a clone of Mirada builds it (needs Python's pip, no compiler); packed packages contain it. \`${program} doctor\` checks this machine.`,
	wasmThreads: (threads: number) => `--threads: mirada-wasm computes on one thread, got ${threads}`,
	wasmThreadsHint: "Leave --threads out, or use --backend native.",
	wasmMemory: (wanted: string, all: string) =>
		`mirada-wasm is out of memory: no room for ${wanted} in its ${all}`,
	wasmMemoryHint:
		"Use a smaller --batch, --vocabulary or --units, or --backend native, which takes what the machine has.",
	tensorflowMissing:
		"--backend tensorflow: neither @tensorflow/tfjs-node-gpu nor @tensorflow/tfjs-node is installed",
	tensorflowBroken: (detail: string) => `--backend tensorflow: TensorFlow cannot be loaded: ${detail}`,
	tensorflowMissingHint: (version: string) =>
		`Install one next to mirada and allow its install script, which downloads libtensorflow: \`npm install @tensorflow/tfjs-node@${version}\` (or tfjs-node-gpu). Or use --backend native.`,
	internal: (detail: string) => `internal: ${detail}`,
	internalHint: "This is a bug in Mirada. MIRADA_DEBUG=1 prints a stack trace.",
	stopped: (signal: string) => `Stopped by ${signal}; the work so far is saved.`,
	resumeWith: (command: string) => `Continue with:  ${command}`,
};
