// Programs of TensorFlow.js as users write them, unchanged: milliseconds of a training step under `model.fit`.

import { programs } from "../cases/tfjs-programs.mjs";
import { readFloats, relativeError } from "../framework/comparison.mjs";

export const title = "Unmodified TensorFlow.js programs (tf.layers, model.fit)";

/** Nothing here is measured against a peak. */
export const withCeilings = false;

export const notes = [
	"The programs in `bench/cases/tfjs-programs.mjs` run on every backend, each in its own process, with the same initial weights and batches. The time is that of `model.fit` over two batches, including everything that tfjs-layers does around a step.",
	"Before timing, the losses of the first six steps and the predictions after them are compared with tfjs-node's (or tfjs-cpu's, if tfjs-node is missing).",
	"tfjs-node 4.22.0 is built from its npm sources against the libtensorflow of the tensorflow-cpu wheel. tfjs-cpu and tfjs-wasm are timed only up to 64 units and 30 time steps: with 50, the ten training steps that a row needs had not finished after ten minutes (128 units) or five minutes (64 units).",
];

export const targets = [
	{
		what: "tf.layers programs compared with tfjs-node",
		group: "program",
		measure: "ratio",
		over: "min",
		against: ["tfjs-node"],
		atLeast: 10,
	},
	{
		what: "tf.layers programs compared with tfjs-cpu",
		group: "program",
		where: { inJavaScript: true },
		measure: "ratio",
		over: "min",
		against: ["tfjs-cpu"],
		atLeast: 50,
	},
	{
		what: "training the homework's model in tf.layers, compared with tfjs-node",
		group: "homework",
		measure: "ratio",
		over: "min",
		against: ["tfjs-node"],
		atLeast: 10,
	},
];

/** Losses in single precision after six steps; predictions are probabilities after weights moved six times. */
const MOST_LOSS_ERROR = 1e-4;
const MOST_PREDICTION_ERROR = 2e-3;
const MOST_UNITS_IN_JAVASCRIPT = 64;
/** `model.fit` over two batches. */
const STEPS = 2;

const PEERS = [
	{ name: "tfjs-node", peer: "tfjsNode", backend: "tensorflow" },
	{ name: "tfjs-cpu", peer: "tfjs", backend: "cpu" },
	{ name: "tfjs-wasm", peer: "tfjs", backend: "wasm" },
];

function errorOf(outputs, reference) {
	const error = (name) => relativeError(readFloats(outputs[name]), readFloats(reference[name]));
	return { losses: error("losses"), predictions: error("predictions") };
}

function check(prepared) {
	const reference = ["tfjs-node", "tfjs-cpu"]
		.map((name) => prepared.find((contender) => contender.name === name))
		.find((contender) => contender !== undefined);
	for (const contender of prepared) {
		if (reference === undefined) {
			contender.wrong = "neither tfjs-node nor tfjs-cpu is available to compare with";
			continue;
		}
		const { losses, predictions } = errorOf(contender.outputs, reference.outputs);
		contender.error = losses;
		if (!(losses <= MOST_LOSS_ERROR)) contender.wrong = `losses differ by ${losses.toExponential(1)}`;
		else if (!(predictions <= MOST_PREDICTION_ERROR))
			contender.wrong = `predictions differ by ${predictions.toExponential(1)}`;
	}
}

export async function run(context) {
	const names = Object.keys(programs).filter((name) => !context.quick || programs[name].isQuick);
	for (const name of names) {
		if (!context.wants(name)) continue;
		const { units, batch, isLongInJavaScript = false, group = "program" } = programs[name];
		const inJavaScript = units <= MOST_UNITS_IN_JAVASCRIPT && !isLongInJavaScript;
		const request = { task: "train", program: name };
		const worker = (peer, backend, threads) =>
			context.worker({
				peer,
				script: "tfjs-program.mjs",
				threads,
				env: { BENCH_TFJS_BACKEND: backend, TF_NUM_INTRAOP_THREADS: String(threads) },
			});
		const ours = context.threads.map((threads) => ({
			name: "Mirada",
			ours: true,
			threads,
			process: worker("mirada", "native", threads),
			request,
		}));
		// The JavaScript backends have one thread, whatever is asked for.
		const theirs = PEERS.filter(({ peer }) => inJavaScript || peer !== "tfjs").flatMap(
			({ name, peer, backend }) =>
				(peer === "tfjs" ? [context.mostThreads] : context.threads).map((threads) => ({
					name,
					variant: "model.fit",
					threads,
					process: worker(peer, backend, threads),
					request,
				})),
		);
		const contenders = await context.race({ contenders: [...ours, ...theirs], check });
		context.add({
			case: name,
			group,
			axes: { units, batch, inJavaScript },
			amount: STEPS,
			unit: "steps/s",
			contenders,
		});
	}
}
