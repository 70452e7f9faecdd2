// README.es.md is README.md in Spanish: both have the same outline and the same code blocks.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../setup/repository-root.mjs";

const textOf = (path) => readFileSync(join(repositoryRoot, path), "utf8");
const [english, spanish] = [textOf("README.md"), textOf("README.es.md")];

const fenced = /^```[\s\S]*?^```$/gm;

/** The blocks between fences, with their fences. */
const codeBlocks = (text) => text.match(fenced) ?? [];

/** The level of each heading, in order; a comment in a shell block is not a heading. */
const headingLevels = (text) =>
	[...text.replace(fenced, "").matchAll(/^(#{1,6}) /gm)].map(([, marks]) => marks.length);

describe("README.es.md", () => {
	it("has as many headings as README.md, of the same levels in the same order", () => {
		expect(headingLevels(english).length).toBeGreaterThan(3);
		expect(headingLevels(spanish)).toEqual(headingLevels(english));
	});

	it("has the same code blocks as README.md", () => {
		expect(codeBlocks(english).length).toBeGreaterThan(2);
		expect(codeBlocks(spanish)).toEqual(codeBlocks(english));
	});

	it("is linked from README.md and links back", () => {
		expect(english).toContain("](README.es.md)");
		expect(spanish).toContain("](README.md)");
	});
});
