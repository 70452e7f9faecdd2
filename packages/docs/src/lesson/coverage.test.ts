import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { pieceNames } from "../pieces/static-pieces.js";
import { pageNames, themeOf } from "../site/interface-texts.js";
import { coverage } from "./coverage.js";
import { outlineOf } from "./read-page.js";

const folder = (language: string) => fileURLToPath(new URL(`../../lesson/${language}/`, import.meta.url));
const textOf = (language: string, page: string) => readFileSync(`${folder(language)}${page}.md`, "utf8");

describe("the pages", () => {
	it.each(["es", "en"])("are those of the side bar, in %s", (language) => {
		const files = readdirSync(folder(language)).map((file) => file.replace(/\.md$/, ""));
		expect(files.sort()).toEqual([...pageNames].sort());
	});

	it("have the same side bar in both languages", () => {
		const links = (language: "es" | "en") =>
			JSON.stringify(themeOf(language).sidebar)
				.match(/"link":"[^"]*"/g)
				?.map((link) => link.replace("/en/", "/"));
		expect(links("es")).toHaveLength(pageNames.length);
		expect(links("en")).toEqual(links("es"));
	});

	it.each([...pageNames])(
		"%s has the same headings, pieces, code, numbers and links in both languages",
		(page) => {
			expect(outlineOf(textOf("en", page))).toEqual(outlineOf(textOf("es", page)));
		},
	);

	it("show every piece", () => {
		const shown = new Set(pageNames.flatMap((page) => outlineOf(textOf("es", page)).pieces));
		expect([...shown].sort()).toEqual([...pieceNames].sort());
	});

	it("serve every outcome", () => {
		const served = new Set(
			pageNames.filter((page) => page !== "index").flatMap((page) => outlineOf(textOf("es", page)).results),
		);
		expect([...served].sort()).toEqual([1, 2, 3, 4, 5]);
	});
});

describe("the lesson's content", () => {
	const counts = (kind: string) => coverage.filter((item) => item.kind === kind).length;

	it("is covered: outcomes, topics, definitions, exercises, errors, questions, homework", () => {
		expect(counts("outcome")).toBe(5);
		expect(counts("topic")).toBe(7);
		expect(counts("definition")).toBe(6);
		expect(counts("exercise")).toBe(5);
		expect(counts("error")).toBeGreaterThanOrEqual(5);
		expect(counts("question")).toBeGreaterThanOrEqual(5);
		expect(counts("homework")).toBe(2);
	});

	describe.each(["es", "en"] as const)("in %s", (language) => {
		it.each(coverage)("$kind: $item is on $page", ({ page, words, piece, exercise }) => {
			const text = textOf(language, page);
			expect(text).toContain(words[language]);
			if (piece) expect(outlineOf(text).pieces).toContain(piece);
			const heading = language === "es" ? `## Ejercicio ${exercise}:` : `## Exercise ${exercise}:`;
			if (exercise) expect(textOf(language, "ejercicios")).toContain(heading);
		});
	});
});

describe("outlineOf", () => {
	it("reads headings, pieces, code, numbers, formulas and links", () => {
		const page =
			"---\nresults: [1, 3]\n---\n\n# A\n\n<mirada-x></mirada-x>\n\n```sh\n# no heading\n```\n\n## B [[n]]\n\n$$\na \\text{b}\n$$\n\n[c](./d#e) [f](./g#h.i=1)\n";
		expect(outlineOf(page)).toEqual({
			results: [1, 3],
			headings: [1, 2],
			pieces: ["x"],
			snippets: [],
			measured: ["n"],
			formulas: ["a \\text{}"],
			links: ["./d", "./g#h.i=1"],
			tables: 0,
			containers: [],
		});
	});
});
