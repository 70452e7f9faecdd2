// One call of a Keras layer, as a call of the TensorFlow.js layer, with the mask that Keras gives to its output.

import type * as tf from "@tensorflow/tfjs";
import { type Config, type KerasObject, kerasError, show } from "./keras-config.js";
import { type CallForms, describe, within } from "./keras-layers.js";
import { LAYERS, LISTED_ATTENTION, MERGING, PROJECTED_ATTENTION, RECURRENT } from "./layer-table.js";
import { KerasOperation, type Operand } from "./layers/keras-operation.js";
import { MaskedAveragePooling } from "./layers/masked-average-pooling.js";

/** A tensor of the graph and the mask that it carries; Keras' attention takes masks off the tensors it reads. */
export interface Value {
	readonly tensor: tf.SymbolicTensor;
	mask: tf.SymbolicTensor | null;
}

/** The arguments of `call` in Keras, in their order. */
const SIGNATURES = {
	projected: [
		"query",
		"value",
		"key",
		"query_mask",
		"value_mask",
		"key_mask",
		"attention_mask",
		"return_attention_scores",
		"training",
		"use_causal_mask",
	],
	listed: ["inputs", "mask", "training", "return_attention_scores", "use_causal_mask"],
	recurrent: ["sequences", "initial_state", "mask", "training"],
	plain: ["inputs", "training", "mask"],
} as const;

/**
 * Calls the layer on resolved arguments.
 * @throws Error for an argument that Keras' layer has and this one lacks
 */
export function callLayer(
	object: KerasObject,
	layer: tf.layers.Layer,
	args: readonly unknown[],
	kwargs: Config,
	forms: CallForms,
): Value[] {
	const call = { object, layer, forms };
	if (PROJECTED_ATTENTION.includes(object.className)) {
		return callProjected(call, bind(object, SIGNATURES.projected, args, kwargs));
	}
	if (LISTED_ATTENTION.includes(object.className)) {
		return callListed(call, bind(object, SIGNATURES.listed, args, kwargs));
	}
	if (RECURRENT.includes(object.className)) {
		return callRecurrent(call, bind(object, SIGNATURES.recurrent, args, kwargs));
	}
	const bound = bind(object, SIGNATURES.plain, args, kwargs);
	return MERGING.includes(object.className) ? [callMerging(call, bound)] : [callPlain(call, bound)];
}

interface Call {
	object: KerasObject;
	layer: tf.layers.Layer;
	forms: CallForms;
}
type Bound = Readonly<Record<string, unknown>>;

function bind(
	object: KerasObject,
	names: readonly string[],
	args: readonly unknown[],
	kwargs: Config,
): Bound {
	const bound: Record<string, unknown> = {};
	for (const [i, value] of args.entries()) {
		const name = names[i];
		if (name === undefined) throw kerasError(`${describe(object)} is called with ${args.length} arguments`);
		bound[name] = value;
	}
	for (const [name, value] of Object.entries(kwargs)) {
		// Layers of one tensor call it what they like.
		const known = names.includes(name)
			? name
			: isValue(value) && !(names[0]! in bound)
				? names[0]!
				: undefined;
		if (known === undefined) {
			if (value === null) continue;
			throw kerasError(`unknown argument "${name}" in a call of ${describe(object)}, got ${show(value)}`);
		}
		bound[known] = value;
	}
	// `training` is what Keras wrote down while the model was built; fit and predict choose it anew.
	return bound;
}

function callProjected({ object, layer, forms }: Call, bound: Bound): Value[] {
	const query = tensorIn(object, bound, "query");
	const value = tensorIn(object, bound, "value");
	const key = optionalTensor(object, bound, "key");
	// Keras' MultiHeadAttention takes the mask that the query carries, whatever it is given.
	const isMultiHead = object.className === "MultiHeadAttention";
	const queryMask = (isMultiHead ? null : givenMask(object, bound, "query_mask")) ?? query.mask;
	const valueMask = andMasks(object, [
		givenMask(object, bound, "value_mask") ?? value.mask,
		givenMask(object, bound, "key_mask") ?? key?.mask ?? null,
	]);
	const attentionMask = givenMask(object, bound, "attention_mask", query.tensor);
	const inputs = [query, value, ...(key ? [key] : [])].map(({ tensor }) => tensor);
	const masks = maskInputsOf(layer).map((name) => {
		if (name === "queryMask") return queryMask ?? onesMask(object, query.tensor);
		if (name === "valueMask") return valueMask ?? onesMask(object, value.tensor);
		if (attentionMask !== null) return attentionMask;
		throw kerasError(`${describe(object)} is called with and without attention_mask, which is not supported`);
	});
	const outputs = apply(object, layer, [...inputs, ...masks]);
	// As Keras 3 does: the layer takes the masks off its inputs, for whoever reads them later too.
	if (forms.hasMasks && isMultiHead) {
		for (const input of [query, value, key]) if (input) input.mask = null;
	}
	return outputs.map((tensor, i) => ({ tensor, mask: i === 0 ? queryMask : null }));
}

