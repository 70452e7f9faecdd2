// README.es.md is README.md in Spanish: both have the same outline and the same commands.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../setup/repository-root.mjs";

const textOf = (path) => readFileSync(join(repositoryRoot, path), "utf8");
const [english, spanish] = [textOf("README.md"), textOf("README.es.md")];

const fenced = /^```[\s\S]*?^```$/gm;

/** The blocks between fences, with their fences: commands without their comments, which each language has in its own words. */
const codeBlocks = (text) => (text.match(fenced) ?? []).map((block) => block.replace(/ +# .*$/gm, ""));

const isDiagram = (block) => block.startsWith("```\n");

/** What a diagram draws besides words: its arrows and branches, in order. */
const strokes = (block) => block.match(/[►◄▼┌┐└┘]/g);

/** The level of each heading, in order; a comment in a shell block is not a heading. */
const headingLevels = (text) =>
	[...text.replace(fenced, "").matchAll(/^(#{1,6}) /gm)].map(([, marks]) => marks.length);

describe("README.es.md", () => {
	it("has as many headings as README.md, of the same levels in the same order", () => {
		expect(headingLevels(english).length).toBeGreaterThan(3);
		expect(headingLevels(spanish)).toEqual(headingLevels(english));
	});

	it("has the same commands as README.md, and diagrams of the same shape", () => {
		const comparable = (text) => codeBlocks(text).map((block) => (isDiagram(block) ? strokes(block) : block));
		expect(comparable(english).length).toBeGreaterThan(2);
		expect(comparable(english).some(Array.isArray)).toBe(true);
		expect(comparable(spanish)).toEqual(comparable(english));
	});

	it("is linked from README.md and links back", () => {
		expect(english).toContain("](README.es.md)");
		expect(spanish).toContain("](README.md)");
	});
});
