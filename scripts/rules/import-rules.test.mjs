// The stack has one direction of imports (ARCHITECTURE.md); these tests keep it.

import { describe, expect, it } from "vitest";
import { importCycles } from "./import-cycles.mjs";
import { importsIn, readSource, resolveRelative, sourcesOf, withoutComments } from "./read-imports.mjs";

/** Which of our packages each package's sources may import. */
const allowed = {
	"core-native": [],
	attention: ["@mirada/core-native/contract", "@mirada/core-native/gradients"],
	seq2seq: ["@mirada/core-native/contract", "@mirada/core-native/gradients", "@mirada/attention"],
	lesson: ["@mirada/attention"],
	cli: [
		"@mirada/core-native",
		"@mirada/core-native/contract",
		"@mirada/core-native/wasm",
		"@mirada/attention",
		"@mirada/attention/figures",
		"@mirada/lesson",
		"@mirada/lesson/language",
		"@mirada/seq2seq",
		"@mirada/seq2seq/node",
	],
	// The site runs in a page: never the addon. Only its Worker computes with TensorFlow.js (see below).
	docs: [
		"@mirada/attention/figures",
		"@mirada/attention/by-hand",
		"@mirada/core-native/wasm",
		"@mirada/seq2seq",
	],
};

/** Main entries that a browser page can import: nothing they reach may need Node. */
const browserEntries = [
	"packages/core-native/src/contract.ts",
	"packages/core-native/src/tfjs/gradients/index.ts",
	"packages/core-native/src/wasm.ts",
	"packages/attention/src/index.ts",
	"packages/attention/src/figures/index.ts",
	"packages/attention/src/by-hand/index.ts",
	"packages/docs/src/pieces/load-pieces.ts",
	"packages/seq2seq/src/index.ts",
	"packages/lesson/src/index.ts",
	"packages/lesson/src/language/index.ts",
];

const isNodeModule = (specifier) => specifier.startsWith("node:");

/** Every file that `entry` reaches by relative value imports. */
function reachableFrom(entry) {
	const seen = new Set();
	const waiting = [entry];
	for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
		if (seen.has(file)) continue;
		seen.add(file);
		for (const { specifier, isType } of importsIn(readSource(file))) {
			if (specifier.startsWith(".") && specifier.endsWith(".js") && !isType)
				waiting.push(resolveRelative(file, specifier));
		}
	}
	return [...seen];
}

/** What a file imports of its own package, by values or types. */
function relativeImportsOf(file) {
	return importsIn(readSource(file))
		.filter(({ specifier }) => specifier.startsWith("."))
		.map(({ specifier }) => resolveRelative(file, specifier));
}

describe("import cycles", () => {
	const cyclesOf = (imports) => importCycles(Object.keys(imports), (file) => imports[file]);

	it("are found between files", () => {
		expect(cyclesOf({ "src/a.ts": ["src/b.ts"], "src/b.ts": ["src/a.ts"] })).toEqual([
			"src/a.ts, src/b.ts: src/a.ts imports src/b.ts; src/b.ts imports src/a.ts",
		]);
	});

	it("are found between neighbouring folders whose files make none, however deep", () => {
		const imports = {
			"src/x/one.ts": ["src/y/deep/two.ts"],
			"src/y/deep/two.ts": [],
			"src/y/three.ts": ["src/x/four.ts"],
			"src/x/four.ts": [],
		};
		expect(cyclesOf(imports)).toEqual([
			"src/x, src/y: src/x/one.ts imports src/y/deep/two.ts; src/y/three.ts imports src/x/four.ts",
		]);
	});

	it("are none where a folder uses a file beside it and another file there lists the folder", () => {
		const imports = {
			"src/index.ts": ["src/x/one.ts"],
			"src/x/one.ts": ["src/error.ts"],
			"src/error.ts": [],
		};
		expect(cyclesOf(imports)).toEqual([]);
	});

	it("are found between a folder and a file beside it", () => {
		expect(cyclesOf({ "src/a.ts": ["src/x/b.ts"], "src/x/b.ts": ["src/a.ts"] })).toHaveLength(1);
	});

	it("are found in three, without what only hangs on to them", () => {
		const imports = {
			"src/a.ts": ["src/b.ts", "src/leaf.ts"],
			"src/b.ts": ["src/c.ts"],
			"src/c.ts": ["src/a.ts"],
			"src/leaf.ts": [],
			"src/root.ts": ["src/a.ts"],
		};
		expect(cyclesOf(imports).map((text) => text.split(":")[0])).toEqual(["src/a.ts, src/b.ts, src/c.ts"]);
	});
});