function callListed({ object, layer }: Call, bound: Bound): Value[] {
	const inputs = tensorsIn(object, bound);
	const explicit =
		bound.mask === undefined || bound.mask === null ? undefined : ([bound.mask].flat() as unknown[]);
	const maskOf = (i: number): tf.SymbolicTensor | null =>
		explicit === undefined ? (inputs[i]?.mask ?? null) : asMask(object, explicit[i] ?? null, "mask");
	const [query, value] = inputs;
	if (query === undefined || value === undefined) {
		throw kerasError(`${describe(object)}: expected inputs [query, value] or [query, value, key]`);
	}
	const masks = maskInputsOf(layer).map(
		(name, i) => maskOf(i) ?? onesMask(object, (name === "queryMask" ? query : value).tensor),
	);
	const outputs = apply(object, layer, [...inputs.map(({ tensor }) => tensor), ...masks]);
	return outputs.map((tensor, i) => ({ tensor, mask: i === 0 ? maskOf(0) : null }));
}

function callRecurrent({ object, layer }: Call, bound: Bound): Value[] {
	const sequences = tensorIn(object, bound, "sequences");
	const given = bound.initial_state;
	const states = given === undefined || given === null ? [] : ([given].flat() as Value[]);
	if (!states.every(isValue)) throw kerasError(`${describe(object)}: expected tensors as initial_state`);
	// With initial states Keras uses no mask but one that is given.
	const carried = states.length === 0 ? sequences.mask : null;
	const mask = givenMask(object, bound, "mask") ?? carried;
	const asInput = mask && within(object, () => operation("expandDims", [mask], { axis: -1 }));
	const inputs = [sequences.tensor, ...states.map(({ tensor }) => tensor), ...(asInput ? [asInput] : [])];
	const outputs = apply(object, layer, inputs);
	const config = (object.config.layer as KerasObject | undefined)?.config ?? object.config;
	const outputMask = config.return_sequences === true ? (mask ?? sequences.mask) : null;
	const sequenceOutputs = object.config.merge_mode === null ? 2 : 1;
	return outputs.map((tensor, i) => ({ tensor, mask: i < sequenceOutputs ? outputMask : null }));
}

function callMerging({ object, layer }: Call, bound: Bound): Value {
	const inputs = tensorsIn(object, bound);
	const [output] = apply(
		object,
		layer,
		inputs.map(({ tensor }) => tensor),
	);
	return { tensor: output!, mask: mergedMask(object, inputs) };
}

function callPlain({ object, layer }: Call, bound: Bound): Value {
	const input = tensorIn(object, bound, "inputs");
	const mask = givenMask(object, bound, "mask") ?? input.mask;
	if (object.className === "GlobalAveragePooling1D" && mask !== null) {
		const pooling = new MaskedAveragePooling({ name: `${layer.name}_masked` });
		return { tensor: apply(object, pooling, [input.tensor, mask])[0]!, mask: null };
	}
	if (object.className === "Softmax" && mask !== null) {
		throw kerasError(`${describe(object)} with a mask is not supported`);
	}
	const [tensor] = apply(object, layer, [input.tensor]);
	if (object.className === "Embedding") {
		const mask = object.config.mask_zero === true ? operation("notEqual", [input.tensor, 0]) : null;
		return { tensor: tensor!, mask };
	}
	if (object.className === "Masking") {
		const differs = operation("notEqual", [input.tensor, Number(object.config.mask_value ?? 0)]);
		return { tensor: tensor!, mask: operation("any", [differs], { axis: -1 }) };
	}
	const keepsMask = object.className === "TimeDistributed" || LAYERS[object.className]?.keepsMask === true;
	return { tensor: tensor!, mask: keepsMask ? mask : null };
}

