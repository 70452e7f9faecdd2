// How one option of a Keras layer becomes an argument of the TensorFlow.js layer. An option that changes
// results and that TensorFlow.js lacks is an error that names it, never ignored.

import * as tf from "@tensorflow/tfjs";
import { activationNamed } from "./activations.js";
import { asConfig, asKerasObject, type Config, camelCase, kerasError, show } from "./keras-config.js";

/** Gives the value of the argument; throws where TensorFlow.js cannot do what the file asks for. */
export type OptionReader = (value: unknown, where: string) => unknown;

export type Options = Readonly<Record<string, OptionReader>>;

/** Passed on as it is. */
export const same: OptionReader = (value) => value;

/** Without effect on results. */
export const ignored: OptionReader = () => undefined;

/** Passed on, and supported for these values alone. */
export function oneOf(...accepted: unknown[]): OptionReader {
	return (value, where) => {
		only(...accepted)(value, where);
		return value;
	};
}

/** Supported for these values alone. */
export function only(...accepted: unknown[]): OptionReader {
	return (value, where) => {
		if (accepted.some((one) => JSON.stringify(one) === JSON.stringify(value))) return undefined;
		throw kerasError(
			`${where} is not supported: expected ${accepted.map(show).join(" or ")}, got ${show(value)}`,
		);
	};
}

/** `channels_last` and so on, which TensorFlow.js writes in camelCase. */
export const camelCased: OptionReader = (value) => (typeof value === "string" ? camelCase(value) : value);

export const activation: OptionReader = (value, where) => activationNamed(value, where);

const INITIALIZERS: Readonly<Record<string, string>> = {
	LecunNormal: "LeCunNormal",
	LecunUniform: "LeCunUniform",
	OrthogonalInitializer: "Orthogonal",
	IdentityInitializer: "Identity",
};

export const initializer: OptionReader = (value, where) => {
	const { className, config } = asKerasObject(value, where);
	// Keras 3.15 writes which axes are the fans; null is the choice that TensorFlow.js makes.
	const { input_axes: _in, output_axes: _out, ...rest } = config;
	return registered(INITIALIZERS[className] ?? className, camelCasedConfig(rest), "initializer", where);
};

export const regularizer: OptionReader = (value, where) => {
	if (value === null) return undefined;
	const { className, config } = asKerasObject(value, where);
	if (!["L1", "L2", "L1L2"].includes(className))
		throw kerasError(`unknown regularizer "${className}" (${where})`);
	return { className: "L1L2", config: { l1: config.l1 ?? 0, l2: config.l2 ?? 0 } };
};

export const constraint: OptionReader = (value, where) => {
	if (value === null) return undefined;
	const { className, config } = asKerasObject(value, where);
	return registered(className, camelCasedConfig(config), "constraint", where);
};

/** Every layer has these. */
const COMMON: Options = {
	name: ignored,
	trainable: ignored,
	dtype: (value, where) => requireFloat32(value, where),
	activity_regularizer: only(null),
	quantization_config: only(null),
};

/**
 * Arguments for the TensorFlow.js layer from a Keras config: the options of the layer's table, each under its
 * camelCase name.
 */
export function readOptions(config: Config, options: Options, where: string): Record<string, unknown> {
	const read: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(config)) {
		const reader = options[name] ?? COMMON[name];
		if (reader === undefined) {
			// What a newer Keras adds and this model does not use.
			if (value === null) continue;
			throw kerasError(`unknown option "${name}" of ${where}, got ${show(value)}`);
		}
		const argument = reader(value, `option "${name}" of ${where}`);
		if (argument !== undefined) read[camelCase(name)] = argument;
	}
	return read;
}

/** Layers compute in float32 here; a policy with another dtype would give other numbers. */
function requireFloat32(value: unknown, where: string): undefined {
	const name =
		typeof value === "object" && value !== null
			? asConfig((value as Config).config, `config of ${where}`).name
			: value;
	if (name === "float32" || name === undefined || name === null) return undefined;
	throw kerasError(
		`${where} is not supported: expected float32, got ${show(name)}\n` +
			'Hint: in Keras, load the model with every layer\'s dtype_policy "float32" and save it again',
	);
}

function camelCasedConfig(config: Config): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(config).map(([name, value]) => [camelCase(name), camelCased(value, name)]),
	);
}

function registered(className: string, config: Record<string, unknown>, kind: string, where: string) {
	const map = tf.serialization.SerializationMap.getMap().classNameMap;
	if (!Object.hasOwn(map, className)) throw kerasError(`unknown ${kind} "${className}" (${where})`);
	return { className, config };
}
