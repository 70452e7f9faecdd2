// The three variables of an LSTM.
import type { LstmWeights } from "../ops/lstm.js";
import { glorotUniform, lstmBias, orthogonalGates } from "./initializers.js";
import type { Variables } from "./variables.js";

/** Adds `<name>/kernel` (D, 4U), `<name>/recurrentKernel` (U, 4U) and `<name>/bias` (4U). */
export function addLstm(variables: Variables, name: string, D: number, U: number): LstmWeights {
	return {
		kernel: variables.add(`${name}/kernel`, [D, 4 * U], glorotUniform),
		recurrentKernel: variables.add(`${name}/recurrentKernel`, [U, 4 * U], orthogonalGates),
		bias: variables.add(`${name}/bias`, [4 * U], lstmBias),
	};
}
