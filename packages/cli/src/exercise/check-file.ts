// Checks a student's file in a worker, within a time.

import { Worker } from "node:worker_threads";
import type { Verdict } from "@mirada/lesson";
import type { CommandContext } from "../command-context.js";
import type { CheckReply, CheckRequest } from "./check-messages.js";
import { quoteLine } from "./quote-line.js";

export interface CheckLimits {
	/** For the file and the checks on it, from when everything else is loaded. */
	seconds: number;
}

/** Of what a file prints, characters that are passed on; an endless loop may print too. */
const mostOutput = 2 ** 16;
/** Of the student's values, MiB. */
const mostMemory = 1024;

/** Resolves to the verdicts; the first says whether the file can be loaded. */
export async function checkFile(
	request: CheckRequest,
	{ seconds }: CheckLimits,
	context: CommandContext,
	json: boolean,
): Promise<Verdict[]> {
	const { check } = context.messages.exercise;
	const worker = new Worker(new URL("./check-worker.js", import.meta.url), {
		workerData: request,
		stdout: true,
		stderr: true,
		resourceLimits: { maxOldGenerationSizeMb: mostMemory },
	});
	// With --json, stdout belongs to the machine form.
	passOn(worker.stdout, json ? context.io.stderr : context.io.stdout);
	passOn(worker.stderr, context.io.stderr);
	const loads = { id: "loads", text: check.loads };
	let timer: NodeJS.Timeout | undefined;
	try {
		return await new Promise<Verdict[]>((resolve, reject) => {
			let isStudents = false;
			const fail = (id: string, text: string, detail: string) =>
				resolve([{ id, text, passed: false, detail }]);
			worker.on("message", (reply: CheckReply) => {
				if (reply.kind === "ready") {
					isStudents = true;
					timer = setTimeout(() => fail("ends", check.ends(seconds), check.endless(seconds)), 1000 * seconds);
				} else if (reply.kind === "checked") {
					resolve([{ ...loads, passed: true, detail: "" }, ...reply.verdicts]);
				} else {
					resolve([{ ...loads, passed: false, detail: notLoaded(reply, request.file, context) }]);
				}
			});
			worker.on("error", (error: NodeJS.ErrnoException) => {
				if (!isStudents) reject(error);
				else if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
					fail("ends", check.ends(seconds), check.outOfMemory(mostMemory));
				} else fail("ends", check.ends(seconds), check.threwLater(`${error.name}: ${error.message}`));
			});
			// A message that was sent before the end arrives before it.
			worker.on("exit", () => fail("ends", check.ends(seconds), check.left));
		});
	} finally {
		clearTimeout(timer);
		await worker.terminate();
	}
}

function passOn(from: NodeJS.ReadableStream, to: { write(text: string): unknown }): void {
	let written = 0;
	from.setEncoding("utf8");
	from.on("data", (text: string) => {
		if (written < mostOutput) to.write(text.slice(0, mostOutput - written));
		written += text.length;
	});
}

function notLoaded(
	reply: Extract<CheckReply, { kind: "not-loaded" }>,
	file: string,
	{ messages }: CommandContext,
): string {
	const { check } = messages.exercise;
	const text = reply.reason === "syntax" ? check.syntax(reply.message) : check.thrown(reply.message);
	if (reply.line === undefined) return text;
	return quoteLine(reply.file ?? file, reply.line, text);
}
