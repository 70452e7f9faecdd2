// A sweep of public functions with arguments that a mistaken or malicious caller passes: whatever they throw is an
// error of the function, with its name, and never one from the inside of JavaScript or TensorFlow.js.

import * as tf from "@tensorflow/tfjs";
import { expect } from "vitest";

export interface Swept {
	/** Calls the function with these arguments. */
	call: (...args: never[]) => unknown;
	/** Arguments that it takes, made anew for every call. */
	good: () => unknown[];
	/** What its errors begin with; default the name in the table. */
	where?: RegExp;
	/** Arguments, by place and name (`0.learningRate`), that are not replaced, with the reason. */
	skip?: Record<string, string>;
}

/** Messages of V8 and TensorFlow.js about a value that their caller should have checked. */
const FROM_INSIDE =
	/Cannot (read|set|destructure|convert|mix|create|use|add|assign|delete|access)|is not (a function|iterable|a constructor|defined|an object|a valid)|Invalid (array|typed array|string|time|count) |reading '|Reduce of empty|Maximum call stack|called on incompatible|Class constructor|passed to '|Error in |Array buffer allocation|object null|Found non-callable|must be an instance of|argument must be of type/;

const disposed = () => {
	const tensor = tf.zeros([2, 3, 4]);
	tensor.dispose();
	return tensor;
};

/** An array whose memory was transferred, as to another thread. */
const detached = <Values extends Float32Array | Int32Array>(array: Values): Values => {
	structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
	return array;
};

/** Each value with a name for messages. */
const VALUES: [name: string, make: () => unknown][] = [
	["undefined", () => undefined],
	["null", () => null],
	["NaN", () => Number.NaN],
	["-1", () => -1],
	["0.5", () => 0.5],
	["Infinity", () => Number.POSITIVE_INFINITY],
	["7n", () => 7n],
	["true", () => true],
	['""', () => ""],
	['"luong"', () => "luong"],
	['"toString"', () => "toString"],
	["a symbol", () => Symbol("s")],
	["a function", () => () => {}],
	["[]", () => []],
	["[null]", () => [null]],
	["[undefined]", () => [undefined]],
	["[[]]", () => [[]]],
	["[[null]]", () => [[null]]],
	['["a"]', () => ["a"]],
	["[-1]", () => [-1]],
	["[[1, 2], [3]]", () => [[1, 2], [3]]],
	["{}", () => ({})],
	["{ colour: 1 }", () => ({ colour: 1 })],
	["an object without prototype", () => Object.create(null)],
	["a date", () => new Date(0)],
	["a Map", () => new Map()],
	["Float32Array(0)", () => new Float32Array(0)],
	["a detached Float32Array", () => detached(new Float32Array(2))],
	["a detached Int32Array", () => detached(new Int32Array(2))],
	["Int32Array [-1]", () => Int32Array.of(-1)],
	["a scalar", () => tf.scalar(1)],
	["a tensor of rank 2", () => tf.ones([2, 3])],
	["an empty tensor", () => tf.zeros([0, 3, 4])],
	["a tensor of other width", () => tf.ones([2, 3, 11])],
	["a tensor of rank 5", () => tf.ones([1, 2, 1, 2, 1])],
	["a bool tensor", () => tf.ones([2, 3, 4], "bool")],
	["a string tensor", () => tf.tensor(["a"])],
	["a disposed tensor", disposed],
];

/** Calls the function with its good arguments, then with each of them, and of their fields, replaced or missing. */
export async function sweepHostileArguments(
	name: string,
	{ call, good, where, skip = {} }: Swept,
): Promise<void> {
	await (call as (...args: unknown[]) => unknown)(...good());
	const prefix = where ?? new RegExp(`^${name.replaceAll(".", "\\.")}\\b`);
	const problems: string[] = [];
	const attempt = async (what: string, args: unknown[]) => {
		try {
			await (call as (...args: unknown[]) => unknown)(...args);
		} catch (error) {
			const message = error instanceof Error ? error.message : `a thrown ${String(error)}`;
			if (FROM_INSIDE.test(message) || !prefix.test(message))
				problems.push(`${what}: ${message.split("\n")[0]}`);
		}
	};
	const count = good().length;
	for (let missing = 0; missing < count; missing++) {
		await attempt(`only ${missing} arguments`, good().slice(0, missing));
	}
	for (const path of pathsIn(good())) {
		if (skip[path.join(".")] !== undefined) continue;
		for (const [title, make] of VALUES) {
			const args = good();
			replaceAt(args, path, make());
			await attempt(`${title} as ${path.join(".")}`, args);
		}
	}
	expect(problems.slice(0, 12), `${problems.length} errors from inside ${name}`).toEqual([]);
}

/** Places of the arguments, and of the fields of those that are plain objects, two deep. */
function pathsIn(args: unknown[]): string[][] {
	const paths: string[][] = [];
	const visit = (value: unknown, path: string[]) => {
		if (path.length > 0) paths.push(path);
		const isPlain =
			Array.isArray(value) ||
			(typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype);
		// Of a list the first element stands for all.
		if (!isPlain || path.length > 2) return;
		const keys =
			Array.isArray(value) && path.length > 0 ? Object.keys(value).slice(0, 1) : Object.keys(value as object);
		for (const key of keys) visit((value as Record<string, unknown>)[key], [...path, key]);
	};
	visit(args, []);
	return paths;
}

function replaceAt(target: unknown, path: readonly string[], value: unknown): void {
	const holder = path.slice(0, -1).reduce((inner, key) => (inner as Record<string, unknown>)[key], target);
	(holder as Record<string, unknown>)[path.at(-1)!] = value;
}
