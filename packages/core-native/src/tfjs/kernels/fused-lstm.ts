// `FusedLstm` and `FusedLstmGrad` of contract.ts: checks of shapes, outputs, one call of the addon.
import type { TensorInfo } from "@tensorflow/tfjs";
import { FusedLstm, FusedLstmGrad } from "../../contract.js";
import type { LstmInputs } from "../../core-binding.js";
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
		return [
			backend.wrap(dX, [B, T, D]),
			backend.wrap(dKernel, [D, 4 * U]),
			backend.wrap(dRecurrentKernel, [U, 4 * U]),
			backend.wrap(dBias, [4 * U]),
			backend.wrap(dH0, [B, U]),
			backend.wrap(dC0, [B, U]),
		];
	},
};

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
		h0: read("h0", [B, U]),
		c0: read("c0", [B, U]),
		lengths: lengths && backend.asIntegers(lengths),
	};
}
