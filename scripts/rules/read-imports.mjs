// Reads who imports whom in packages/*/src: enough of a parser for the rules, by regular expressions over
// sources without comments.

import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { filesUnder } from "../setup/content-stamp.mjs";
import { repositoryRoot } from "../setup/repository-root.mjs";

const statement = /\b(?:import|export)\s+(type\s+)?(?:[\w*{][^;"'`]*?\s+from\s+)?["']([^"']+)["']/g;
const dynamic = /\bimport\(\s*["']([^"']+)["']/g;

export function withoutComments(text) {
	return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");
}

/** `[{ specifier, isType }]` in a source text. A list in which every name is a type counts as one. */
export function importsIn(text) {
	const source = withoutComments(text);
	const found = [];
	for (const [whole, type, specifier] of source.matchAll(statement)) {
		const names =
			whole
				.match(/\{([^}]*)\}/)?.[1]
				.split(",")
				.map((name) => name.trim())
				.filter(Boolean) ?? [];
		const isType = Boolean(type) || (names.length > 0 && names.every((name) => name.startsWith("type ")));
		found.push({ specifier, isType });
	}
	for (const [, specifier] of source.matchAll(dynamic)) found.push({ specifier, isType: false });
	return found;
}

/** The sources of one package, tests excluded, as paths from the repository's root with forward slashes. */
export function sourcesOf(packageName) {
	const folder = join(repositoryRoot, "packages", packageName, "src");
	return filesUnder(folder, (file) => /\.ts$/.test(file) && !/\.test\.ts$|\.d\.ts$/.test(file)).map(fromRoot);
}

export function fromRoot(path) {
	return relative(repositoryRoot, path).replaceAll("\\", "/");
}

export function readSource(path) {
	return readFileSync(join(repositoryRoot, path), "utf8");
}

/** Where a relative specifier points: `./masks.js` in a source means `./masks.ts`. */
export function resolveRelative(from, specifier) {
	return join(dirname(from), specifier).replaceAll("\\", "/").replace(/\.js$/, ".ts");
}
