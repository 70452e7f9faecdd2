// Linear layer, softmax and cross-entropy with their gradients, by our kernel.

import { readInput } from "../framework/seeded-inputs.mjs";
import { binding, requireInstructionSet, versions } from "./mirada-core.mjs";
import { serve } from "./serve.mjs";

function loss({ rows, inputSize, classes, files, labelSmoothing }) {
	requireInstructionSet();
	const mean = new Float32Array(1);
	const gradients = {
		dHidden: new Float32Array(rows * inputSize),
		dKernel: new Float32Array(inputSize * classes),
		dBias: new Float32Array(classes),
	};
	const problem = {
		rows,
		inputSize,
		classes,
		hidden: readInput(files.hidden),
		kernel: readInput(files.kernel),
		bias: readInput(files.bias),
		labels: readInput(files.labels),
		ignoreLabel: 0,
		labelSmoothing,
		...gradients,
	};
	return {
		run() {
			mean[0] = binding.linearCrossEntropy(problem);
		},
		outputs: () => ({ loss: mean, ...gradients }),
	};
}

serve({ loss }, { versions });
