// `FusedLstm` and `FusedLstmGrad` of contract.ts: checks of shapes, outputs, one call of the addon.
import type { TensorInfo } from "@tensorflow/tfjs";
import type { LstmInputs } from "../../binding/lstm.js";
import { FusedLstm, FusedLstmGrad } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import type { KernelArguments, NativeKernel } from "../native-kernel.js";

export const fusedLstm: NativeKernel = {
	name: FusedLstm,
	run(args) {
		const { backend } = args;
		const lstm = readInputs(args, FusedLstm);
		const { batch: B, steps: T, units: U } = lstm;
		const hidden = backend.allocate(B * T * U);
		const lastHidden = backend.allocate(B * U);
		const lastCell = backend.allocate(B * U);
		const gates = backend.allocate(B * T * 4 * U);
		const cells = backend.allocate(B * T * U);
		backend.binding.lstmForward({ ...lstm, hidden, lastHidden, lastCell, gates, cells });
		releaseZeros(args, lstm);
		return [
			backend.wrap(hidden, [B, T, U]),
			backend.wrap(lastHidden, [B, U]),
			backend.wrap(lastCell, [B, U]),
			backend.wrap(gates, [B, T, 4 * U]),
			backend.wrap(cells, [B, T, U]),
		];
	},
};

export const fusedLstmGrad: NativeKernel = {
	name: FusedLstmGrad,
	run(args) {
		const { backend, inputs } = args;
		const lstm = readInputs(args, FusedLstmGrad);
		const { batch: B, steps: T, inputSize: D, units: U } = lstm;
		const read = (name: string, shape: number[]) => {
			expectShape(FusedLstmGrad, name, inputs[name], shape);
			return backend.asFloats(inputs[name]!);
		};
		const dX = backend.allocate(B * T * D);
		const dKernel = backend.allocate(D * 4 * U);
		const dRecurrentKernel = backend.allocate(U * 4 * U);
		const dBias = backend.allocate(4 * U);
		const dH0 = backend.allocate(B * U);
		const dC0 = backend.allocate(B * U);
		backend.binding.lstmBackward({
			...lstm,
			hidden: read("hidden", [B, T, U]),
			gates: read("gates", [B, T, 4 * U]),
			cells: read("cells", [B, T, U]),
			dHidden: read("dHidden", [B, T, U]),
			dLastHidden: read("dLastHidden", [B, U]),
			dLastCell: read("dLastCell", [B, U]),
			dX,
			dKernel,
			dRecurrentKernel,
			dBias,
			dH0,
			dC0,
		});
		releaseZeros(args, lstm);
		const outputs = [
			backend.wrap(dX, [B, T, D]),
			backend.wrap(dKernel, [D, 4 * U]),
			backend.wrap(dRecurrentKernel, [U, 4 * U]),
			backend.wrap(dBias, [4 * U]),
		];
		for (const [name, gradient] of [
			["h0", dH0],
			["c0", dC0],
		] as const) {
			if (inputs[name]) outputs.push(backend.wrap(gradient, [B, U]));
			else backend.release(gradient);
		}
		return outputs;
	},
};

/** Gives back the zeros that stood for absent states. */
function releaseZeros({ inputs, backend }: KernelArguments, { h0, c0 }: LstmInputs): void {
	if (!inputs.h0) backend.release(h0);
	if (!inputs.c0) backend.release(c0);
}

function readInputs({ inputs, attrs, backend }: KernelArguments, where: string): LstmInputs {
	const { x, recurrentKernel, lengths } = inputs as Record<string, TensorInfo | undefined>;
	expectShape(where, "x", x, ["B", "T", "D"]);
	expectShape(where, "recurrentKernel", recurrentKernel, ["U", "4U"]);
	const [B, T, D] = x!.shape as [number, number, number];
	const U = recurrentKernel!.shape[0]!;
	const read = (name: string, shape: number[]) => {
		expectShape(where, name, inputs[name], shape);
		return backend.asFloats(inputs[name]!);
	};
	const readState = (name: string) => (inputs[name] ? read(name, [B, U]) : backend.allocate(B * U).fill(0));
	if (lengths !== undefined) expectShape(where, "lengths", lengths, [B]);
	return {
		batch: B,
		steps: T,
		inputSize: D,
		units: U,
		reverse: Boolean(attrs.reverse),
		hardSigmoid: attrs.recurrentActivation === "hardSigmoid",
		x: backend.asFloats(x!),
		kernel: read("kernel", [D, 4 * U]),
		recurrentKernel: read("recurrentKernel", [U, 4 * U]),
		bias: read("bias", [4 * U]),
		h0: readState("h0"),
		c0: readState("c0"),
		lengths: lengths && backend.asIntegers(lengths),
	};
}
