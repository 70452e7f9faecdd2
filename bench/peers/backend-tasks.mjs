// The tasks of a translator's training in Node, on the tfjs backend that BENCH_TFJS_BACKEND names: native or mirada-wasm
// (ours), cpu, or wasm (tfjs' own).

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { nativeInfo, registerNativeBackend, setNumThreads } from "@mirada/core-native";
import { registerWasmBackend } from "@mirada/core-native/wasm";
import * as seq2seq from "@mirada/seq2seq";
import * as tf from "@tensorflow/tfjs";
import * as attention from "../../packages/attention/dist/index.js";
import { backendTasks } from "../cases/backend-tasks.mjs";
import { Skip, serve } from "./serve.mjs";
import { warmUp } from "./timing.mjs";

// What tfjs prints would be taken for answers.
for (const method of ["log", "info", "warn"]) console[method] = () => {};

/** Registers a backend; gives what to note about it. */
const starters = {
	native() {
		registerNativeBackend();
		setNumThreads(Number(process.env.BENCH_NUM_THREADS ?? 1));
		const { version, instructionSet, compiler } = nativeInfo();
		return { mirada: `${version}, ${instructionSet}, ${compiler}` };
	},
	async "mirada-wasm"() {
		const file = createRequire(import.meta.url).resolve("@mirada/core-native/mirada_core.wasm");
		await registerWasmBackend({ bytes: readFileSync(file), memoryMegabytes: 1024 });
		return { "mirada-wasm": `Node ${process.versions.node}` };
	},
	cpu: () => ({ "tfjs-cpu": tf.version_core }),
	async wasm() {
		// The command line depends on it.
		const cli = createRequire(new URL("../../packages/cli/package.json", import.meta.url));
		await import(cli.resolve("@tensorflow/tfjs-backend-wasm"));
		return { "tfjs-wasm": tf.version_core };
	},
};

const backend = process.env.BENCH_TFJS_BACKEND;
const version = await starters[backend]();
if (!(await tf.setBackend(backend))) throw new Error(`expected the backend ${backend} to start`);
await tf.ready();

/** tfjs' own WebAssembly backend lacks kernels of the gradients: the row says so. */
function skippingMissing(task) {
	return (request) => {
		const work = task(request);
		try {
			warmUp(work);
		} catch (error) {
			if (/Kernel '.*' not registered/.test(error.message)) throw new Skip(error.message);
			throw error;
		}
		return work;
	};
}

const tasks = backendTasks({ tf, attention, seq2seq });
serve(Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, skippingMissing(task)])), {
	versions: () => version,
});
