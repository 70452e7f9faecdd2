// One line per step: its name, then how long it took. What the step prints goes to a log file, whose tail
// is shown only when the step fails.

import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { performance } from "node:perf_hooks";
import { exitCodeOf, passSignals } from "./pass-signals.mjs";
import { repositoryRoot } from "./repository-root.mjs";

const TAIL_LINES = 40;
const NAME_COLUMN = 36;

/** The end of a run that failed: already reported, so whoever catches it only sets the exit code. */
export class StepFailed extends Error {}

export function logPath(name) {
	return join(repositoryRoot, ".mirada", "logs", `${name}.log`);
}

/**
 * Runs a command with its output kept in `.mirada/logs/<name>.log`; resolves to its exit code.
 * `options`: `cwd`, `env` (added to the environment), `append` (keep what the log holds).
 */
export function runQuietly(name, command, args, options = {}) {
	const path = logPath(name);
	mkdirSync(dirname(path), { recursive: true });
	const log = openSync(path, options.append ? "a" : "w");
	writeSync(log, `$ ${[command, ...args].join(" ")}\n`);
	const child = spawn(command, args, {
		cwd: options.cwd ?? repositoryRoot,
		env: { ...process.env, ...options.env },
		stdio: ["ignore", log, log],
		// npm, npx and pnpm are .cmd files on Windows, which only a shell starts.
		shell: process.platform === "win32" && !command.endsWith(".exe"),
	});
	const stoppedBy = passSignals(child);
	return new Promise((resolve) => {
		child.on("error", (error) => {
			writeSync(log, `${error.message}\n`);
			closeSync(log);
			resolve(127);
		});
		child.on("close", (code, signal) => {
			if (signal) writeSync(log, `ended by ${signal}\n`);
			closeSync(log);
			// Whoever stopped the step stopped the whole run.
			if (stoppedBy()) process.exit(exitCodeOf(null, stoppedBy()));
			resolve(exitCodeOf(code, signal));
		});
	});
}

/** Prints the tail of a step's log. */
export function showLogTail(name, say) {
	const path = logPath(name);
	let text = "";
	try {
		text = readFileSync(path, "utf8");
	} catch {
		return;
	}
	const lines = text.trimEnd().split("\n").slice(-TAIL_LINES);
	console.error(`\n${say.logTail({ lines: lines.length, path: relative(process.cwd(), path) })}`);
	console.error(lines.map((line) => `  | ${line}`).join("\n"));
}

/** A step's title, filled up to the column of the results. */
export function stepLabel(title) {
	return `${title} ${".".repeat(Math.max(3, NAME_COLUMN - title.length))} `;
}

/** Says on stderr why a step failed; gives the StepFailed to throw. */
export function reportFailure(error, say) {
	if (error.log) showLogTail(error.log, say);
	else console.error(`\n${error.message}`);
	return error instanceof StepFailed ? error : new StepFailed(error.message, { cause: error });
}

/**
 * Runs `work`, prints `title ... result`. `work` resolves to a note for the line's end, or to nothing; it rejects
 * with StepFailed after `log` names where to look.
 */
export async function step(title, say, work) {
	const start = performance.now();
	process.stdout.write(stepLabel(title));
	try {
		const note = await work();
		const seconds = ((performance.now() - start) / 1000).toFixed(1);
		console.log(note ? `${note} (${say.seconds(seconds)})` : say.seconds(seconds));
	} catch (error) {
		console.log(say.failed());
		throw reportFailure(error, say);
	}
}

/** A failure whose explanation is in the named log. */
export function failedWithLog(name, what) {
	return Object.assign(new StepFailed(what), { log: name });
}
