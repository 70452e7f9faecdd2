// Workers that are ended at any moment, and buffers that two threads share while kernels read them.

import { Worker } from "node:worker_threads";
import * as tf from "@tensorflow/tfjs";
import { WrongResult } from "../judge.mjs";

const program = new URL("../worker.mjs", import.meta.url);
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Starts a worker, waits until it works, and ends it in one of several ways. */
async function runWorker(workerData, delay, end) {
	const worker = new Worker(program, { workerData });
	let failure;
	worker.on("error", (error) => {
		failure = error;
	});
	const exit = new Promise((resolve) => worker.once("exit", resolve));
	await Promise.race([new Promise((resolve) => worker.once("message", resolve)), exit]);
	await wait(delay);
	await end(worker);
	return { code: await exit, failure };
}

const ended = {
	name: "a worker that ends",
	weight: 0.6,
	make(random) {
		const how = random.pick(["terminate", "exit", "throw"]);
		const task = random.pick(["attend", "attendAsync", "tensors", "translate"]);
		const call = async (delay) => {
			const { code, failure } = await runWorker({ task, how }, delay, (worker) =>
				how === "terminate" ? worker.terminate() : worker.postMessage("end"),
			);
			if (how === "exit" && code !== 7)
				throw new WrongResult(`expected the worker's exit code 7, got ${code} ${failure ?? ""}`);
			if (how === "throw" && !/on purpose/.test(failure?.message))
				throw new WrongResult(`expected the worker's own error, got ${failure}`);
		};
		return { args: [random.integer(0, 40)], call, isFixed: true };
	},
};

const shared = {
	name: "a shared buffer that a worker writes",
	weight: 0.6,
	make(random) {
		const rows = random.integer(2, 40);
		const call = async (rounds) => {
			const buffer = new SharedArrayBuffer(4 * 256);
			const indices = new Int32Array(buffer);
			const worker = runWorker({ task: "scribble", buffer }, 60, (one) => one.terminate());
			tf.setBackend("native");
			const table = tf.randomNormal([rows, 33]);
			for (let round = 0; round < rounds; round++) {
				await wait(0);
				try {
					tf.tidy(() => tf.gather(table, tf.tensor1d(indices, "int32")).dataSync());
				} catch (error) {
					// What is out of range may be refused; memory outside must not be read.
					if (!(error instanceof Error)) throw error;
				}
			}
			await worker;
		};
		return { args: [random.integer(20, 60)], call, isFixed: true };
	},
};

export const surfaces = [ended, shared];
