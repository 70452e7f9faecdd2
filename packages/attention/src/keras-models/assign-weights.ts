// Which array of a weight file belongs to which variable.
//
// In HDF5 a layer's group is named after its class and its place among the layers of that class, not after the
// layer: `layers/dense`, `layers/dense_1`. Inside, `vars/0`, `vars/1` are the layer's own variables in the order
// of their creation, and layers that it holds have groups of their own.

import * as tf from "@tensorflow/tfjs";
import { asKerasObject, type KerasObject, kerasError, snakeCase } from "./keras-config.js";
import { type ConvertedLayer, describe } from "./keras-layers.js";
import { PROJECTED_ATTENTION } from "./layer-table.js";
import { KerasRecurrent } from "./layers/keras-recurrent.js";
import { type ConvertedModel, isConvertedModel } from "./model-graph.js";
import type { WeightFile, WeightPath } from "./weight-file.js";

interface Target {
	object: KerasObject;
	variable: tf.LayerVariable;
	path: WeightPath;
}

/**
 * Writes the file's arrays into the model's variables.
 * @throws Error where one is absent, too many, or of another shape, before any variable is changed
 */
export function assignWeights(model: ConvertedModel, file: WeightFile): void {
	const targets = modelTargets(model, "", []);
	const found = targets.map(({ object, variable, path }) => {
		const stored = file.read(path);
		if (stored === undefined) {
			throw kerasError(`${describe(object)}: no weights at ${path.places[0]} (${path.paths[0]}) in the file`);
		}
		const { shape } = variable;
		if (shape.length !== stored.shape.length || shape.some((size, axis) => size !== stored.shape[axis])) {
			throw kerasError(
				`${describe(object)}: expected ${path.paths[0]} of shape (${shape.join(", ")}), got (${stored.shape.join(", ")})`,
			);
		}
		return { variable, stored };
	});
	refuseSurplus(targets, file);
	tf.tidy(() => {
		for (const { variable, stored } of found) {
			variable.write(tf.tensor(stored.values, [...stored.shape], "float32"));
		}
	});
}

/** A layer that has one variable more in the file is another layer than the architecture says. */
function refuseSurplus(targets: readonly Target[], file: WeightFile): void {
	const places = new Set(targets.flatMap(({ path }) => path.places));
	for (const { object, path } of targets) {
		for (const place of path.places) {
			const next = place.replace(/\d+$/, (index) => String(Number(index) + 1));
			if (places.has(next) || file.read({ places: [next], paths: [] }) === undefined) continue;
			throw kerasError(`${describe(object)}: expected no weights at ${next}, got some in the file`);
		}
	}
}

/** Keras' class where its public name differs from it: weight files are named after the class. */
const CLASS_NAMES: Readonly<Record<string, string>> = { GroupQueryAttention: "GroupedQueryAttention" };

function modelTargets(model: ConvertedModel, place: string, scopes: readonly string[]): Target[] {
	const counts = new Map<string, number>();
	return model.layers.flatMap((part) => {
		const { className, name } = part.object;
		const group = snakeCase(CLASS_NAMES[className] ?? className);
		const count = counts.get(group) ?? 0;
		counts.set(group, count + 1);
		const at = `${place}layers/${count === 0 ? group : `${group}_${count}`}`;
		if (isConvertedModel(part)) return modelTargets(part, `${at}/`, [...scopes, name]);
		return layerTargets(part, at, [...scopes.slice(0, -1), ...scopes.slice(-1)], model.object.name);
	});
}

function layerTargets(
	{ object, layer }: ConvertedLayer,
	place: string,
	scopes: readonly string[],
	model: string,
): Target[] {
	// A layer's path begins with the models that stand around it, as far as Keras built it inside of them.
	const prefixes = [...scopes.map((_, i) => scopes.slice(i)), []].map((scope) =>
		[...scope, object.name].join("/"),
	);
	prefixes.push(`${model}/${object.name}`);
	const own = (variables: readonly tf.LayerVariable[], inside: string, within: string): Target[] =>
		variables.map((variable, i) => ({
			object,
			variable,
			path: {
				places: [`${place}${inside}/vars/${i}`],
				paths: prefixes.map((prefix) => `${prefix}${within}/${variableName(variable)}`),
			},
		}));

	if (layer instanceof KerasRecurrent) {
		const { forward, backward } = layer;
		if (backward === null) return own(forward.weights, "/cell", cellScope(object));
		const inner = asKerasObject(object.config.layer, `layer of ${describe(object)}`);
		return [
			...own(forward.weights, "/forward_layer/cell", `/${forward.name}${cellScope(inner)}`),
			...own(backward.weights, "/backward_layer/cell", `/${backward.name}${cellScope(inner)}`),
		];
	}
	if ("cell" in layer) return own(layer.weights, "/cell", cellScope(object));
	if (object.className === "TimeDistributed") {
		const inner = (layer as unknown as { layer: tf.layers.Layer }).layer;
		const innerObject = asKerasObject(object.config.layer, `layer of ${describe(object)}`);
		return layerTargets(
			{ object: innerObject, layer: inner },
			`${place}/layer`,
			[...scopes, object.name],
			model,
		);
	}
	if (PROJECTED_ATTENTION.includes(object.className))
		return layer.weights.map((variable) => projection(variable));
	return own(layer.weights, "", "");

	/** `.../query/kernel` stands in the group `query_dense`, `.../attention_output/bias` in `output_dense`. */
	function projection(variable: tf.LayerVariable): Target {
		const [name, weight] = variable.originalName.split("/").slice(-2) as [string, string];
		const group = name === "attention_output" ? "output_dense" : `${name}_dense`;
		return {
			object,
			variable,
			path: {
				// Attributes of Keras' layers: some begin with an underscore, by class and by version.
				places: ["", "_"].map((mark) => `${place}/${mark}${group}/vars/${weight === "kernel" ? 0 : 1}`),
				paths: prefixes.map((prefix) => `${prefix}/${name}/${weight}`),
			},
		};
	}
}

/** `/lstm_cell`: Keras names a cell after its class. */
function cellScope({ className }: KerasObject): string {
	return `/${snakeCase(className)}_cell`;
}

function variableName(variable: tf.LayerVariable): string {
	return variable.originalName.split("/").at(-1)!;
}
