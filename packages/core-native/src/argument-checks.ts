// Checks of single arguments at the public edge of every package: `where: expected what, got value`. They know no
// tensors; a list is checked to its last element, so they stand where a list is read anyway.

import { describeValue } from "./known-options.js";

interface Kinds {
	string: string;
	number: number;
	boolean: boolean;
	function: (...args: never[]) => unknown;
}

/** @throws TypeError unless `value` is of that kind. */
export function requireKind<Kind extends keyof Kinds>(
	where: string,
	name: string,
	value: unknown,
	kind: Kind,
): asserts value is Kinds[Kind] {
	if (typeof value === kind) return;
	const what = { string: "a string", number: "a number", boolean: "true or false", function: "a function" }[
		kind
	];
	throw wrongArgument(where, name, what, value);
}

/** @throws TypeError unless `value` is a number, RangeError unless it is an integer from `least` to `most`. */
export function requireInteger(
	where: string,
	name: string,
	value: unknown,
	least = 0,
	most = Number.MAX_SAFE_INTEGER,
): asserts value is number {
	requireKind(where, name, value, "number");
	if (Number.isInteger(value) && value >= least && value <= most) return;
	const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
	throw new RangeError(`${where}: expected ${name} to be an integer ${range}, got ${value}`);
}

/** @throws TypeError unless `value` is an object with these methods, whatever its class is. */
export function requireMethods(
	where: string,
	name: string,
	value: unknown,
	what: string,
	methods: readonly string[],
): void {
	const isObject = typeof value === "object" && value !== null;
	if (isObject && methods.every((method) => typeof Reflect.get(value, method) === "function")) return;
	throw wrongArgument(where, name, what, value);
}

/** @throws TypeError unless `value` is an array whose elements all pass `isRight`; the first other one is named. */
export function requireList(
	where: string,
	name: string,
	value: unknown,
	what: string,
	isRight: (element: unknown) => boolean = () => true,
): asserts value is readonly unknown[] {
	if (!Array.isArray(value)) throw wrongArgument(where, name, `an array of ${what}`, value);
	// `findIndex` sees holes too.
	const wrong = value.findIndex((element) => !isRight(element));
	if (wrong < 0) return;
	throw new TypeError(
		`${where}: expected ${name} to be an array of ${what}, got ${describeValue(value[wrong])} at ${wrong}`,
	);
}

export function isString(value: unknown): value is string {
	return typeof value === "string";
}

/** Whether `value` is an array of strings, as the tokens of a sentence. */
export function isStringList(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every(isString);
}

/** Whether `value` is an array, plain or typed, of integers of 0 or more, as the ids of a sentence. */
export function isIdList(value: unknown): value is ArrayLike<number> {
	if (!Array.isArray(value) && !(value instanceof Int32Array && isAttached(value))) return false;
	return value.every((id: unknown) => Number.isInteger(id) && (id as number) >= 0);
}

/** Whether a typed array still has its memory: one that was transferred to another thread cannot be read. */
export function isAttached(array: Int32Array | Float32Array | Float64Array): boolean {
	try {
		array.values();
		return true;
	} catch {
		return false;
	}
}

/** The error of an argument of the wrong kind. */
export function wrongArgument(where: string, name: string, what: string, value: unknown): TypeError {
	return new TypeError(`${where}: expected ${name} to be ${what}, got ${describeValue(value)}`);
}