/** The mask of a merging layer's output, by Keras' rules. */
function mergedMask(object: KerasObject, inputs: readonly Value[]): tf.SymbolicTensor | null {
	const masks = inputs.map(({ mask }) => mask);
	if (object.className === "Dot") return null;
	if (object.className !== "Concatenate") {
		if (masks.some((mask) => mask === null)) return null;
		return masks.reduce((all, mask) => (all === mask ? all : operation("logicalOr", [all!, mask!])));
	}
	if (masks.every((mask) => mask === null)) return null;
	const full = inputs.map(({ tensor, mask }) => {
		if (mask === null) return operation("onesLike", [tensor], { dtype: "bool" });
		if (mask.rank === tensor.rank) return mask;
		const zeros = operation("zerosLike", [tensor], { dtype: "bool" });
		return operation("logicalOr", [operation("expandDims", [mask], { axis: -1 }), zeros]);
	});
	const axis = Number(object.config.axis ?? -1);
	return operation("any", [operation("concatenate", [full], { axis })], { axis: -1 });
}

function andMasks(
	object: KerasObject,
	masks: readonly (tf.SymbolicTensor | null)[],
): tf.SymbolicTensor | null {
	const given = masks.filter((mask) => mask !== null);
	const [first, second] = given;
	if (first === undefined || second === undefined || first === second) return first ?? null;
	return within(object, () => operation("logicalAnd", [first, second]));
}

/** All true, of the steps (B,T) of x (B,T,D). */
function onesMask(object: KerasObject, tensor: tf.SymbolicTensor): tf.SymbolicTensor {
	return within(object, () =>
		operation("any", [operation("onesLike", [tensor], { dtype: "bool" })], { axis: -1 }),
	);
}

type OperandOf = tf.SymbolicTensor | tf.SymbolicTensor[] | number;

function operation(
	name: string,
	operands: readonly OperandOf[],
	options: Record<string, unknown> = {},
	constant?: Operand,
) {
	const tensors = operands.flat().filter((operand) => typeof operand !== "number");
	let place = 0;
	const layer = new KerasOperation({
		operation: name,
		operands: [
			...operands.map((operand) =>
				typeof operand === "number"
					? operand
					: Array.isArray(operand)
						? operand.map(() => ({ input: place++ }))
						: { input: place++ },
			),
			...(constant === undefined ? [] : [constant]),
		],
		options,
	});
	return layer.apply(tensors) as tf.SymbolicTensor;
}

function apply(
	object: KerasObject,
	layer: tf.layers.Layer,
	inputs: tf.SymbolicTensor[],
): tf.SymbolicTensor[] {
	return within(object, () => {
		// Layers of one input look at its shape themselves.
		const outputs = layer.apply(inputs.length === 1 ? inputs[0]! : withoutRepeats(inputs));
		return [outputs].flat() as tf.SymbolicTensor[];
	});
}

/**
 * A tensor that stands twice among the inputs, as in self-attention, goes through an operation of its own: a
 * functional model of TensorFlow.js counts it twice and frees it before its last use.
 */
function withoutRepeats(inputs: readonly tf.SymbolicTensor[]): tf.SymbolicTensor[] {
	return inputs.map((input, i) =>
		inputs.indexOf(input) < i ? operation("convertToTensor", [input]) : input,
	);
}

function maskInputsOf(layer: tf.layers.Layer): readonly string[] {
	return (layer as unknown as { maskInputs: readonly string[] }).maskInputs;
}

/** A mask that the call was given; a constant one becomes a tensor of the graph behind `anchor`. */
function givenMask(
	object: KerasObject,
	bound: Bound,
	name: string,
	anchor?: tf.SymbolicTensor,
): tf.SymbolicTensor | null {
	const mask = bound[name] ?? null;
	if (anchor !== undefined && Array.isArray(mask))
		return operation("constant", [anchor], {}, mask as Operand[]);
	return asMask(object, mask, name);
}

function asMask(object: KerasObject, value: unknown, name: string): tf.SymbolicTensor | null {
	if (value === null) return null;
	if (!isValue(value))
		throw kerasError(`${describe(object)}: expected a tensor as ${name}, got ${show(value)}`);
	return value.tensor;
}

function tensorsIn(object: KerasObject, bound: Bound): Value[] {
	const list = [bound.inputs].flat();
	if (list.length > 0 && list.every(isValue)) return list;
	throw kerasError(`${describe(object)}: expected a list of tensors as inputs, got ${show(bound.inputs)}`);
}

function tensorIn(object: KerasObject, bound: Bound, name: string): Value {
	const value = bound[name];
	const found = Array.isArray(value) && value.length === 1 ? value[0] : value;
	if (isValue(found)) return found;
	throw kerasError(`${describe(object)}: expected a tensor as ${name}, got ${show(value)}`);
}

function optionalTensor(object: KerasObject, bound: Bound, name: string): Value | undefined {
	return bound[name] === undefined || bound[name] === null ? undefined : tensorIn(object, bound, name);
}

function isValue(value: unknown): value is Value {
	return typeof value === "object" && value !== null && "tensor" in value && "mask" in value;
}
