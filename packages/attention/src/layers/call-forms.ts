// The ways to call an attention layer, ours and Keras', as one: a list of tensors and the rest by name.

import { describeValue, type OptionNames } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../shape-error.js";
import { isDictionary, readArguments } from "./keras-names.js";

export const MASK_NAMES = ["queryMask", "valueMask", "keyMask", "attentionMask"] as const;
export type MaskName = (typeof MASK_NAMES)[number];

/** What may be called by name; `Input` is a tensor, or a symbolic tensor while a model is built. */
export interface AttentionCallArgs<Input = tf.Tensor> {
	/** In place of the first argument. */
	inputs?: Input | Input[];
	query?: Input;
	value?: Input;
	/** Default `value`. */
	key?: Input;
	/** [queryMask, valueMask], as in Keras' `Attention`; entries may be null. */
	mask?: (Input | null)[];
	queryMask?: Input;
	valueMask?: Input;
	keyMask?: Input;
	attentionMask?: Input;
	training?: boolean;
	returnAttentionScores?: boolean;
	useCausalMask?: boolean;
}

const CALL_NAMES: OptionNames<AttentionCallArgs> = {
	inputs: true,
	query: true,
	value: true,
	key: true,
	mask: true,
	queryMask: true,
	valueMask: true,
	keyMask: true,
	attentionMask: true,
	training: true,
	returnAttentionScores: true,
	useCausalMask: true,
};

export type Input = tf.Tensor | tf.SymbolicTensor;
export type CallFlags = Pick<AttentionCallArgs, "training" | "returnAttentionScores" | "useCausalMask">;

/** One call, whatever its form was. */
export interface ReadCall {
	/** query, value, key as far as they were given. */
	tensors: Input[];
	masks: Partial<Record<MaskName, Input>>;
	flags: CallFlags;
}

const FORMS = [
	"apply(query)",
	"apply([query, value, key?])",
	"apply(query, value, key?)",
	"apply(query, {value, key?})",
	"apply({query, value, key?})",
].join(", ");

/**
 * Reads the arguments of `apply`. After a list or after single tensors may stand an object of arguments by name, in
 * camel case or in Keras' snake case; null there is the same as absent.
 *
 * @param maskInputs names of the masks that close the list; those that are given by name are not in it
 * @throws TypeError where an argument is unknown, there twice, missing, or no tensor
 */
export function readCallForms(
	where: string,
	args: readonly unknown[],
	maskInputs: readonly MaskName[],
): ReadCall {
	const { positional, named } = splitForms(where, args);
	const masks = readMasks(where, named);
	const listedMasks = maskInputs.filter((name) => masks[name] === undefined);
	const count = positional.length - listedMasks.length;
	const byName = (["query", "value", "key"] as const).filter((name) => named[name] != null);
	if (count < 0 || count > 3 || count + byName.length === 0) throw wrongForm(where, positional, listedMasks);
	const byRole: Partial<Record<"query" | "value" | "key", Input>> = {};
	for (const [i, name] of (["query", "value", "key"] as const).slice(0, count).entries()) {
		byRole[name] = requireInput(where, name, positional[i]);
	}
	for (const name of byName) {
		if (byRole[name] !== undefined) throw new TypeError(`${where}: expected ${name} once, got two of it`);
		byRole[name] = requireInput(where, name, named[name]);
	}
	for (const [i, name] of listedMasks.entries())
		masks[name] = requireInput(where, name, positional[count + i]);
	const { query, value, key } = byRole;
	if (query === undefined) throw new TypeError(`${where}: the query is missing\nHint: call it as ${FORMS}`);
	if (key !== undefined && value === undefined) {
		throw new TypeError(`${where}: the value is missing beside the key\nHint: call it as ${FORMS}`);
	}
	return {
		tensors: [query, value, key].filter((tensor) => tensor !== undefined),
		masks,
		flags: readFlags(where, named),
	};
}

type Named = { [Name in keyof AttentionCallArgs]: unknown };

/** What stands before the arguments by name, and those. */
function splitForms(where: string, args: readonly unknown[]): { positional: unknown[]; named: Named } {
	const given = [...args];
	while (given.length > 1 && given.at(-1) == null) given.pop();
	const last = given.at(-1);
	const named: Named = isDictionary(last)
		? readArguments<AttentionCallArgs>(where, given.pop(), CALL_NAMES)
		: {};
	let [first, ...others] = given;
	if (named.inputs != null) {
		if (given.length > 0) throw new TypeError(`${where}: expected inputs once, got two of it`);
		first = named.inputs;
	}
	// After a list, only arguments by name.
	if (Array.isArray(first) && others.length > 0) throw wrongForm(where, [first, ...others], []);
	const positional = Array.isArray(first) ? first : first === undefined ? [] : [first];
	return { positional: [...positional, ...others], named };
}

function readMasks(where: string, named: Named): ReadCall["masks"] {
	const masks: ReadCall["masks"] = {};
	// A lone tensor in `mask` comes from tfjs, which does not say whose mask it is.
	const listed: unknown[] = Array.isArray(named.mask) ? named.mask : [];
	const isMask = named.mask == null || isInput(named.mask) || listed.length > 0;
	if (!isMask || listed.length > 3) {
		throw new TypeError(`${where}: expected mask [queryMask, valueMask], got ${describeValue(named.mask)}`);
	}
	for (const [i, name] of MASK_NAMES.entries()) {
		const found = named[name] ?? (i < 2 ? listed[i] : undefined);
		if (found != null) masks[name] = requireInput(where, name, found);
	}
	return masks;
}

function readFlags(where: string, named: Named): CallFlags {
	const flags: CallFlags = {};
	for (const name of ["training", "returnAttentionScores", "useCausalMask"] as const) {
		const value = named[name];
		if (value == null) continue;
		if (typeof value !== "boolean") {
			throw new TypeError(`${where}: expected ${name} to be true or false, got ${describeValue(value)}`);
		}
		flags[name] = value;
	}
	return flags;
}

function requireInput(where: string, name: string, value: unknown): Input {
	if (isInput(value)) return value;
	const isReference = Array.isArray(value) && typeof value[0] === "string";
	throw new TypeError(
		`${where}: expected ${name} to be a tensor, got ${describeValue(value)}` +
			(isReference
				? `\nHint: a tensor of a saved model must stand in the list of inbound nodes: [["query",0,0,{}],["${name}",0,0,{}]]`
				: ""),
	);
}

function isInput(value: unknown): value is Input {
	return value instanceof tf.Tensor || value instanceof tf.SymbolicTensor;
}

function wrongForm(where: string, positional: readonly unknown[], masks: readonly MaskName[]): ShapeError {
	const order = masks.length === 0 ? "" : ` (the masks ${masks.join(", ")} close the list)`;
	return new ShapeError({
		where,
		expected: `inputs as ${FORMS}, each with arguments by name after it${order}`,
		got: positional.length === 0 ? "none" : positional.map(describeValue).join(", "),
	});
}
