// What must hold of a command's end, whatever it was given.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { OLD_FILE } from "./run-case.mjs";

/** packages/cli/README.md, "Exit codes"; 7 is set-up's, and 70 is a bug. */
const documented = new Set([0, 1, 2, 3, 4, 5, 6, 129, 130, 141, 143]);
const signalCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** What is wrong with the end of a case, each as a sentence; nothing where all is well. */
export function judge(made, end, own) {
	return [
		...faultsOfCode(made, end),
		...faultsOfText(made, end),
		...faultsOfWork(made, end),
		...faultsOfFiles(made, end, own),
	];
}

function* faultsOfCode({ signal, connection }, end) {
	if (end.signal === "SIGKILL") yield "it runs away";
	// Before a command listens, a signal ends it at once, as the system does it.
	else if (end.signal && end.signal !== signal?.name) yield `it was ended by ${end.signal}`;
	else if (!end.signal && !documented.has(end.code)) yield `exit code ${end.code} is not documented`;
	if ([129, 130, 143].includes(end.code) && signalCodes[signal?.name] !== end.code)
		yield `exit code ${end.code} without its signal`;
	if (end.code === 141 && connection !== "reader left") yield "exit code 141 with a reader";
}

function* faultsOfText({ connection }, { code, out, err }) {
	if (/^\s+at .*:\d+:\d+\)?$/m.test(err)) yield "a stack trace";
	if (/TypeError|ReferenceError|bug in Mirada|error de Mirada|internal:/.test(err)) yield "an internal error";
	if (code >= 2 && code <= 6 && connection !== "stderr closed" && !/^error: \S/m.test(err))
		yield "an error without a message";
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
	if (/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(out + err)) yield "control characters in the output";
}

/** Code 0 says that what was asked for was done. */
function* faultsOfWork({ command, argv, input, inputBytes, connection, files = {} }, { code, out }) {
	if (code !== 0) return;
	const isHelp = argv.some((word) => ["--help", "-V", "--version"].includes(word));
	if (connection === "stdout full") yield "code 0 with a full disk behind stdout";
	if (isHelp || command === "usage") return;
	if (["translate", "attend", "align"].includes(command) && argv.some((word) => word.trim() === "")) {
		yield "code 0 for a sentence without words";
	}
	for (const [kind, path] of Object.entries(files)) {
		if (!existsSync(path)) yield `code 0 without the ${kind}`;
		else if (readFileSync(path, "latin1") === OLD_FILE) yield `code 0 with the old ${kind}`;
	}
	if (connection !== "plain" && connection !== "stdin closed" && connection !== "stderr closed") return;
	if (out === "") yield "code 0 without output";
	if (argv.includes("--json")) {
		try {
			JSON.parse(out);
		} catch {
			yield "--json with something else on stdout";
		}
		// In place of a closed descriptor a process may find a file that its runtime opened, and a sentence among the
		// arguments takes the place of standard input.
	} else if (
		["translate", "align"].includes(command) &&
		input !== "none" &&
		connection !== "stdin closed" &&
		!argv.includes("extra")
	) {
		const lines = inputBytes.toString("utf8").split(/\r\n|\n|\r/);
		if (lines.at(-1) === "") lines.pop();
		const rows = out.split("\n").slice(0, -1);
		// Several hypotheses make a block, whose lines have the number of the line that they translate.
		const isBlocks = Number(argv[argv.indexOf("--num-hypotheses") + 1]) > 1;
		const numbers = isBlocks ? new Set(rows.map((row) => row.split("\t")[0])) : new Set(rows.keys());
		if (numbers.size !== lines.length) yield `${lines.length} lines in, ${numbers.size} out`;
	}
}

function* faultsOfFiles({ files = {} }, end, own) {
	const endings = { svg: "</svg>", png: "IEND\u00aeB`\u0082" };
	for (const [kind, path] of Object.entries(files)) {
		if (!existsSync(path)) continue;
		const content = readFileSync(path, "latin1");
		if (content !== OLD_FILE && !content.trimEnd().endsWith(endings[kind])) yield `half of a file in ${kind}`;
	}
	if (end.signal) return;
	const left = readdirSync(own, { recursive: true }).filter((name) => /\.part(ial)?$|(^|\/)lock/.test(name));
	if (left.length > 0) yield `it left ${left.join(", ")} behind`;
}
