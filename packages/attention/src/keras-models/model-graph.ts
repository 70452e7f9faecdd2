// From the graph of a Keras model to one of TensorFlow.js.
//
// Masks follow Keras' rules, but as tensors of the graph: TensorFlow.js hands them on unreliably.

import * as tf from "@tensorflow/tfjs";
import { callLayer, type Value } from "./call-layer.js";
import {
	chainNode,
	constantOf,
	type Node,
	type Reference,
	readNodes,
	referenceOf,
	referencesOf,
	withInput,
} from "./graph-config.js";
import {
	asKerasObject,
	asList,
	type Config,
	camelCase,
	isModel,
	isOperation,
	type KerasObject,
	kerasError,
	ours,
	show,
} from "./keras-config.js";
import { type CallForms, type ConvertedLayer, createLayer, describe, within } from "./keras-layers.js";
import { LISTED_ATTENTION, PROJECTED_ATTENTION } from "./layer-table.js";
import { hasOperation, KerasOperation, type Operand } from "./layers/keras-operation.js";

/** The layers of one Keras model, in the order of its config, which is the order of its weight file. */
export interface ConvertedModel {
	object: KerasObject;
	layers: (ConvertedLayer | ConvertedModel)[];
}

export function isConvertedModel(part: ConvertedLayer | ConvertedModel): part is ConvertedModel {
	return "layers" in part;
}

/** Converts a Keras model; `layers` of the result tell where its weights belong. */
export function convertModel(
	object: KerasObject,
	forms: CallForms,
): { model: tf.LayersModel; parts: ConvertedModel } {
	const created: tf.layers.Layer[] = [];
	let converted: { model: tf.LayersModel; parts: ConvertedModel } | undefined;
	try {
		// Some initializers of TensorFlow.js leave tensors behind.
		tf.tidy(() => {
			const graph = new ModelGraph(object, forms, { names: new Set(), created });
			const { inputs, outputs } = graph.run();
			if (outputs.length === 0) throw kerasError(`model "${object.name}" has no outputs`);
			const tensors = outputs.map(({ tensor }) => tensor);
			const model = within(object, () => tf.model({ inputs, outputs: tensors, name: object.name }));
			converted = { model, parts: graph.parts };
		});
	} catch (error) {
		for (const layer of created) for (const weight of layer.weights) weight.dispose();
		throw ours(error, `model "${object.name}"`);
	}
	return converted!;
}

/** What all models of one file share. */
interface FileContext {
	/** Names of all layers: TensorFlow.js wants them, and so the weights' names, to differ. */
	names: Set<string>;
	created: tf.layers.Layer[];
}

/** One layer, operation or model inside a model, with its calls. */
interface Member {
	object: KerasObject;
	nodes: Node[];
	/** The outputs of each call that has been made. */
	outputs: Value[][];
	/** How many calls have been made. */
	done: number;
	layer?: tf.layers.Layer;
	graph?: ModelGraph;
}

class ModelGraph {
	readonly parts: ConvertedModel;
	private readonly members: Map<string, Member>;
	/** This model as a layer of another one. */
	private asModel: tf.LayersModel | undefined;

	constructor(
		private readonly object: KerasObject,
		private readonly forms: CallForms,
		private readonly file: FileContext,
	) {
		this.parts = { object, layers: [] };
		const listed = asList(object.config.layers, `layers of model "${object.name}"`);
		const objects = listed.map((layer, i) => asKerasObject(layer, `layer ${i} of model "${object.name}"`));
		const isSequential = object.className === "Sequential";
		this.members = new Map();
		for (const [i, layer] of (isSequential ? withInput(object, objects) : objects).entries()) {
			if (this.members.has(layer.name))
				throw kerasError(`two layers named "${layer.name}" in "${object.name}"`);
			const before = [...this.members.keys()].at(-1);
			const nodes = isSequential ? chainNode(i, before) : readNodes(layer);
			this.members.set(layer.name, { object: layer, nodes, outputs: [], done: 0 });
		}
		for (const member of this.members.values()) this.prepare(member);
	}

