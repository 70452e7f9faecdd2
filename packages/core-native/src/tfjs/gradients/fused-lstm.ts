// The kernel `FusedLstm` as one op of the tape.
import {
	engine,
	type NamedTensorMap,
	type Tensor,
	type Tensor1D,
	type Tensor2D,
	type Tensor3D,
} from "@tensorflow/tfjs";
import { FusedLstm, type FusedLstmAttributes, FusedLstmGrad } from "../../contract.js";
import { composedLstm, type LstmResult, type LstmTensors } from "./composed-lstm.js";
import { fusedOp } from "./fused-op.js";

/**
 * An LSTM over whole sequences by the kernels `FusedLstm` and `FusedLstmGrad`, which the active backend must have.
 *
 * @param lengths (B) int32; default T for each row
 */
export function fusedLstm(
	tensors: LstmTensors,
	lengths: Tensor1D | undefined,
	attributes: FusedLstmAttributes,
): LstmResult {
	const run = (kernel: string, given: NamedTensorMap): Tensor[] =>
		engine().runKernel(kernel, given, { ...attributes });
	const inputs = Object.fromEntries(Object.entries(tensors).filter(([, tensor]) => tensor !== undefined));
	const constants: NamedTensorMap = lengths === undefined ? {} : { lengths };
	// Not through `registerGradient`: then `gates` and `cells` would be outputs, and tfjs would make gradients full of
	// zeros for them at every step.
	const [hidden, lastHidden, lastCell] = fusedOp({
		inputs,
		constants,
		forward: () => {
			const [hidden, lastHidden, lastCell, gates, cells] = run(FusedLstm, { ...inputs, ...constants });
			return { outputs: [hidden!, lastHidden!, lastCell!], saved: [hidden!, gates!, cells!] };
		},
		backward: ([dHidden, dLastHidden, dLastCell], read, [hidden, gates, cells]) =>
			run(FusedLstmGrad, {
				...read,
				hidden: hidden!,
				gates: gates!,
				cells: cells!,
				dHidden: dHidden!,
				dLastHidden: dLastHidden!,
				dLastCell: dLastCell!,
			}),
		composed: ({ lengths, ...read }) => {
			const { hidden, lastHidden, lastCell } = composedLstm(
				read as unknown as LstmTensors,
				lengths as Tensor1D | undefined,
				attributes,
			);
			return [hidden, lastHidden, lastCell];
		},
	});
	return {
		hidden: hidden as Tensor3D,
		lastHidden: lastHidden as Tensor2D,
		lastCell: lastCell as Tensor2D,
	};
}
