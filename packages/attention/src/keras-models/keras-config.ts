// What Keras 3 writes as a model's architecture: JSON of {module, class_name, config, registered_name, ...}.
// Nothing in a file is trusted: every read checks what it finds and names the place.

/** One object of a configuration: a layer, a model, an operation, an initializer and so on. */
export interface KerasObject {
	module: string | null;
	className: string;
	config: Config;
	/** Present where a layer stands in a functional model. */
	inboundNodes?: unknown;
	name: string;
}

export type Config = Readonly<Record<string, unknown>>;

/** An error of this reader; all of them begin with the function that the user called. */
export function kerasError(text: string): Error {
	return new Error(`loadKerasModel: ${text}`);
}

/** An error of whatever the file drove into one, as an error of this reader that says where. */
export function ours(error: unknown, where: string): Error {
	const message = error instanceof Error ? error.message : String(error);
	if (error instanceof Error && message.startsWith("loadKerasModel: ")) return error;
	return new Error(`loadKerasModel: ${where}: ${message}`, { cause: error });
}

/** A value for an error message, cut short. */
export function show(value: unknown): string {
	const text = textOf(value);
	return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function textOf(value: unknown): string {
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		// A tensor of the graph, which refers to its layer and that to it.
		return "a structure with tensors";
	}
}

export function asConfig(value: unknown, where: string): Config {
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Config;
	throw kerasError(`expected ${where} to be an object, got ${show(value)}`);
}

export function asList(value: unknown, where: string): readonly unknown[] {
	if (Array.isArray(value)) return value;
	throw kerasError(`expected ${where} to be a list, got ${show(value)}`);
}

export function asText(value: unknown, where: string): string {
	if (typeof value === "string") return value;
	throw kerasError(`expected ${where} to be text, got ${show(value)}`);
}

/** Reads {module, class_name, config}; `name` is the object's own, or else its config's. */
export function asKerasObject(value: unknown, where: string): KerasObject {
	const object = asConfig(value, where);
	const className = asText(object.class_name, `class_name of ${where}`);
	const config = asConfig(object.config, `config of ${where}`);
	return {
		module: typeof object.module === "string" ? object.module : null,
		className,
		config,
		inboundNodes: object.inbound_nodes,
		name: asText(object.name ?? config.name ?? className, `name of ${where}`),
	};
}

/** Whether the object is an operation of `keras.ops` that stands in a functional model like a layer. */
export function isOperation({ module }: KerasObject): boolean {
	return module?.startsWith("keras.src.ops") === true || module?.startsWith("keras.ops") === true;
}

/** Whether the object is a model, whose config lists layers of its own. */
export function isModel({ className, config }: KerasObject): boolean {
	return (
		(className === "Functional" || className === "Sequential" || className === "Model") && "layers" in config
	);
}

export function camelCase(name: string): string {
	return name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Keras' own conversion, by which the groups of a weight file are named. */
export function snakeCase(name: string): string {
	return name
		.replace(/\W+/g, "")
		.replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
		.replace(/([a-z])([A-Z])/g, "$1_$2")
		.toLowerCase();
}
