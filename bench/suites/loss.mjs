// The loss of a translator: linear layer to the vocabulary, softmax, cross-entropy, and the gradients of all three.

import { errorsAgainstPeer, identicalOutputs } from "../framework/comparison.mjs";
import { instructionSetContenders } from "../framework/instruction-sets.mjs";

export const title = "Linear layer with cross-entropy";

export const notes = [
	"Shapes are rows x width x classes. In `padded`, half of the rows are padding. Only rows that are not padding count: 2 operations per multiply-add of the three products.",
];

export const targets = [
	{ what: "linear + cross-entropy", measure: "ratio", over: "min", atLeast: 1 },
	{
		what: "linear + cross-entropy, speed-up from 1 to 2 threads",
		measure: "scaling",
		over: "min",
		atLeast: 1.8,
	},
	{
		what: "linear + cross-entropy, identical results with 1 and 2 threads",
		measure: "identical",
		over: "min",
		atLeast: 1,
	},
	{ what: "linear + cross-entropy, error", measure: "error", over: "max", atMost: 3 },
];

/** [rows, width, classes, kind]; the homework's batches are the ones with 8,000 classes. */
const CASES = [
	[64, 256, 1000, "full"],
	[609, 256, 8000, "full"],
	[1280, 256, 8000, "padded"],
	[1280, 256, 8000, "smoothed"],
	[512, 512, 32000, "full"],
];
const VARIANTS = ["linear_cross_entropy", "chunked", "linear, cross_entropy"];
const MOST_ERROR = 3e-5;

export async function run(context) {
	for (const [count, inputSize, classes, kind] of context.quick ? CASES.slice(0, 2) : CASES) {
		const name = `${count}x${inputSize}x${classes} ${kind}`;
		if (!context.wants(name)) continue;
		const real = kind === "padded" ? Math.ceil(count / 2) : count;
		const labels = () => {
			const values = context.inputs.read(context.inputs.integers(31, count, 1, classes - 1));
			return values.fill(0, real);
		};
		const files = {
			hidden: context.inputs.floats(32, count * inputSize),
			kernel: context.inputs.floats(33, inputSize * classes, 0.05),
			bias: context.inputs.floats(34, classes, 0.1),
			labels: context.inputs.file(`labels-${count}-${real}-${classes}.i32`, labels),
		};
		const labelSmoothing = kind === "smoothed" ? 0.1 : 0;
		const request = { task: "loss", rows: count, inputSize, classes, files, labelSmoothing };
		const row = {
			case: name,
			group: "loss and gradients",
			axes: { rows: count, inputSize, classes, kind },
			amount: (6 * real * inputSize * classes) / 1e9,
			unit: "GFLOP/s",
		};
		const variants = kind === "padded" ? [...VARIANTS, "without padding"] : VARIANTS;
		row.contenders = await context.race({
			contenders: [
				...instructionSetContenders(context, { script: "mirada-loss.mjs", request }),
				...context.threads.flatMap((threads) =>
					variants.map((variant) => ({
						name: "PyTorch",
						variant,
						threads,
						process: context.worker({ peer: "torch", script: "torch_loss.py", threads }),
						request: { ...request, variant },
					})),
				),
			],
			async check(prepared) {
				row.identical = identicalOutputs(prepared);
				const script = "torch_loss.py";
				row.failed = await errorsAgainstPeer(context, prepared, { script, request, most: MOST_ERROR });
			},
		});
		context.add(row);
	}
}
