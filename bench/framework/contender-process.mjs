// A contender runs in its own process for a whole suite and answers requests as lines of JSON (peers/serve.py and
// peers/serve.mjs are the other end). While another contender is being timed, the process is stopped, so that its
// spinning threads take no time from the other.

import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

const canStop = process.platform !== "win32";
/** Where a process cannot be stopped: how long spinning threads need to fall asleep. */
const SLEEP_MILLISECONDS = 200;

/** Killed on exit: Ctrl-C must not leave stopped processes behind. */
const running = new Set();
process.on("exit", () => {
	for (const child of running) child.kill("SIGKILL");
});

export class ContenderProcess {
	#child;
	#waiting = new Map();
	#nextId = 1;
	#stopped = false;
	#ended;

	/** `command`: [program, ...arguments]; what it prints on stderr goes to the file `log`. */
	constructor(command, { env = {}, cwd, log } = {}) {
		this.command = command;
		this.#child = spawn(command[0], command.slice(1), {
			cwd,
			env: { ...process.env, ...env },
			stdio: ["pipe", "pipe", "pipe"],
		});
		running.add(this.#child);
		const tail = [];
		this.#child.stderr.on("data", (chunk) => {
			tail.push(String(chunk));
			if (tail.length > 20) tail.shift();
			if (log) appendFileSync(log, chunk);
		});
		this.#child.stdin.on("error", () => {});
		createInterface({ input: this.#child.stdout }).on("line", (line) => this.#receive(line));
		this.#ended = new Promise((resolve) => {
			const end = (reason) => {
				running.delete(this.#child);
				this.ended = `${reason}${tail.length > 0 ? `: ${tail.join("").trim().split("\n").at(-1)}` : ""}`;
				for (const { reject } of this.#waiting.values()) reject(new Error(this.ended));
				this.#waiting.clear();
				resolve();
			};
			this.#child.on("error", (error) => end(error.message));
			this.#child.on("close", (code, signal) => end(`ended with ${signal ?? `exit code ${code}`}`));
		});
	}

	get pid() {
		return this.#child.pid;
	}

	#receive(line) {
		// Libraries print to stdout, too; skip whatever is not an answer.
		if (!line.startsWith('{"id":')) return;
		const { id, ok, error, skip, ...answer } = JSON.parse(line);
		const waiting = this.#waiting.get(id);
		if (!waiting) return;
		this.#waiting.delete(id);
		if (ok) waiting.resolve(answer);
		else waiting.reject(Object.assign(new Error(error ?? skip), { skip }));
	}

	/** Sends `{ op, ...fields }` and waits for its answer; an error whose `skip` is set means "cannot do that". */
	ask(op, fields = {}) {
		if (this.ended) return Promise.reject(new Error(this.ended));
		this.resume();
		const id = this.#nextId++;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			this.#child.stdin.write(`${JSON.stringify({ id, op, ...fields })}\n`);
		});
	}

	/** Stops the process until the next request. */
	async rest() {
		if (!canStop) return new Promise((resolve) => setTimeout(resolve, SLEEP_MILLISECONDS));
		if (this.ended || this.#stopped) return;
		this.#child.kill("SIGSTOP");
		this.#stopped = true;
	}

	resume() {
		if (!this.#stopped) return;
		this.#child.kill("SIGCONT");
		this.#stopped = false;
	}

	async close() {
		if (this.ended) return;
		this.resume();
		this.#child.stdin.end();
		const patience = setTimeout(() => this.#child.kill("SIGKILL"), 2000);
		await this.#ended;
		clearTimeout(patience);
	}
}
