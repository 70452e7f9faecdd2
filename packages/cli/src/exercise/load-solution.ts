// A student's file, TypeScript or JavaScript, as a module: types are stripped, nothing is written and nothing is
// installed. The file may lie anywhere: the packages of the lesson are those of the command line, so that tensors of
// the checks and of the student belong to one TensorFlow.js; others are looked for from the file, then from here.

import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, resolve } from "node:path";
import { Script } from "node:vm";
import * as attention from "@mirada/attention";
import * as figures from "@mirada/attention/figures";
import * as tf from "@tensorflow/tfjs";
import { transform } from "sucrase";

const ownPackages: Readonly<Record<string, unknown>> = {
	"@mirada/attention": attention,
	"@mirada/attention/figures": figures,
	"@tensorflow/tfjs": tf,
};

/** Endings that an import may leave out, or write as `.js` for a file in TypeScript. */
const endings = ["", ".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];

/** The file does not parse. */
export class SolutionSyntaxError extends Error {
	override readonly name = "SolutionSyntaxError";

	constructor(
		readonly file: string,
		/** From 1. */
		readonly line: number,
		message: string,
	) {
		super(message);
	}
}

interface Module {
	exports: Record<string, unknown>;
}

/**
 * The exports of a module.
 * @throws SolutionSyntaxError, or whatever the module throws while it is loaded
 */
export async function loadSolution(file: string): Promise<unknown> {
	const loaded = new Map<string, Module>();
	const path = resolve(file);
	const module: Module = { exports: {} };
	loaded.set(path, module);
	// Async, so that the file may await at its top level.
	await run(path, module, "async ", loaded);
	return module.exports;
}

function run(path: string, module: Module, prefix: "" | "async ", loaded: Map<string, Module>): unknown {
	const code = compile(path);
	// On the first line, so that the lines keep their numbers.
	const wrapped = `(${prefix}function (exports, require, module, __filename, __dirname) {${code}\n})`;
	const body = parse(path, wrapped).runInThisContext() as (...args: unknown[]) => unknown;
	const requireFrom = (specifier: string) => importInto(path, specifier, loaded);
	return body(module.exports, requireFrom, module, path, dirname(path));
}

/** TypeScript or modules as a script that calls `require`; every line stays in its place. */
function compile(path: string): string {
	try {
		return transform(readFileSync(path, "utf8"), {
			transforms: ["typescript", "imports"],
			disableESTransforms: true,
			filePath: path,
		}).code;
	} catch (error) {
		const line = (error as { loc?: { line?: number } }).loc?.line;
		if (line === undefined) throw error;
		const [, message] = /: ([^:]*) \(\d+:\d+\)$/.exec((error as Error).message) ?? [];
		throw new SolutionSyntaxError(path, line, message ?? (error as Error).message);
	}
}

/** What sucrase lets pass, V8 may still refuse. */
function parse(path: string, code: string): Script {
	try {
		return new Script(code, { filename: path });
	} catch (error) {
		const [, line] = /:(\d+)\n/.exec((error as Error).stack ?? "") ?? [];
		throw new SolutionSyntaxError(path, Number(line ?? 1), (error as Error).message);
	}
}

function importInto(from: string, specifier: string, loaded: Map<string, Module>): unknown {
	if (Object.hasOwn(ownPackages, specifier)) return ownPackages[specifier];
	const source = /^\.{0,2}\//.test(specifier) ? sourceFile(resolve(dirname(from), specifier)) : undefined;
	if (source === undefined) return importPackage(from, specifier);
	const known = loaded.get(source);
	if (known) return known.exports;
	const module: Module = { exports: {} };
	loaded.set(source, module);
	run(source, module, "", loaded);
	return module.exports;
}

function sourceFile(path: string): string | undefined {
	const bare = path.slice(0, path.length - extname(path).length);
	const candidates = [
		...endings.map((ending) => path + ending),
		join(path, "index.ts"),
		join(path, "index.js"),
	];
	if (/\.[mc]?js$/.test(path)) candidates.push(...endings.slice(1).map((ending) => bare + ending));
	return candidates.find(
		(candidate) =>
			endings.slice(1).includes(extname(candidate)) &&
			statSync(candidate, { throwIfNoEntry: false })?.isFile(),
	);
}

function importPackage(from: string, specifier: string): unknown {
	try {
		return createRequire(from)(specifier);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND" || specifier.startsWith("."))
			throw error;
		return createRequire(import.meta.url)(specifier);
	}
}
