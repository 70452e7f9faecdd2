// One training step of a TensorFlow.js program on the backend that BENCH_TFJS_BACKEND names: native (ours), cpu, wasm
// or tensorflow (tfjs-node). The program is the same, and knows none of them.

import { createRequire } from "node:module";
import { join } from "node:path";
import { programs } from "../cases/tfjs-programs.mjs";
import { uniformFrom } from "../cases/uniform.mjs";
import { serve } from "./serve.mjs";

/** Batches of one `model.fit`. */
const BATCHES = 2;
const PREDICTIONS = 20_000;

// What tfjs prints would be taken for answers.
for (const method of ["log", "info", "warn"]) console[method] = () => {};

const backend = process.env.BENCH_TFJS_BACKEND;
const { tf, version } = await load();
await tf.setBackend(backend);
await tf.ready();
if (tf.getBackend() !== backend) throw new Error(`expected the backend ${backend}, got ${tf.getBackend()}`);

async function load() {
	if (backend === "native") {
		const { nativeInfo, registerNativeBackend, setNumThreads } = await import("@mirada/core-native");
		const tf = await import("@tensorflow/tfjs");
		registerNativeBackend();
		setNumThreads(Number(process.env.BENCH_NUM_THREADS ?? 1));
		const { version, instructionSet, compiler } = nativeInfo();
		return { tf, version: { mirada: `${version}, ${instructionSet}, ${compiler}` } };
	}
	const require = createRequire(join(process.env.BENCH_TFJS_FOLDER, "index.js"));
	if (backend === "tensorflow") {
		const tf = require("@tensorflow/tfjs-node");
		const library = tf.backend().binding.TF_Version;
		return { tf, version: { "tfjs-node": `${tf.version["tfjs-node"]}, TensorFlow ${library}` } };
	}
	const tf = require("@tensorflow/tfjs");
	if (backend === "wasm") require("@tensorflow/tfjs-backend-wasm");
	return { tf, version: { [`tfjs-${backend}`]: tf.version.tfjs } };
}

/** Every weight from -0.1 to 0.1. */
function setWeights(model) {
	const uniform = uniformFrom(1);
	const next = () => uniform() * 0.2 - 0.1;
	const weights = model
		.getWeights()
		.map(({ shape, size }) => tf.tensor(Float32Array.from({ length: size }, next), shape));
	model.setWeights(weights);
	tf.dispose(weights);
}

const repeat = (tensor) => tf.tidy(() => tf.concat(new Array(BATCHES).fill(tensor), 0));

function train({ program }) {
	const { build, data, batch } = programs[program];
	const model = build(tf);
	setWeights(model);
	const one = data(tf);
	const x = Array.isArray(one.x) ? one.x.map(repeat) : repeat(one.x);
	const y = repeat(one.y);
	const losses = [];
	const run = async () => {
		const { history } = await model.fit(x, y, { epochs: 1, batchSize: batch, shuffle: false, verbose: 0 });
		losses.push(history.loss[0]);
	};
	return {
		run,
		/** The mean losses of the first three runs, and what the model says then. */
		async outputs() {
			while (losses.length < 3) await run();
			const predictions = tf.tidy(() => model.predict(one.x).dataSync().slice(0, PREDICTIONS));
			return { losses: Float32Array.from(losses.slice(0, 3)), predictions };
		},
		release() {
			tf.dispose([x, y, one.x, one.y]);
			model.dispose();
		},
	};
}

serve({ train }, { versions: () => version });