	/** Calls every layer, on the given inputs or on new placeholders. */
	run(given?: readonly Value[]): { inputs: tf.SymbolicTensor[]; outputs: Value[] } {
		for (const member of this.members.values()) {
			member.outputs = [];
			member.done = 0;
		}
		const inputs = this.inputNames().map((name, i) => {
			const member = this.members.get(name);
			if (member?.object.className !== "InputLayer") {
				throw kerasError(`expected input ${i} of "${this.object.name}" to be an InputLayer, got "${name}"`);
			}
			const value = given?.[i] ?? { tensor: this.placeholder(member.object), mask: null };
			member.outputs = [[value]];
			return value.tensor;
		});
		if (given !== undefined && given.length !== inputs.length) {
			throw kerasError(`model "${this.object.name}": expected ${inputs.length} inputs, got ${given.length}`);
		}
		// As Keras does: pass after pass over the layers in their order, each call once its inputs are there.
		for (let isProgress = true; isProgress; ) {
			isProgress = false;
			for (const member of this.members.values()) {
				while (member.done < member.nodes.length && this.isReady(member.nodes[member.done]!)) {
					member.outputs.push(this.call(member, member.nodes[member.done]!));
					member.done++;
					isProgress = true;
				}
			}
		}
		return { inputs, outputs: this.outputReferences().map((reference) => this.valueAt(reference)) };
	}

	private prepare(member: Member): void {
		const { object } = member;
		if (object.className === "InputLayer") return;
		if (isModel(object)) {
			member.graph = new ModelGraph(object, this.forms, this.file);
			this.parts.layers.push(member.graph.parts);
			return;
		}
		if (isOperation(object)) {
			if (!hasOperation(operationName(object.className))) {
				throw kerasError(
					`unknown operation "${object.className}" of ${object.module} (operation "${object.name}")`,
				);
			}
			return;
		}
		const layer = createLayer(
			object,
			this.uniqueName(object.name),
			this.forms,
			attentionExtras(member, this.forms),
		);
		this.file.created.push(layer);
		member.layer = layer;
		this.parts.layers.push({ object, layer });
	}

	private call(member: Member, node: Node): Value[] {
		const { object } = member;
		const args = node.args.map((arg) => this.resolve(arg));
		const kwargs = Object.fromEntries(
			Object.entries(node.kwargs).map(([name, arg]) => [name, this.resolve(arg)]),
		);
		if (isOperation(object)) return [this.callOperation(object, args, kwargs)];
		if (member.graph !== undefined) return this.callModel(member.graph, args, kwargs);
		return callLayer(object, member.layer!, args, kwargs, this.forms);
	}

	/** Where masks may pass the model's edge its layers join this graph; else it stays a model of its own. */
	private callModel(graph: ModelGraph, args: readonly unknown[], kwargs: Config): Value[] {
		const given = [args[0] ?? kwargs.inputs].flat(2) as Value[];
		if (!given.every(isValue)) throw kerasError(`model "${graph.object.name}": expected tensors as inputs`);
		if (this.forms.hasMasks) return graph.run(given).outputs;
		graph.asModel ??= convertedOnce(graph, this.uniqueName(graph.object.name));
		const model = graph.asModel;
		const outputs = [model.apply(given.map(({ tensor }) => tensor))].flat() as tf.SymbolicTensor[];
		return outputs.map((tensor) => ({ tensor, mask: null }));
	}

	private callOperation(object: KerasObject, args: readonly unknown[], kwargs: Config): Value {
		const tensors: tf.SymbolicTensor[] = [];
		const operandOf = (value: unknown): Operand => {
			if (isValue(value)) {
				if (!tensors.includes(value.tensor)) tensors.push(value.tensor);
				return { input: tensors.indexOf(value.tensor) };
			}
			if (Array.isArray(value)) return value.map(operandOf);
			if (["number", "boolean", "string"].includes(typeof value) || value === null) return value as Operand;
			throw kerasError(`operation "${object.name}" (${object.className}): unknown operand ${show(value)}`);
		};
		const named: Record<string, unknown> = { ...object.config, ...kwargs };
		const operands = args.map(operandOf);
		// Operands may be given by name: add(x1=a, x2=b).
		for (const name of ["x", "x1", "x2", "xs", "arrays", "condition"]) {
			if (!(name in kwargs)) continue;
			operands.push(operandOf(kwargs[name]));
			delete named[name];
		}
		const { name: _, ...options } = named;
		const operation = operationName(object.className);
		const layer = within(
			object,
			() =>
				new KerasOperation({
					name: this.uniqueName(object.name),
					operation,
					operands,
					options: camelKeys(options),
				}),
		);
		return { tensor: within(object, () => layer.apply(tensors)) as tf.SymbolicTensor, mask: null };
	}

	/** A saved argument with the tensors that its references stand for. */
	private resolve(value: unknown): unknown {
		const reference = referenceOf(value);
		if (reference !== undefined) return this.valueAt(reference);
		const constant = constantOf(value);
		if (constant !== undefined) return constant;
		return Array.isArray(value) ? value.map((item) => this.resolve(item)) : value;
	}

