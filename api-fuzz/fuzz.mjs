// The parent: keeps a child running cases until the time is over, starts another where one dies or hangs, and sums up.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const runCases = fileURLToPath(new URL("run-cases.mjs", import.meta.url));
/** A case that takes longer hangs: the slowest takes a second on an idle machine, and many on a busy one. */
const PATIENCE_SECONDS = 60;
/** A child that has lived so long makes place for a fresh one. */
const CHILD_SECONDS = 300;
/** Kilobytes of address space, so that a call that asks for all memory is refused and does not stop the machine. */
const ADDRESS_SPACE = 16_000_000;

/**
 * Runs cases of `seed` from index `first` on for `seconds`, or one case where `seconds` is 0. `report(finding)` is
 * called once for each kind; `program` and `patienceSeconds` are for tests of this file. Resolves to `{ cases, findings: [{ seed, index, surface, changes, kind, what, count }] }`.
 */
export async function fuzzApi({
	seed,
	seconds,
	first = 0,
	report = () => {},
	program = runCases,
	patienceSeconds = PATIENCE_SECONDS,
}) {
	const end = performance.now() + 1000 * seconds;
	const kinds = new Map();
	let next = first;
	const add = (finding) => {
		const key = `${finding.surface}: ${kindOf(finding)}`;
		const known = kinds.get(key);
		if (known) known.count++;
		else {
			kinds.set(key, { seed, ...finding, count: 1 });
			report({ seed, ...finding });
		}
	};
	do {
		const left = (end - performance.now()) / 1000;
		const duration = seconds === 0 ? "one" : String(Math.min(CHILD_SECONDS, left));
		next = await runChild({
			args: [program, String(seed), String(next), duration],
			first: next,
			patienceSeconds,
			add,
		});
	} while (performance.now() < end);
	return { cases: next - first, findings: [...kinds.values()] };
}

/** Resolves to the index after the last case. */
function runChild({ args, first, patienceSeconds, add }) {
	const limited = ["-c", `ulimit -v ${ADDRESS_SPACE}; exec "$0" "$@"`, process.execPath, ...args];
	const [command, all] = process.platform === "linux" ? ["sh", limited] : [process.execPath, args];
	const child = spawn(command, all, {
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
	});
	let current = { index: first - 1, surface: "start", changes: "" };
	let next = first;
	let isHung = false;
	const errors = [];
	let patience;
	const wait = () => {
		clearTimeout(patience);
		patience = setTimeout(() => {
			isHung = true;
			child.kill("SIGKILL");
		}, 1000 * patienceSeconds);
	};
	wait();
	child.stderr.on("data", (chunk) => errors.splice(0, errors.length - 20, String(chunk)));
	createInterface({ input: child.stdout }).on("line", (line) => {
		wait();
		let message;
		try {
			message = JSON.parse(line);
		} catch {
			return;
		}
		if (message.done !== undefined) next = message.done;
		else if (message.surface !== undefined) {
			current = message;
			next = message.index + 1;
		} else if (message.found) add({ index: message.index, ...message.found });
	});
	return new Promise((resolve) => {
		child.on("close", (code, signal) => {
			clearTimeout(patience);
			if (isHung) add({ ...current, kind: "hang", what: `no end after ${patienceSeconds} s` });
			else if (code !== 0) {
				const what = `${signal ?? `exit code ${code}`}: ${errors.join("").trim().slice(0, 600)}`;
				add({ changes: "", ...current, kind: "crash", what });
			}
			resolve(Math.max(next, first + 1));
		});
	});
}

/** The same fault with other numbers is one kind. */
function kindOf({ kind, what }) {
	const firstLine = what.split("\n")[0].replace(/,? (but )?(got|has shape|shapes?|reading) .*/, "");
	return `${kind} ${firstLine.replaceAll(/-?\d+(\.\d+)?(e[+-]?\d+)?/g, "#").replaceAll(/["'`(][^"'`()]*["'`)]/g, "…")}`;
}

/** A finding for a terminal. */
export function describe({ seed, index, surface, changes, kind, what, count = 1 }) {
	const lines = what.split("\n").slice(0, 5);
	return [
		`${kind} in ${surface}${count > 1 ? `, ${count} times` : ""}: npm run fuzz:api -- --case ${seed}:${index}`,
		...(changes ? [`  ${changes}`] : []),
		...lines.map((line) => `  ${line.trim()}`),
	].join("\n");
}
