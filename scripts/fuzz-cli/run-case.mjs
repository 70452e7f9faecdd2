// Runs a case as a process of its own, connected as the case says.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cli } from "./fixtures.mjs";

/** Milliseconds: a case is small, so whatever takes longer runs away. */
const LONGEST = 60_000;

/** What a map's file holds before the command: it stays, or a whole new one takes its place. */
export const OLD_FILE = "the old file";

/** `redirection` is what a shell adds to the command; null where no shell is needed. */
const redirections = {
	plain: null,
	"stdout full": ">/dev/full",
	"stdout closed": ">&-",
	"stdin closed": "<&-",
	"stderr closed": "2>&-",
	"reader left": null,
};

export async function runCase(made) {
	for (const path of Object.values(made.files ?? {})) {
		if (dirname(path).endsWith("new")) continue;
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, OLD_FILE);
	}
	if (made.damage) damageModel(made.damage);
	const redirection = redirections[made.connection];
	const words = [process.execPath, cli, ...made.argv];
	const [program, args] = redirection
		? ["sh", ["-c", `exec "$0" "$@" ${redirection}`, ...words]]
		: [words[0], words.slice(1)];
	const env = { ...process.env, LC_ALL: "C", npm_lifecycle_event: undefined, MIRADA_DEBUG: undefined };
	const child = spawn(program, args, { env, cwd: dirname(dirname(cli)) });
	const written = { stdout: [], stderr: [] };
	if (made.connection === "reader left") child.stdout.destroy();
	else child.stdout.on("data", (chunk) => written.stdout.push(chunk));
	child.stderr.on("data", (chunk) => written.stderr.push(chunk));
	// A command that does not read its input ends before all of it is written.
	child.stdin.on("error", () => {});
	child.stdin.end(made.inputBytes);
	const timers = [setTimeout(() => child.kill("SIGKILL"), LONGEST)];
	if (made.signal) timers.push(setTimeout(() => child.kill(made.signal.name), made.signal.after));
	const [code, signal] = await new Promise((resolve) => child.once("close", (...end) => resolve(end)));
	timers.forEach(clearTimeout);
	const text = (chunks) => Buffer.concat(chunks).toString("utf8");
	return { code, signal, out: text(written.stdout), err: text(written.stderr) };
}

function damageModel({ model, kind, at, bit }) {
	const path = join(model, "model.safetensors");
	const bytes = readFileSync(path);
	const header = 8 + Number(bytes.readBigUInt64LE(0));
	if (kind === "header byte") bytes[at % header] ^= 1 << bit;
	if (kind === "array byte") bytes[header + (at % (bytes.length - header))] ^= 1 << bit;
	const contents = { cut: bytes.subarray(0, at % bytes.length), text: "no model", empty: "" };
	rmSync(path);
	if (kind === "folder") mkdirSync(path);
	else writeFileSync(path, contents[kind] ?? bytes);
}
