// The documents point only at what is there, and the READMEs quote only files of results.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../setup/repository-root.mjs";

const documents = [
	"README.md",
	"README.es.md",
	"ARCHITECTURE.md",
	"CONTRIBUTING.md",
	...readdirSync(join(repositoryRoot, "packages")).map((name) => `packages/${name}/README.md`),
	...readdirSync(join(repositoryRoot, "docs-dev", "decisions")).map((name) => `docs-dev/decisions/${name}`),
].filter((path) => !path.startsWith("packages/") || existsSync(join(repositoryRoot, path)));

const textOf = (path) => readFileSync(join(repositoryRoot, path), "utf8");

/** Targets of links and pictures that are no addresses: paths from the document's folder. */
function relativeLinks(text) {
	const withoutCode = text.replace(/```[\s\S]*?```/g, "");
	const targets = [...withoutCode.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
		([, a, b]) => a ?? b,
	);
	return targets.filter((target) => !/^(https?:|#)/.test(target)).map((target) => target.split("#")[0]);
}

describe.each(documents)("%s", (path) => {
	it("links to files that exist", () => {
		const missing = relativeLinks(textOf(path)).filter(
			(target) => !existsSync(join(repositoryRoot, dirname(path), target)),
		);
		expect(missing).toEqual([]);
	});
});

describe.each(["README.md", "README.es.md"])("%s", (path) => {
	it("quotes results from files of bench/results alone", () => {
		const [, results] = textOf(path).split(/<!-- results:begin[\s\S]*?-->|<!-- results:end -->/);
		expect(results).toBeDefined();
		const hasNumbers = /\d/.test(results.replace(/\([^)]*\)/g, ""));
		if (hasNumbers) expect(results).toMatch(/\(bench\/results\/[^)]+\.json\)/);
	});
});

describe("ARCHITECTURE.md", () => {
	it("names files and folders that exist", () => {
		const rows = [...textOf("ARCHITECTURE.md").matchAll(/`((?:packages|scripts)\/[^`]+)`/g)].map(
			([, path]) => path,
		);
		expect(rows.length).toBeGreaterThan(5);
		expect(rows.filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual([]);
	});
});