	private isReady(value: unknown): boolean {
		const reference = referenceOf(value);
		if (reference !== undefined) return this.members.get(reference[0])?.outputs[reference[1]] !== undefined;
		if (typeof value !== "object" || value === null) return true;
		return Object.values(value).every((item) => this.isReady(item));
	}

	private valueAt([name, node, output]: Reference): Value {
		const member = this.members.get(name);
		if (member === undefined)
			throw kerasError(`unknown layer "${name}" in the graph of "${this.object.name}"`);
		const value = member.outputs[node]?.[output];
		if (value !== undefined) return value;
		throw kerasError(
			`${describe(member.object)} has no output ${output} of call ${node}, which "${this.object.name}" uses` +
				"\nHint: the graph has a loop, or the file is damaged",
		);
	}

	private inputNames(): string[] {
		if (this.object.className === "Sequential") return [[...this.members.keys()][0]!];
		return referencesOf(this.object.config.input_layers, `input_layers of "${this.object.name}"`).map(
			([name]) => name,
		);
	}

	private outputReferences(): Reference[] {
		if (this.object.className === "Sequential") return [[[...this.members.keys()].at(-1)!, 0, 0]];
		return referencesOf(this.object.config.output_layers, `output_layers of "${this.object.name}"`);
	}

	private placeholder(object: KerasObject): tf.SymbolicTensor {
		const { batch_shape: shape, dtype, sparse, ragged } = object.config;
		const where = `batch_shape of ${describe(object)}`;
		const batchShape = asList(shape, where) as (number | null)[];
		if (
			!batchShape.every((size) => size === null || (Number.isInteger(size) && size >= 0 && size < 2 ** 31))
		) {
			throw kerasError(`expected ${where} to hold sizes or null, got ${show(shape)}`);
		}
		if (sparse === true || ragged === true) {
			throw kerasError(`${describe(object)}: sparse and ragged inputs are not supported`);
		}
		const known: Record<string, tf.DataType> = {
			float32: "float32",
			int32: "int32",
			int64: "int32",
			uint8: "int32",
			bool: "bool",
		};
		const type = known[String(dtype ?? "float32")];
		if (type === undefined) {
			throw kerasError(`${describe(object)}: expected dtype float32, int32 or bool, got ${show(dtype)}`);
		}
		return tf.input({ batchShape, dtype: type, name: this.uniqueName(object.name) });
	}

	private uniqueName(name: string): string {
		let unique = name;
		if (this.file.names.has(unique)) unique = `${this.object.name}_${name}`;
		for (let i = 1; this.file.names.has(unique); i++) unique = `${this.object.name}_${name}_${i}`;
		this.file.names.add(unique);
		return unique;
	}
}

function isValue(value: unknown): value is Value {
	return typeof value === "object" && value !== null && (value as Value).tensor instanceof tf.SymbolicTensor;
}

function convertedOnce(graph: ModelGraph, name: string): tf.LayersModel {
	const { inputs, outputs } = graph.run();
	return tf.model({ inputs, outputs: outputs.map(({ tensor }) => tensor), name });
}

/** Which masks and flags an attention layer must take, by all its calls together. */
function attentionExtras({ object, nodes }: Member, forms: CallForms) {
	const isProjected = PROJECTED_ATTENTION.includes(object.className);
	if (!isProjected && !LISTED_ATTENTION.includes(object.className)) return {};
	const isGiven = (name: string) =>
		nodes.some(({ kwargs }) => kwargs[name] !== undefined && kwargs[name] !== null);
	const isSet = (name: string) => {
		const flags = new Set(nodes.map(({ kwargs }) => kwargs[name] === true));
		if (flags.size > 1)
			throw kerasError(`${describe(object)} is called with and without ${name}, which is not supported`);
		return flags.has(true);
	};
	const hasMask = (name: string) => forms.hasMasks || isGiven(name) || isGiven("mask");
	return {
		maskInputs: [
			...(hasMask("query_mask") ? ["queryMask"] : []),
			...(hasMask("value_mask") || isGiven("key_mask") ? ["valueMask"] : []),
			...(isGiven("attention_mask") ? ["attentionMask"] : []),
		],
		useCausalMask: isSet("use_causal_mask"),
		returnAttentionScores: isSet("return_attention_scores"),
	};
}

/** `NotEqual` to `notEqual`. */
function operationName(className: string): string {
	return className.charAt(0).toLowerCase() + className.slice(1);
}

function camelKeys(options: Config): Record<string, unknown> {
	return Object.fromEntries(Object.entries(options).map(([name, value]) => [camelCase(name), value]));
}