describe("the pieces of the site", () => {
	it("reach nothing that loads TensorFlow.js: that is the Worker's", () => {
		const light = ["@mirada/attention/figures", "@mirada/attention/by-hand"];
		const wrong = reachableFrom("packages/docs/src/pieces/load-pieces.ts").flatMap((file) =>
			importsIn(readSource(file))
				.filter(({ specifier, isType }) => !isType && /^@(mirada|tensorflow)\//.test(specifier))
				.filter(({ specifier }) => !light.includes(specifier))
				.map(({ specifier }) => `${file} imports ${specifier}`),
		);
		expect(wrong).toEqual([]);
	});
});

describe("reading imports", () => {
	it("tells value imports from type imports", () => {
		const text = `
			import * as tf from "@tensorflow/tfjs";
			import type { A } from "./a.js"; // import "./not.js"
			import { type B } from './b.js';
			import { type C, d } from "./c.js";
			import "./e.js";
			export * from "./f.js";
			const g = await import("./g.js");`;
		const kinds = Object.fromEntries(importsIn(text).map(({ specifier, isType }) => [specifier, isType]));
		expect(kinds).toEqual({
			"@tensorflow/tfjs": false,
			"./a.js": true,
			"./b.js": true,
			"./c.js": false,
			"./e.js": false,
			"./f.js": false,
			"./g.js": false,
		});
	});
});

describe.each(Object.keys(allowed))("imports of %s", (name) => {
	const files = sourcesOf(name);

	it("go down the stack only", () => {
		const wrong = files.flatMap((file) =>
			importsIn(readSource(file))
				.filter(({ specifier }) => specifier.startsWith("@mirada/") && !allowed[name].includes(specifier))
				.map(({ specifier }) => `${file} imports ${specifier}`),
		);
		expect(wrong).toEqual([]);
	});

	it("stay inside the package when they are relative", () => {
		const wrong = files.flatMap((file) =>
			importsIn(readSource(file))
				.filter(({ specifier }) => specifier.startsWith("."))
				.filter(({ specifier }) => !resolveRelative(file, specifier).startsWith(`packages/${name}/`))
				.map(({ specifier }) => `${file} imports ${specifier}`),
		);
		expect(wrong).toEqual([]);
	});

	it("make no cycle, of files or of folders, by values or by types", () => {
		expect(importCycles(files, relativeImportsOf)).toEqual([]);
	});
});

describe("the addon", () => {
	it("is loaded by load-binding.ts alone", () => {
		const loaders = Object.keys(allowed)
			.flatMap(sourcesOf)
			.filter((file) => /mirada_core\.node|\bdlopen\b/.test(withoutComments(readSource(file))));
		expect(loaders.filter((file) => !file.endsWith("core-native/src/load-binding.ts"))).toEqual([]);
	});
});

describe.each(browserEntries)("%s", (entry) => {
	it("reaches no Node module, so that a page can import it", () => {
		const wrong = reachableFrom(entry).flatMap((file) =>
			importsIn(readSource(file))
				.filter(({ specifier, isType }) => isNodeModule(specifier) && !isType)
				.map(({ specifier }) => `${file} imports ${specifier}`),
		);
		expect(wrong).toEqual([]);
	});
});
