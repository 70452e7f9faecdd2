// Training the homework's two models: target words per second, and the share of a step that is JavaScript.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataName, MODELS, translationFiles } from "../cases/translation-cases.mjs";
import { identicalOutputs, readFloats, relativeError } from "../framework/comparison.mjs";
import { instructionSetContenders } from "../framework/instruction-sets.mjs";

export const title = "Training the homework's models";

export const notes = [
	"8,000 words per language, 256 units, batches of 64, dropout 0.2, clipping by global norm, Adam. One measurement is a step on each of several batches whose lengths represent an epoch.",
	"Before timing, each contender must match Mirada's loss on every batch (same initial weights, no dropout), and its training losses must fall in the same way.",
	"PyTorch: packed sequences in the encoder, whole sequences in the decoder; the variants differ in output layer and loss, in Adam, and in whether everything after the LSTMs goes through torch.compile. Keras: with and without jit_compile.",
];

export const targets = [
	{
		what: "training compared with PyTorch",
		group: "training",
		measure: "ratio",
		over: "min",
		against: ["PyTorch"],
		atLeast: 2,
	},
	{
		what: "training compared with Keras on TensorFlow",
		group: "training",
		measure: "ratio",
		over: "min",
		against: ["Keras"],
		atLeast: 2,
	},
	{
		what: "training, speed-up from 1 to 2 threads",
		group: "training",
		measure: "scaling",
		over: "min",
		atLeast: 1.8,
	},
	{
		what: "training, identical losses with 1 and 2 threads",
		group: "training",
		measure: "identical",
		over: "min",
		atLeast: 1,
	},
	{
		what: "JavaScript's share of a training step",
		group: "JavaScript",
		measure: "value",
		over: "max",
		atMost: 5,
		unit: "%",
	},
];

/** Single precision in another order of sums. */
const MOST_ERROR_AT_START = 1e-4;
/** Dropout draws other numbers in every library; over some steps the mean loss hardly feels it. */
const MOST_DIFFERENCE = 0.05;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export async function run(context) {
	const batches = context.quick ? 4 : 10;
	for (const { model, attention } of MODELS) {
		const folder = await translationFiles(context, { attention, steps: 0, batches });
		const name = `${model}, ${dataName(context)}`;
		if (context.wants(name)) context.add(await measure(context, name, { attention, folder }));
		await addJavascriptShare(context, { model, attention, folder });
	}
}

async function measure(context, name, { attention, folder }) {
	const request = { task: "training", folder, attention };
	const words = JSON.parse(readFileSync(join(folder, "batches.json"), "utf8")).reduce(
		(sum, { targetLengths }) => sum + mean(targetLengths) * targetLengths.length,
		0,
	);
	const peer = (name, id, script, variants) =>
		context.threads.flatMap((threads) =>
			variants.map((variant) => ({
				name,
				variant,
				threads,
				process: context.worker({ peer: id, script, threads }),
				request: { ...request, variant },
			})),
		);
	const row = {
		case: name,
		group: "training",
		axes: { attention },
		amount: Math.round(words),
		unit: "target words/s",
	};
	row.contenders = await context.race({
		contenders: [
			...instructionSetContenders(context, { script: "mirada-translation.mjs", request }),
			...peer("PyTorch", "torch", "torch_training.py", [
				"cross entropy",
				"cross entropy without padding, fused Adam",
				"linear_cross_entropy, fused Adam",
				"compiled",
			]),
			...peer("Keras", "keras", "keras_training.py", ["graph", "jit_compile"]),
		],
		check: (prepared) => check(prepared, row),
	});
	return row;
}

/** The loss of every batch before training has to be ours, and the losses of training have to fall alike. */
function check(prepared, row) {
	const defaults = prepared.filter(({ ours, extra }) => ours && !extra);
	row.identical = identicalOutputs(prepared);
	const [atStart, losses] = ["atStart", "losses"].map((name) => readFloats(defaults[0].outputs[name]));
	for (const contender of prepared) {
		contender.error = relativeError(readFloats(contender.outputs.atStart), atStart);
		const difference = Math.abs(mean(readFloats(contender.outputs.losses)) / mean(losses) - 1);
		if (!(contender.error <= MOST_ERROR_AT_START))
			contender.wrong = `loss at the start differs by ${contender.error.toExponential(1)}`;
		else if (!(difference <= MOST_DIFFERENCE))
			contender.wrong = `mean loss of training differs by ${difference.toExponential(1)}`;
	}
}

/** What of a step is not spent in the addon. */
async function addJavascriptShare(context, { model, attention, folder }) {
	const name = `JavaScript's share of a step, ${model}`;
	if (!context.wants(name)) return;
	const worker = await context.worker({ peer: "mirada", script: "mirada-translation.mjs" })();
	const call = { name: "javascriptShare", folder, attention, runs: context.quick ? 4 : 20 };
	const { result } = await worker.ask("call", call);
	await worker.rest();
	context.add({
		case: name,
		group: "JavaScript",
		axes: { attention },
		value: Number((100 * (1 - result.native / result.seconds)).toFixed(2)),
		unit: "%",
	});
}
