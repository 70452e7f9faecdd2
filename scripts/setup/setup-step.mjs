// A step of set-up: one line on stderr, because stdout belongs to the command that set-up stands in front of; and
// no line where there is nothing to do. While it works the line shows the time, and how much is done where the
// step's log tells it.

import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { logPath, reportFailure, stepLabel } from "./step.mjs";

/** Milliseconds between two looks at the log. */
const ON_TERMINAL = 1_000;
const ELSEWHERE = 15_000;

/**
 * Runs `work(begin)`. It calls `begin(log)` where it has something to do, with the name of the log it writes; until
 * then nothing is printed. Rejects with StepFailed once the failure is reported.
 */
export async function setupStep(title, say, work, output = process.stderr) {
	const start = performance.now();
	let timer;
	const label = stepLabel(title);
	const seconds = () => say.seconds(((performance.now() - start) / 1000).toFixed(1));
	const begin = (log) => {
		if (timer) return;
		output.write(label);
		const show = () => {
			const share = progressIn(log);
			if (output.isTTY) output.write(`\r${label}${[share, seconds()].filter(Boolean).join("  ")}\u001b[K`);
			else if (share) output.write(`${share} `);
		};
		timer = setInterval(show, output.isTTY ? ON_TERMINAL : ELSEWHERE);
	};
	const end = (text) => {
		if (!timer) return;
		clearInterval(timer);
		output.write(`${output.isTTY ? `\r${label}` : ""}${text}${output.isTTY ? "\u001b[K" : ""}\n`);
	};
	try {
		await work(begin);
		end(seconds());
	} catch (error) {
		begin();
		end(say.failed());
		throw reportFailure(error, say);
	}
}

/** How far a log is, as make (`[ 12%]`) or ninja (`[3/57]`) tell it; undefined where it does not say. */
export function progressIn(log) {
	const [, percent, done, all] = [...tailOf(log).matchAll(/\[\s*(?:(\d+)%|(\d+)\/(\d+))\]/g)].at(-1) ?? [];
	if (percent !== undefined) return `${Number(percent)} %`;
	return all !== undefined ? `${Math.floor((100 * Number(done)) / Number(all))} %` : undefined;
}

function tailOf(log) {
	const path = log && logPath(log);
	if (!path || !existsSync(path)) return "";
	const file = openSync(path, "r");
	try {
		const bytes = Buffer.alloc(2 ** 14);
		const { size } = fstatSync(file);
		return bytes.toString(
			"latin1",
			0,
			readSync(file, bytes, 0, bytes.length, Math.max(0, size - bytes.length)),
		);
	} finally {
		closeSync(file);
	}
}
