// The kernel `FusedLstm` as one entry of tfjs' tape.
import {
	engine,
	type NamedTensorMap,
	type Tensor,
	type Tensor1D,
	type Tensor2D,
	type Tensor3D,
} from "@tensorflow/tfjs";
import { FusedLstm, type FusedLstmAttributes, FusedLstmGrad } from "../../contract.js";

/** What has a gradient. */
export interface LstmTensors {
	/** (B, T, D) */
	x: Tensor3D;
	/** (D, 4U) */
	kernel: Tensor2D;
	/** (U, 4U) */
	recurrentKernel: Tensor2D;
	/** (4U) */
	bias: Tensor1D;
	/** (B, U) */
	h0: Tensor2D;
	/** (B, U) */
	c0: Tensor2D;
}

export interface TapedLstm {
	/** (B, T, U), 0 at and behind a row's length. */
	hidden: Tensor3D;
	/** (B, U) */
	lastHidden: Tensor2D;
	/** (B, U) */
	lastCell: Tensor2D;
}

/** What tfjs' tape calls; its type declarations leave it out. */
interface Tape {
	runKernelFunc(call: {
		inputs: NamedTensorMap;
		forwardFunc: (backend: unknown, save: (tensors: Tensor[]) => void) => Tensor[];
		backwardsFunc: (dys: Tensor[], saved: Tensor[]) => Record<string, () => Tensor>;
	}): [Tensor3D, Tensor2D, Tensor2D];
}

/** @param lengths (B) int32; default T for each row */
export function tapedLstm(
	tensors: LstmTensors,
	lengths: Tensor1D | undefined,
	attributes: FusedLstmAttributes,
): TapedLstm {
	const run = (kernel: string, inputs: NamedTensorMap): Tensor[] =>
		engine().runKernel(kernel, inputs, { ...attributes });
	const trained: NamedTensorMap = { ...tensors };
	const inputs = lengths === undefined ? trained : { ...trained, lengths };
	const savedNames = [...Object.keys(inputs), "hidden", "gates", "cells"];

	const [hidden, lastHidden, lastCell] = (engine() as unknown as Tape).runKernelFunc({
		inputs: trained,
		forwardFunc(_backend, save) {
			const [hidden, lastHidden, lastCell, gates, cells] = run(FusedLstm, inputs);
			save([...Object.values(inputs), hidden!, gates!, cells!]);
			return [hidden!, lastHidden!, lastCell!];
		},
		backwardsFunc([dHidden, dLastHidden, dLastCell], saved) {
			const forward = Object.fromEntries(savedNames.map((name, i) => [name, saved[i]!]));
			const dOutputs = { dHidden: dHidden!, dLastHidden: dLastHidden!, dLastCell: dLastCell! };
			// Computed here and not in the functions below: tfjs disposes what each of those leaves behind.
			const gradients = run(FusedLstmGrad, { ...forward, ...dOutputs });
			return Object.fromEntries(Object.keys(trained).map((name, i) => [name, () => gradients[i]!]));
		},
	});
	return { hidden, lastHidden, lastCell };
}
