// A whole LSTM sequence, forward and backward, by our kernel.

import { readInput } from "../framework/seeded-inputs.mjs";
import { binding, requireInstructionSet, versions } from "./mirada-core.mjs";
import { serve } from "./serve.mjs";

function lstm({ B, T, U, files }) {
	requireInstructionSet();
	const zeros = (...axes) => new Float32Array(axes.reduce((product, axis) => product * axis, 1));
	const inputs = {
		batch: B,
		steps: T,
		inputSize: U,
		units: U,
		reverse: false,
		hardSigmoid: false,
		x: readInput(files.x),
		kernel: readInput(files.kernel),
		recurrentKernel: readInput(files.recurrentKernel),
		bias: readInput(files.bias),
		h0: zeros(B, U),
		c0: zeros(B, U),
		lengths: files.lengths && readInput(files.lengths),
	};
	const kept = { hidden: zeros(B, T, U), gates: zeros(B, T, 4, U), cells: zeros(B, T, U) };
	const forward = { ...inputs, ...kept, lastHidden: zeros(B, U), lastCell: zeros(B, U) };
	const gradients = {
		dX: zeros(B, T, U),
		dKernel: zeros(U, 4, U),
		dRecurrentKernel: zeros(U, 4, U),
		dBias: zeros(4, U),
		dH0: zeros(B, U),
		dC0: zeros(B, U),
	};
	const backward = {
		...inputs,
		...kept,
		...gradients,
		dHidden: readInput(files.dHidden),
		dLastHidden: zeros(B, U),
		dLastCell: zeros(B, U),
	};
	const { dX, dKernel, dRecurrentKernel, dBias } = gradients;
	return {
		run() {
			binding.lstmForward(forward);
			binding.lstmBackward(backward);
		},
		outputs: () => ({ hidden: kept.hidden, dX, dKernel, dRecurrentKernel, dBias }),
	};
}

serve({ lstm }, { versions });
