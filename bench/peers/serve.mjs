// The contender's end of a benchmark in JavaScript: answers lines of JSON on stdin with lines on stdout.
//
//     prepare { task, ... }      builds the work; { skip } where this contender cannot do it
//     check { prefix }           { outputs, seconds }: runs once, writes each output as <prefix><name>.f32
//     time { milliseconds }      { seconds } of one call, the median over batches
//     call { name, ... }         any other function that the contender offers
//     release                    forgets the work
//
// Each takes a `slot`: contenders that are variants in one process have a work each.

import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** Thrown by a task that cannot do what is asked: the row says so and goes on. */
export class Skip extends Error {}

/** Shorter batches than this would measure the clock. */
const BATCH_SECONDS = 0.002;
const LONG_CALL_SECONDS = 0.2;

/**
 * `tasks`: name -> (request) => `{ run(), outputs() }`, where `run` is the timed call (it may return a promise) and
 * `outputs` gives `{ name: Float32Array }` after one run. `functions`: name -> (request) => answer, for the rest.
 */
export function serve(tasks, functions = {}) {
	const works = new Map();
	const operations = {
		async prepare({ slot = 0, task, ...request }) {
			works.delete(slot);
			if (!(task in tasks)) throw new Skip(`unknown task ${task}`);
			works.set(slot, await tasks[task](request));
			return {};
		},
		async check({ slot = 0, prefix }) {
			const work = works.get(slot);
			const start = performance.now();
			await work.run();
			work.lastSeconds = (performance.now() - start) / 1000;
			const outputs = {};
			for (const [name, values] of Object.entries(await work.outputs())) {
				outputs[name] = `${prefix}${name}.f32`;
				writeFileSync(outputs[name], new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
			}
			return { outputs, seconds: work.lastSeconds };
		},
		time: ({ slot = 0, milliseconds }) => time(works.get(slot), milliseconds),
		async release({ slot = 0 }) {
			await works.get(slot)?.release?.();
			works.delete(slot);
			return {};
		},
		async call({ name, ...request }) {
			if (!(name in functions)) throw new Skip(`unknown function ${name}`);
			return { result: await functions[name](request) };
		},
	};
	const answer = (fields) => process.stdout.write(`${JSON.stringify(fields)}\n`);
	let previous = Promise.resolve();
	createInterface({ input: process.stdin }).on("line", (line) => {
		previous = previous.then(async () => {
			const { id, op, ...request } = JSON.parse(line);
			try {
				answer({ id, ok: true, ...(await operations[op](request)) });
			} catch (error) {
				if (!(error instanceof Skip)) console.error(error.stack);
				answer({ id, ok: false, [error instanceof Skip ? "skip" : "error"]: error.message });
			}
		});
	});
}

/** Batches of calls until the time is over; a call that is long by itself is its own batch. */
async function time(work, milliseconds) {
	const once = async (calls) => {
		const start = performance.now();
		for (let i = 0; i < calls; i++) {
			const result = work.run();
			if (result instanceof Promise) await result;
		}
		return (performance.now() - start) / 1000 / calls;
	};
	// The first call of a turn finds cold caches and sleeping threads; long calls do not notice.
	if (!(work.lastSeconds > LONG_CALL_SECONDS)) work.lastSeconds = await once(1);
	if (work.lastSeconds < LONG_CALL_SECONDS) work.lastSeconds = await once(1);
	const calls = Math.max(1, Math.ceil(BATCH_SECONDS / Math.max(work.lastSeconds, 1e-7)));
	const batches = [];
	const end = performance.now() + milliseconds;
	do batches.push(await once(calls));
	while (performance.now() < end);
	batches.sort((a, b) => a - b);
	work.lastSeconds = batches[Math.floor(batches.length / 2)];
	return { seconds: work.lastSeconds, calls: calls * batches.length };
}
