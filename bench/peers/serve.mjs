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
import { time } from "./timing.mjs";

/** Thrown by a task that cannot do what is asked: the row says so and goes on. */
export class Skip extends Error {}

/**
 * `tasks`: name -> (request) => `{ run(), outputs() }`, where `run` is the timed call (it may return a promise),
 * `outputs` gives `{ name: Float32Array }` after one run, and `time`, where calls are timed elsewhere, does what timing.mjs
 * does. `functions`: name -> (request) => answer, for the rest.
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
		time({ slot = 0, milliseconds }) {
			const work = works.get(slot);
			return work.time ? work.time(milliseconds) : time(work, milliseconds);
		},
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
