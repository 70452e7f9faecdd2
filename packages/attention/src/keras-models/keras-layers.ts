// From one layer of a Keras config to a TensorFlow.js layer.

import * as tf from "@tensorflow/tfjs";
import { asKerasObject, type Config, type KerasObject, kerasError, ours, snakeCase } from "./keras-config.js";
import { only, readOptions } from "./layer-options.js";
import { LAYERS, LISTED_ATTENTION, PROJECTED_ATTENTION, RECURRENT } from "./layer-table.js";
import { KerasRecurrent } from "./layers/keras-recurrent.js";

/** What the whole file tells about how its layers are called. */
export interface CallForms {
	/** Some layer makes a mask, so masks are inputs of the layers that use them. */
	hasMasks: boolean;
	/** Some recurrent layer gets initial states. */
	hasInitialStates: boolean;
	/** Weights come from a file: they start at 0, since drawing an orthogonal kernel takes long. */
	hasWeights: boolean;
	/** No weight has more numbers: a larger claim is refused before anything is allocated for it. */
	largestWeight: number;
}

/** Further arguments that a converter found in the calls of a layer. */
export interface LayerExtras {
	/** Attention layers: masks that follow their inputs, and flags. */
	maskInputs?: string[];
	useCausalMask?: boolean;
	returnAttentionScores?: boolean;
}

export interface ConvertedLayer {
	object: KerasObject;
	layer: tf.layers.Layer;
}

/** `layer "gru_1" (GRU)`, for errors. */
export function describe({ className, name }: KerasObject): string {
	return `layer "${name}" (${className})`;
}

/**
 * Creates the layer under the given name.
 * @throws Error for an unknown class or option, by its name
 */
export function createLayer(
	object: KerasObject,
	name: string,
	forms: CallForms,
	extras: LayerExtras = {},
): tf.layers.Layer {
	const trainable = object.config.trainable !== false;
	const layer = create(object, { name, trainable, ...extras }, forms);
	if (forms.hasWeights) layer.setFastWeightInitDuringBuild(true);
	limitWeights(layer as unknown as WeightMaker, forms.largestWeight);
	return layer;
}

/** A layer's own method, which its type hides from outside. */
interface WeightMaker {
	addWeight: (name: string, shape: (number | null)[], ...rest: unknown[]) => tf.LayerVariable;
	/** What the layer may hold: a cell, the wrapped layer, both directions. */
	cell?: WeightMaker;
	layer?: WeightMaker;
	forward?: WeightMaker;
	backward?: WeightMaker | null;
}

/** Makes the layer, and what it holds, refuse to create a weight beyond the limit. */
function limitWeights(layer: WeightMaker, limit: number): void {
	for (const held of [layer.cell, layer.layer, layer.forward, layer.backward])
		if (held) limitWeights(held, limit);
	const { addWeight } = layer;
	layer.addWeight = (name, shape, ...rest) => {
		const size = shape.reduce<number>((product, axis) => product * (axis ?? 1), 1);
		if (size > limit) {
			throw new Error(`expected at most ${limit} numbers in "${name}", got the shape (${shape.join(", ")})`);
		}
		return addWeight.call(layer, name, shape, ...rest);
	};
}

function create(object: KerasObject, args: Record<string, unknown>, forms: CallForms): tf.layers.Layer {
	if (RECURRENT.includes(object.className)) return createRecurrent(object, args, forms);
	if (object.className === "TimeDistributed") return createTimeDistributed(object, args, forms);
	const rule = Object.hasOwn(LAYERS, object.className) ? LAYERS[object.className]! : undefined;
	if (rule === undefined) {
		throw kerasError(
			`unknown layer "${object.className}" (layer "${object.name}")\n` +
				`Hint: known are ${[...Object.keys(LAYERS), "Bidirectional", "TimeDistributed"].sort().join(", ")}`,
		);
	}
	const read = readOptions(object.config, rule.options, describe(object));
	return within(object, () => rule.create({ ...read, ...args }));
}

/** Runs what TensorFlow.js may refuse, and names the layer that it refused. */
export function within<Result>(object: KerasObject, run: () => Result): Result {
	try {
		return run();
	} catch (error) {
		throw ours(error, describe(object));
	}
}

function createRecurrent(
	object: KerasObject,
	args: Record<string, unknown>,
	forms: CallForms,
): tf.layers.Layer {
	const isBidirectional = object.className === "Bidirectional";
	const { forward, backward } = isBidirectional ? directions(object) : { forward: object, backward: null };
	const plain = (from: KerasObject, name: unknown) => {
		const rule = Object.hasOwn(LAYERS, from.className) ? LAYERS[from.className]! : undefined;
		if (rule === undefined || !RECURRENT.includes(from.className)) {
			throw kerasError(`unknown layer "${from.className}" inside ${describe(object)}`);
		}
		const read = readOptions(from.config, rule.options, describe(from));
		return within(object, () => rule.create({ ...read, name, trainable: args.trainable })) as tf.RNN;
	};
	if (!isBidirectional && !forms.hasMasks && !forms.hasInitialStates) return plain(object, args.name);
	return new KerasRecurrent({
		...args,
		layer: plain(forward, isBidirectional ? forward.name : snakeCase(forward.className)),
		backwardLayer: backward && plain(backward, backward.name),
		...(isBidirectional ? { mergeMode: mergeModeOf(object) } : {}),
		zeroOutputForMask: forward.config.zero_output_for_mask === true,
	});
}

function directions(object: KerasObject): { forward: KerasObject; backward: KerasObject } {
	readOptions(
		object.config,
		{ layer: () => undefined, backward_layer: () => undefined, merge_mode: () => undefined },
		describe(object),
	);
	const forward = asKerasObject(object.config.layer, `layer of ${describe(object)}`);
	const { backward_layer: given } = object.config;
	if (given !== null && given !== undefined) {
		return { forward, backward: asKerasObject(given, `backward_layer of ${describe(object)}`) };
	}
	const config: Config = { ...forward.config, go_backwards: forward.config.go_backwards !== true };
	const name = forward.name.replace(/^forward_/, "");
	return { forward, backward: { ...forward, name: `backward_${name}`, config } };
}

function mergeModeOf(object: KerasObject): "concat" | "sum" | "mul" | "ave" | null {
	const { merge_mode: mode } = object.config;
	only("concat", "sum", "mul", "ave", null)(mode, `option "merge_mode" of ${describe(object)}`);
	return mode as "concat" | "sum" | "mul" | "ave" | null;
}

function createTimeDistributed(
	object: KerasObject,
	args: Record<string, unknown>,
	forms: CallForms,
): tf.layers.Layer {
	readOptions(object.config, { layer: () => undefined }, describe(object));
	const inner = asKerasObject(object.config.layer, `layer of ${describe(object)}`);
	const takesMask = [...RECURRENT, ...PROJECTED_ATTENTION, ...LISTED_ATTENTION].includes(inner.className);
	if (takesMask && forms.hasMasks) {
		throw kerasError(
			`${describe(object)} around "${inner.className}" is not supported in a model with masks`,
		);
	}
	const layer = create(inner, { name: inner.name, trainable: args.trainable }, forms);
	return within(object, () =>
		tf.layers.timeDistributed({ ...args, layer } as Parameters<typeof tf.layers.timeDistributed>[0]),
	);
}
