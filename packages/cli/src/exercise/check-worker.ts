// Runs a student's file and the checks on it in a thread of its own, which can be ended whatever the file does.

import { parentPort, workerData } from "node:worker_threads";
import { findExercise } from "@mirada/lesson";
import * as tf from "@tensorflow/tfjs";
import type { CheckReply, CheckRequest } from "./check-messages.js";
import { loadSolution, SolutionSyntaxError } from "./load-solution.js";

const { file, slug, language, seed } = workerData as CheckRequest;

function reply(message: CheckReply): void {
	parentPort?.postMessage(message);
}

// Outside of it TensorFlow.js advises a package that many machines cannot install.
tf.enableProdMode();
await tf.setBackend("cpu");
await tf.ready();
// A Promise that the file forgets must not end the thread before the verdicts.
process.on("unhandledRejection", () => {});
reply({ kind: "ready" });
const solution = await load();
if (solution) {
	const task = findExercise(slug)?.task;
	const verdicts = task?.check(solution.exports, { language, seed, locate: lineOf }) ?? [];
	reply({ kind: "checked", verdicts });
}
// Timers and servers of the file have nothing to wait for.
process.exit();

async function load(): Promise<{ exports: unknown } | undefined> {
	try {
		return { exports: await loadSolution(file) };
	} catch (error) {
		reply(notLoaded(error));
		return undefined;
	}
}

function notLoaded(error: unknown): CheckReply {
	if (error instanceof SolutionSyntaxError) {
		const { message, line } = error;
		return { kind: "not-loaded", reason: "syntax", message, line, file: error.file };
	}
	const [message = ""] = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split(
		"\n",
	);
	const line = lineOf(error);
	return { kind: "not-loaded", reason: "thrown", message, ...(line !== undefined && { line, file }) };
}

/** The line of the file, from 1, at which an error arose. */
function lineOf(error: unknown): number | undefined {
	if (!(error instanceof Error)) return undefined;
	const frame = error.stack?.split("\n").find((text) => text.includes(`${file}:`));
	const found = frame?.slice(frame.indexOf(`${file}:`) + file.length + 1).match(/^\d+/);
	return found ? Number(found[0]) : undefined;
}
