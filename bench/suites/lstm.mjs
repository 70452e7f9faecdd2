// An LSTM over whole sequences, forward and backward, with and without padding.

import { caseName, lstmCases, lstmInputs, operations } from "../cases/lstm-cases.mjs";
import { errorsAgainstPeer, identicalOutputs, setErrors } from "../framework/comparison.mjs";
import { instructionSetContenders } from "../framework/instruction-sets.mjs";

export const title = "LSTM over a sequence, forward and backward";

export const notes = [
	"Shapes are batch x steps x units; the input has as many features as the LSTM has units. In `padded`, lengths run from the full length down to a quarter of it, longest first, and only steps that are not padding count.",
	"PyTorch: nn.LSTM with oneDNN (batch first or steps first), with its native kernels, and with packed sequences; the best counts.",
];

export const targets = [
	{ what: "LSTM sequence, forward + backward", measure: "ratio", over: "min", atLeast: 1.5 },
	{ what: "LSTM sequence, forward + backward", measure: "ratio", over: "geometricMean", atLeast: 1.5 },
	{ what: "LSTM sequence, speed-up from 1 to 2 threads", measure: "scaling", over: "min", atLeast: 1.8 },
	{
		what: "LSTM sequence, identical results with 1 and 2 threads",
		measure: "identical",
		over: "min",
		atLeast: 1,
	},
	{ what: "LSTM sequence, error", measure: "error", over: "max", atMost: 3 },
];

/** Beyond it double precision takes too long, and the results are compared with PyTorch's. */
const MOST_OPERATIONS_IN_DOUBLE = 6e10;
/** By the largest number of an output; sums over a hundred steps in single precision stay below a tenth of it. */
const MOST_ERROR = 5e-5;

export async function run(context) {
	for (const lstmCase of lstmCases(context.quick)) {
		if (!context.wants(caseName(lstmCase))) continue;
		const { files, steps } = lstmInputs(context.inputs, lstmCase);
		const request = { task: "lstm", ...lstmCase, files };
		const { B, T, U, kind } = lstmCase;
		const row = { case: caseName(lstmCase), group: kind, axes: { B, T, U, kind }, unit: "GFLOP/s" };
		row.amount = operations(lstmCase, steps) / 1e9;
		const variants = ["oneDNN", "oneDNN batch second", "native", ...(kind === "padded" ? ["packed"] : [])];
		row.contenders = await context.race({
			contenders: [
				...instructionSetContenders(context, { script: "mirada-lstm.mjs", request }),
				...context.threads.flatMap((threads) =>
					variants.map((variant) => ({
						name: "PyTorch",
						variant,
						threads,
						process: context.worker({ peer: "torch", script: "torch_lstm.py", threads }),
						request: { ...request, variant },
					})),
				),
			],
			check: (prepared) => check(context, prepared, { row, request }),
		});
		context.add(row);
	}
}

async function check(context, prepared, { row, request }) {
	row.identical = identicalOutputs(prepared);
	if (row.amount * 1e9 <= MOST_OPERATIONS_IN_DOUBLE) {
		row.failed = await errorsAgainstPeer(context, prepared, {
			script: "torch_lstm.py",
			request,
			most: MOST_ERROR,
		});
		return;
	}
	const trusted = prepared.find(({ ours }) => !ours);
	if (trusted) setErrors(prepared, trusted.outputs, MOST_ERROR);
	else row.failed = "could not be checked: no peer is installed";
}
