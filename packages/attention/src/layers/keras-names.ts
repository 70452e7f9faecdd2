// Keras' spelling of arguments and configurations (`num_heads`, `glorot_uniform`), read beside ours.

import { describeValue, unknownOption } from "@mirada/core-native/contract";

/**
 * The arguments under their names here, whichever of the two spellings the caller used.
 *
 * @param where the layer, for messages
 * @throws TypeError where `args` is no object, or a name is unknown or there in both spellings
 */
export function readArguments<Args extends object>(
	where: string,
	args: unknown,
	known: Readonly<Record<keyof Args, true>>,
): Args {
	if (!isDictionary(args)) {
		throw new TypeError(`${where}: expected an object with arguments, got ${describeValue(args)}`);
	}
	const read: Record<string, unknown> = {};
	for (const given in args) {
		const name = camelCase(given);
		if (!Object.hasOwn(known, name)) throw unknownOption(where, given, Object.keys(known));
		if (Object.hasOwn(read, name)) {
			throw new TypeError(`${where}: expected ${name} once, got it as ${snakeCase(name)} too`);
		}
		read[name] = args[given];
	}
	return read as Args;
}

/** `num_heads` as `numHeads`. */
export function camelCase(name: string): string {
	return name.replace(/(?<=\w)_+([\p{L}\p{N}])/gu, (_, letter: string) => letter.toUpperCase());
}

/** A configuration with the keys of all its objects in camel case; values, and instances of classes, as they are. */
export function camelKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(camelKeys);
	if (!isDictionary(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [camelCase(name), camelKeys(inner)]),
	);
}

/** An object that is written in braces or read from JSON: no array, no tensor, no other instance of a class. */
export function isDictionary(value: unknown): value is Record<string, unknown> {
	if (typeof value !== "object" || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function snakeCase(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
