// `tf.layers.lstm`, and `tf.layers.rnn` over an LSTM cell, as one call over all steps instead of some twenty ops a
// step.
import {
	concat,
	dropout,
	fill,
	gather,
	mul,
	ones,
	type Tensor,
	type Tensor1D,
	type Tensor2D,
	type Tensor3D,
	tensor1d,
	tidy,
} from "@tensorflow/tfjs";
import { FusedLstm } from "../../contract.js";
import { fusedLstm } from "../gradients/fused-lstm.js";
import { hasKernel } from "../has-kernel.js";
import { replaceMethod } from "../replace-method.js";
import { type ClassMap, isExactly } from "./class-map.js";
import { stepOrder } from "./step-order.js";

/** The fields of tfjs-layers' RNN that its `call` reads. */
interface RnnLayer {
	cell: LstmCell;
	returnSequences: boolean;
	returnState: boolean;
	goBackwards: boolean;
	stateful: boolean;
	states_: Tensor[] | null;
	resetStates(states: Tensor[], training?: boolean): void;
}
interface LstmCell {
	units: number;
	kernel: { read(): Tensor2D };
	recurrentKernel: { read(): Tensor2D };
	bias: { read(): Tensor1D } | null;
	activation: object;
	recurrentActivation: object;
	dropout: number;
	recurrentDropout: number;
	dropoutFunc?: unknown;
	call: unknown;
}
interface CallArguments {
	mask?: Tensor | null;
	training?: boolean | null;
	initialState?: Tensor[] | null;
}

export function fuseLstm(classes: ClassMap): void {
	const rnn = classes.RNN?.[0];
	if (rnn === undefined) return;
	replaceMethod(
		rnn.prototype,
		"call",
		(original) =>
			function (this: RnnLayer, inputs: Tensor | Tensor[], kwargs?: CallArguments | null) {
				const call = hasKernel(FusedLstm) ? readCall(this, inputs, kwargs ?? {}, classes) : null;
				return call === null ? original.call(this, inputs, kwargs) : tidy(() => run(this, call));
			},
	);
}

/** A call that the kernel can do. */
interface FusedCall {
	x: Tensor3D;
	mask: Tensor2D | undefined;
	state: [Tensor2D, Tensor2D] | undefined;
	training: boolean;
	recurrentActivation: "sigmoid" | "hardSigmoid";
}

/** Null where tfjs' own way has to do it. */
function readCall(
	layer: RnnLayer,
	inputs: Tensor | Tensor[],
	{ mask, training, initialState }: CallArguments,
	classes: ClassMap,
): FusedCall | null {
	const { cell } = layer;
	const is = (object: object, className: string) => isExactly(object, classes, className);
	if (!is(cell, "LSTMCell")) return null;
	if (!is(cell.activation, "tanh")) return null;
	const recurrentActivation = (["hardSigmoid", "sigmoid"] as const).find((name) =>
		is(cell.recurrentActivation, name),
	);
	if (recurrentActivation === undefined) return null;

	// `tf.layers.rnn` keeps a dropout mask from call to call; `tf.layers.lstm` makes one for each.
	const drops = (rate: number) => rate > 0 && rate < 1;
	if (drops(cell.dropout) && (!is(layer, "LSTM") || cell.dropoutFunc != null)) return null;
	if (drops(cell.recurrentDropout) && (!is(layer, "LSTM") || training)) return null;

	const [x, ...more] = [inputs].flat();
	if (x === undefined || more.length > 0 || x.rank !== 3 || x.dtype !== "float32" || x.size === 0)
		return null;
	const [B, T] = x.shape as [number, number];
	if (mask != null && (mask.rank !== 2 || mask.shape[0] !== B || mask.shape[1] !== T)) return null;
	const state = initialState ?? (layer.stateful ? layer.states_ : null);
	const fits = (tensor: Tensor) =>
		tensor.rank === 2 &&
		tensor.dtype === "float32" &&
		tensor.shape[0] === B &&
		tensor.shape[1] === cell.units;
	if (state !== null && (state.length !== 2 || !state.every(fits))) return null;
	return {
		x: x as Tensor3D,
		mask: (mask ?? undefined) as Tensor2D | undefined,
		state: (state ?? undefined) as [Tensor2D, Tensor2D] | undefined,
		training: training ?? false,
		recurrentActivation,
	};
}

/** What RNN.call returns: outputs or the last output, then the states if wanted. */
function run(
	layer: RnnLayer,
	{ x, mask, state, training, recurrentActivation }: FusedCall,
): Tensor | Tensor[] {
	const { cell } = layer;
	const U = cell.units;
	const [B, T, D] = x.shape;
	const [h0, c0] = state ?? [fill([B, U], 0) as Tensor2D, fill([B, U], 0) as Tensor2D];
	const { lengths, source, outputs } = stepOrder(B, T, mask?.dataSync(), layer.goBackwards);

	let steps = x;
	// One mask for all steps of a row.
	if (training && cell.dropout > 0 && cell.dropout < 1)
		steps = mul(steps, dropout(ones([B, D]), cell.dropout).expandDims(1));
	if (source !== undefined)
		steps = gather(steps.reshape([B * T, D]), tensor1d(source, "int32")).reshape([B, T, D]);

	const result = fusedLstm(
		{
			x: steps,
			kernel: cell.kernel.read(),
			recurrentKernel: cell.recurrentKernel.read(),
			bias: cell.bias?.read() ?? fill([4 * U], 0),
			h0,
			c0,
		},
		lengths && tensor1d(lengths, "int32"),
		{ reverse: false, recurrentActivation },
	);
	const states = [result.lastHidden, result.lastCell];
	if (layer.stateful) layer.resetStates(states, training);
	let output: Tensor = result.lastHidden;
	if (layer.returnSequences) {
		output = result.hidden;
		if (outputs !== undefined) {
			const sources = concat([result.hidden.reshape([B * T, U]), h0], 0);
			output = gather(sources, tensor1d(outputs, "int32")).reshape([B, T, U]);
		}
	}
	return layer.returnState ? [output, ...states] : output;
}
