// Every piece, in both languages: the form that is written into the page, without a browser.

import { describe, expect, it } from "vitest";
import type { Language } from "../piece/language.js";
import type { Piece } from "../piece/piece.js";
import { costPiece } from "./cost/static.js";
import { masksPiece } from "./masks/static.js";
import { onlineSoftmaxPiece } from "./online-softmax/static.js";
import { redCarPiece } from "./red-car/static.js";
import { scaleLabPiece } from "./scale-lab/static.js";
import { scoresPiece } from "./scores/static.js";
import { pieceNames, staticPiece } from "./static-pieces.js";

type PlainState = Record<string, unknown>;
const pieces = [redCarPiece, scaleLabPiece, masksPiece, scoresPiece, costPiece, onlineSoftmaxPiece].map(
	(piece) => piece as unknown as Piece<PlainState>,
);

const tagsOf = (html: string) => [...html.matchAll(/<\/?([a-z][a-z0-9-]*)/g)].map(([tag]) => tag);
const namesIn = (html: string) => [...html.matchAll(/<input[^>]* name="([^"]+)"/g)].map(([, name]) => name!);

describe.each(pieces)("$name", (piece) => {
	const html = (language: Language) => staticPiece(piece.name, language);

	it("is known to the pages", () => {
		expect(pieceNames).toContain(piece.name);
	});

	it("has the same structure in Spanish and English, and other words", () => {
		expect(tagsOf(html("es"))).toEqual(tagsOf(html("en")));
		expect(html("es")).not.toBe(html("en"));
		expect(piece.announce(piece.initial, "es")).not.toBe(piece.announce(piece.initial, "en"));
	});

	it("closes every tag that it opens, and has nothing that Vue would read as code", () => {
		const void_ = ["input", "br", "path", "rect"];
		const open: string[] = [];
		for (const [, slash, tag, self] of html("es").matchAll(
			/<(\/?)([a-z][a-z0-9-]*)(?:"[^"]*"|[^>"])*?(\/?)>/g,
		)) {
			if (self || void_.includes(tag!)) continue;
			if (slash) expect(open.pop()).toBe(tag);
			else open.push(tag!);
		}
		expect(open).toEqual([]);
		expect(html("es") + html("en")).not.toContain("{{");
	});

	it("has controls for its fields alone, and reads back the state that it shows", () => {
		const controls = piece.controls(piece.initial, "es");
		for (const name of namesIn(controls)) expect(Object.keys(piece.fields)).toContain(name);
		for (const [name, field] of Object.entries(piece.fields))
			expect(field.read(field.write(piece.initial[name] as never))).toEqual(piece.initial[name]);
	});

	it("asks a question whose right answer is among the options, and explains it", () => {
		for (const language of ["es", "en"] as const) {
			const { options, right, answer } = piece.question!(language);
			expect(options[right]).toBeDefined();
			expect(answer.length).toBeGreaterThan(20);
		}
	});

	it("gives its numbers and its figure to save", () => {
		const { rows, columns, values } = piece.matrix(piece.initial, "en");
		expect(values).toHaveLength(rows.length);
		for (const row of values) expect(row).toHaveLength(columns.length);
		expect(piece.svg(piece.initial, "es")).toMatch(
			/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>\n?$/,
		);
	});
});

describe("the scale lab", () => {
	it("says its state in words", () => {
		const state = { exponent: 9, scaling: "none" as const };
		expect(scaleLabPiece.announce(state, "es")).toMatch(
			/^d = 512: varianza \d+, peso mayor 0,9\d, entropía 0,\d\d bits/,
		);
		expect(scaleLabPiece.valueTexts!(state, "en")).toEqual({ exponent: "d = 512" });
	});
});

describe("the mask workshop", () => {
	const { initial } = masksPiece;

	it("paints: a chosen cell of the mask turns over, and only that one", () => {
		const painted = masksPiece.afterCell!({ ...initial, mask: "causal" }, { row: 0, column: 3 });
		expect(painted.mask).toBe("painted");
		expect(painted.table[0]).toEqual([true, false, false, true, false, false]);
		expect(painted.table[1]).toEqual([true, true, false, false, false, false]);
	});

	it("finds the leak of the reversed mask, and none with both masks", () => {
		expect(masksPiece.announce({ ...initial, mask: "reversed", changed: 4 }, "es")).toContain(
			"✗ Hay una fuga",
		);
		const both = masksPiece.announce({ ...initial, mask: "both" }, "en");
		expect(both).toContain("✓ No leak");
		expect(both).toContain("<pad>: 0.");
	});
});

describe("the cost of attention", () => {
	it("is that of the formula", () => {
		const { rows, values } = costPiece.matrix({ exponent: 10 }, "en");
		// 8 heads of 1,024 × 1,024 floats of 4 bytes; 8 heads of 1,024 rows of 64 outputs and 2 sums.
		expect(values[rows.indexOf("N = 1024")]).toEqual([33_554_432, 2_162_688]);
	});
});

describe("staticPiece", () => {
	it("stops the build for a piece that does not exist", () => {
		expect(() => staticPiece("nothing", "es")).toThrow('unknown piece "nothing"');
	});
});
