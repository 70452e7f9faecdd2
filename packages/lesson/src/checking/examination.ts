// A student's module under examination: its exports, called so that nothing that they do goes unsaid.

import { Random } from "@mirada/attention";
import { type Language, type NumberStyle, numberStyles } from "../language/index.js";
import { Failure } from "./failure.js";
import { type CheckTexts, checkTexts } from "./texts.js";
import type { CheckOptions } from "./verdict.js";

type Called = (...args: unknown[]) => unknown;

export interface Examination {
	language: Language;
	texts: CheckTexts;
	numbers: NumberStyle;
	/** Of the inputs. */
	random: Random;
	/** @throws Failure if the module does not export `name` */
	exported(name: string): unknown;
	/** @throws Failure if the function is missing, throws, or returns nothing or a Promise */
	call(name: string, ...args: unknown[]): unknown;
}

export function examine(solution: unknown, { language, seed, locate }: CheckOptions): Examination {
	const texts = checkTexts[language];
	const exported = (name: string): unknown => {
		const names = exportNames(solution);
		if (!names.includes(name)) throw new Failure(texts.missingExport(name, names), "missing-export");
		return (solution as Record<string, unknown>)[name];
	};
	return {
		language,
		texts,
		numbers: numberStyles[language],
		random: new Random(seed ?? Math.random()),
		exported,
		call(name, ...args) {
			const called = exported(name);
			if (typeof called !== "function") throw new Failure(texts.notAFunction(name, kindOf(called, texts)));
			return resultOf(name, () => (called as Called)(...args), texts, locate);
		},
	};
}

function exportNames(solution: unknown): string[] {
	if ((typeof solution !== "object" && typeof solution !== "function") || solution === null) return [];
	return Object.keys(solution);
}

function resultOf(
	name: string,
	call: () => unknown,
	texts: CheckTexts,
	locate: CheckOptions["locate"],
): unknown {
	let result: unknown;
	try {
		result = call();
	} catch (error) {
		throw new Failure(texts.threw(name, thrownText(error), locate?.(error)));
	}
	if (result === undefined) throw new Failure(texts.returnedNothing(name), "no-return");
	if (isPromise(result)) {
		withoutRejection(result);
		throw new Failure(texts.returnedPromise(name), "no-promise");
	}
	return result;
}

/** The value: where it is a Promise, for which nobody will wait, its rejection does not end the process. */
export function withoutRejection<Value>(value: Value): Value {
	if (isPromise(value)) value.then(undefined, () => {});
	return value;
}

function isPromise(value: unknown): value is Promise<unknown> {
	return typeof value === "object" && value !== null && typeof Reflect.get(value, "then") === "function";
}

const THROWN_LENGTH = 300;

/** The text of whatever was thrown, on one line; the `^` of a library's longer message stay out. */
export function thrownText(error: unknown): string {
	let text: string;
	try {
		text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	} catch {
		text = typeof error;
	}
	const line = text.replace(/\s+/g, " ").trim();
	return line.length > THROWN_LENGTH ? `${line.slice(0, THROWN_LENGTH)}…` : line;
}

/** What a value is, for a reader: "a number", "un tensor". */
export function kindOf(value: unknown, { kinds }: CheckTexts): string {
	if (value === null) return "null";
	if (Array.isArray(value)) return kinds.array;
	if (isTensor(value)) return kinds.tensor;
	if (typeof value === "object") return kinds.object;
	return kinds[typeof value as keyof typeof kinds] ?? typeof value;
}

export interface TensorLike {
	shape: number[];
	arraySync(): unknown;
}

/** By what it can do: the student's TensorFlow.js may be another copy. */
export function isTensor(value: unknown): value is TensorLike {
	if (typeof value !== "object" || value === null) return false;
	return Array.isArray(Reflect.get(value, "shape")) && typeof Reflect.get(value, "arraySync") === "function";
}
