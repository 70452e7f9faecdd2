// How Keras writes the graph of a model down: calls of layers, and references to their outputs.

import { asConfig, asList, type Config, type KerasObject, kerasError, show } from "./keras-config.js";
import { describe } from "./keras-layers.js";

/** One output of one call of a layer. */
export type Reference = readonly [layer: string, node: number, output: number];

/** The arguments of one call, as they were saved. */
export interface Node {
	args: readonly unknown[];
	kwargs: Config;
}

/** `{"class_name": "__keras_tensor__", "config": {"keras_history": [layer, node, output]}}` */
export function referenceOf(value: unknown): Reference | undefined {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
	const { class_name: className, config } = value as Config;
	if (className !== "__keras_tensor__") return undefined;
	return asReference(asConfig(config, "a __keras_tensor__").keras_history, "keras_history");
}

function asReference(value: unknown, where: string): Reference {
	const [layer, node, output] = asList(value, where);
	if (typeof layer === "string" && Number.isInteger(node) && Number.isInteger(output)) {
		return [layer, node as number, output as number];
	}
	throw kerasError(`expected ${where} to be [layer, call, output], got ${show(value)}`);
}

/** `{"class_name": "__tensor__", "config": {"value": [[1, 2]], "dtype": "float32"}}`, an array in the graph. */
export function constantOf(value: unknown): readonly unknown[] | number | undefined {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
	const { class_name: className, config } = value as Config;
	if (className !== "__tensor__" && className !== "__numpy__") return undefined;
	const array = asConfig(config, "an array in the graph").value;
	return typeof array === "number" ? array : asList(array, "an array in the graph");
}

/** One reference, a list of them, or a mapping of names to them. */
export function referencesOf(value: unknown, where: string): Reference[] {
	if (Array.isArray(value) && typeof value[0] === "string") return [asReference(value, where)];
	const entries = Array.isArray(value) ? value : Object.values(asConfig(value, where));
	return entries.flatMap((entry) => referencesOf(entry, where));
}

export function readNodes(object: KerasObject): Node[] {
	const where = `inbound_nodes of ${describe(object)}`;
	return asList(object.inboundNodes ?? [], where).map((node) => {
		if (Array.isArray(node)) {
			throw kerasError(
				`${where} are those of Keras 2\nHint: load the model in Keras 3 and save it again, as .keras`,
			);
		}
		const { args, kwargs } = asConfig(node, where);
		return { args: asList(args, `args in ${where}`), kwargs: asConfig(kwargs ?? {}, `kwargs in ${where}`) };
	});
}

/** A sequential model's layer is called on the output of the one before. */
export function chainNode(index: number, before: string | undefined): Node[] {
	if (index === 0) return [];
	return [
		{ args: [{ class_name: "__keras_tensor__", config: { keras_history: [before, 0, 0] } }], kwargs: {} },
	];
}

export function withInput(object: KerasObject, layers: KerasObject[]): KerasObject[] {
	if (layers[0]?.className === "InputLayer") return layers;
	const { build_input_shape: shape } = object.config;
	if (!Array.isArray(shape)) {
		throw kerasError(
			`model "${object.name}" is Sequential without an input shape\nHint: begin it with keras.Input, or call it once before saving`,
		);
	}
	const name = `${object.name}_input`;
	return [
		{ module: "keras.layers", className: "InputLayer", config: { batch_shape: shape, name }, name },
		...layers,
	];
}
