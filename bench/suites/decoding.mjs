// Translating with the homework's models: greedy and by beams of 5, one sentence at a time and 64.

import { MODELS, translationFiles } from "../cases/translation-cases.mjs";
import { identicalOutputs, readFloats } from "../framework/comparison.mjs";
import { instructionSetContenders } from "../framework/instruction-sets.mjs";

export const title = "Translation";

export const notes = [
	"All contenders use the same weights, trained briefly so that translations end. At most 40 words per translation; beam search with GNMT's length penalty, stopped as soon as no open hypothesis can win. Sources of similar length share a batch.",
	"Greedy search returns no log probabilities, for Mirada and the peer alike. Mirada also returns the attention weights of every word and, with beams, log probabilities; the peer does not.",
	"PyTorch: inference_mode; encoder outputs and projected keys computed once; all beams of all sentences in one batch; top-k over the extensions of a sentence; finished sentences leave the batch; LSTMCell or nn.LSTM.",
];

export const targets = [
	{ what: "translation speed", measure: "ratio", over: "min", atLeast: 3 },
	{ what: "translation, speed-up from 1 to 2 threads", measure: "scaling", over: "min", atLeast: 1.8 },
	{
		what: "translation, identical words with 1 and 2 threads",
		measure: "identical",
		over: "min",
		atLeast: 1,
	},
];

/** Steps of training after which translations end by themselves. */
const STEPS = 250;
/** Two words of nearly equal probability may change places by rounding; from there on a sentence differs. */
const LEAST_EQUAL = 0.97;

export async function run(context) {
	const models = context.quick ? MODELS.slice(1) : MODELS;
	for (const { model, attention } of models) {
		const folder = await translationFiles(context, { attention, steps: STEPS, batches: 4 });
		for (const strategy of [
			{ kind: "greedy", scores: false },
			{ kind: "beam", beamSize: 5 },
		]) {
			for (const batch of [1, 64]) {
				const sentences = batch === 1 ? 16 : context.quick ? 64 : 320;
				const apart = 320 / sentences;
				const chosen = Array.from({ length: sentences }, (_, i) => Math.floor((i + 0.5) * apart));
				const groups = [];
				for (let start = 0; start < sentences; start += batch)
					groups.push(chosen.slice(start, start + batch));
				const request = { task: "decoding", folder, attention, strategy, groups };
				const row = {
					case: `${strategy.kind === "beam" ? "beam 5" : "greedy"}, batch ${batch}, ${model}`,
					group: strategy.kind,
					axes: { attention, batch },
					amount: sentences,
					unit: "sentences/s",
				};
				if (!context.wants(row.case)) continue;
				row.contenders = await context.race({
					contenders: [
						...instructionSetContenders(context, { script: "mirada-translation.mjs", request }),
						...context.threads.flatMap((threads) =>
							["LSTMCell", "nn.LSTM"].map((variant) => ({
								name: "PyTorch",
								variant,
								threads,
								process: context.worker({ peer: "torch", script: "torch_decoding.py", threads }),
								request: { ...request, variant },
							})),
						),
					],
					check: (prepared) => check(prepared, row),
				});
				context.add(row);
			}
		}
	}
}

function check(prepared, row) {
	const defaults = prepared.filter(({ ours, extra }) => ours && !extra);
	row.identical = identicalOutputs(prepared);
	const truth = readFloats((prepared.find(({ ours }) => !ours) ?? defaults[0]).outputs.words);
	for (const contender of prepared) {
		const words = readFloats(contender.outputs.words);
		let equal = 0;
		for (let start = 0; start < truth.length; start += 40)
			equal += words.subarray(start, start + 40).every((word, i) => word === truth[start + i]) ? 1 : 0;
		contender.error = 1 - (40 * equal) / truth.length;
		if (words.length !== truth.length || contender.error > 1 - LEAST_EQUAL)
			contender.wrong = `${(100 * contender.error).toFixed(0)} % of the sentences differ`;
	}
}
