import { describe, expect, test } from "vitest";
import { ShapeError } from "../shape-error.js";
import { colorOf, inkOn, luminance } from "./color-scale.js";
import { type AttentionSvgOptions, attentionSvg } from "./heatmap-svg.js";
import { escapeXml, shorten, textWidth, wrap } from "./svg-text.js";

const SMALL: AttentionSvgOptions = {
	weights: [
		[0.9, 0.1],
		[0.25, 0.75],
		[0, 0],
	],
	sourceTokens: ["the", "cat"],
	targetTokens: ["el", "gato", "</s>"],
	title: "A map",
};

describe("attentionSvg", () => {
	test("gives the same bytes for the same options, and reads typed arrays", () => {
		const typed = { ...SMALL, weights: SMALL.weights.map((row) => Float64Array.from(row)) };
		expect(attentionSvg(typed)).toBe(attentionSvg({ ...SMALL }));
	});

	test("holds every token, the axes, the legend, a title and a description in both languages", () => {
		const svg = attentionSvg(SMALL);
		for (const token of ["the", "cat", "el", "gato", "&lt;/s&gt;"]) expect(svg).toContain(`>${token}</text>`);
		expect(svg).toContain("attention weight");
		expect(svg).toMatch(/<title id="(attention-\w+)-title">A map<\/title>/);
		expect(svg).toContain("“gato” looks most at “cat” (0.75). “&lt;/s&gt;” looks at nothing.");
		const spanish = attentionSvg({ ...SMALL, lang: "es" });
		expect(spanish).toContain("peso de atención");
		expect(spanish).toContain("«gato» mira sobre todo a «cat» (0,75).");
		expect(spanish).toContain('lang="es"');
	});

	test("draws a cell with its number and tooltip for every weight above half a percent", () => {
		const svg = attentionSvg({
			...SMALL,
			weights: [
				[0.996, 0.004],
				[0.03, 0.97],
				[0, 0],
			],
		});
		expect(svg.match(/<g><title>/g)).toHaveLength(3);
		expect(svg).toContain("<title>gato → the: 0.030</title>");
		expect(svg).toContain(">0.97</text>");
		expect(svg).not.toContain(">0.03</text>");
	});

	test("frames the links of a gold alignment, and says so", () => {
		const svg = attentionSvg({
			...SMALL,
			alignment: [
				[0, 0],
				[1, 1],
			],
		});
		expect(svg.match(/stroke="#d55e00"/g)).toHaveLength(3);
		expect(svg).toContain("gold alignment");
	});

	test("is well-formed with tokens that are markup, controls or empty, at any length", () => {
		const tokens = ["<b>&amp;", '"q"', "\u0000\ud800", "", "日本語", "a".repeat(300)];
		for (const size of [0, 1, 6, 40, 120]) {
			const cycle = (n: number) => Array.from({ length: n }, (_, i) => tokens[i % tokens.length]!);
			const weights = Array.from({ length: size }, (_, t) =>
				Array.from({ length: size }, (_, s) => (s === t ? 1 : 0)),
			);
			const svg = attentionSvg({
				weights,
				sourceTokens: cycle(size),
				targetTokens: cycle(size),
				title: "<&>",
			});
			expectWellFormed(svg);
			const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!.map(Number);
			expect(width).toBeGreaterThan(size * 24);
			expect(height).toBeGreaterThan(size * 24);
			expect(svg).not.toMatch(/NaN|Infinity|undefined/);
		}
	});

	test("keeps all coordinates within the figure", () => {
		const svg = attentionSvg(SMALL);
		const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!.map(Number);
		for (const [, x] of svg.matchAll(/ x="([\d.]+)"/g)) expect(Number(x)).toBeLessThan(width!);
		for (const [, y] of svg.matchAll(/ y="([\d.]+)"/g)) expect(Number(y)).toBeLessThan(height!);
	});

	test("refuses what does not fit", () => {
		const message = (options: Partial<AttentionSvgOptions>) => {
			try {
				return attentionSvg({ ...SMALL, ...options });
			} catch (error) {
				expect(ShapeError.isInstance(error)).toBe(true);
				return (error as Error).message;
			}
		};
		expect(message({ targetTokens: ["el"] })).toBe(
			"attentionSvg: expected weights (1, 2), a row for each target token, a column for each source token, got 3 rows",
		);
		expect(message({ sourceTokens: ["the"] })).toContain("got 2 columns in row 0");
		expect(
			message({
				weights: [
					[1, 0],
					[Number.NaN, 1],
					[0, 0],
				],
			}),
		).toContain("got NaN in row 1, column 0");
		expect(
			message({
				weights: [
					[1, 0],
					[-1, 1],
					[0, 0],
				],
			}),
		).toContain("weights come after the softmax");
		expect(message({ alignment: [[2, 0]] })).toContain("got [2, 0]");
		expect(message({ maxWeight: 0 })).toContain("maxWeight > 0");
	});
});

describe("the colours", () => {
	test("darken all the way, so that the order is seen without hue", () => {
		const lights = Array.from({ length: 101 }, (_, i) => luminance(channels(colorOf(i / 100))));
		for (let i = 1; i < lights.length; i++) expect(lights[i]!).toBeLessThan(lights[i - 1]!);
	});

	test("leave numbers a contrast of at least 3.7 everywhere", () => {
		for (let share = 0; share <= 1; share += 0.01) {
			const [a, b] = [colorOf(share), inkOn(share)].map((color) => luminance(channels(color)) + 0.05);
			expect(Math.max(a! / b!, b! / a!)).toBeGreaterThan(3.7);
		}
	});

	test("clamp", () => {
		expect(colorOf(-1)).toBe(colorOf(0));
		expect(colorOf(2)).toBe(colorOf(1));
	});
});

test("text is escaped, measured, shortened and wrapped", () => {
	expect(escapeXml(`<a href="x">&'\u0007\ud83d</a>`)).toBe(
		"&lt;a href=&quot;x&quot;&gt;&amp;&#39;\ufffd\ufffd&lt;/a&gt;",
	);
	expect(escapeXml("😀 ñ")).toBe("😀 ñ");
	expect(textWidth("日", 10)).toBeGreaterThan(textWidth("a", 10));
	expect(shorten("short", 10, 100)).toBe("short");
	expect(shorten("a".repeat(100), 10, 100)).toMatch(/^a+…$/);
	expect(wrap("one two three", 10, 50)).toEqual(["one two", "three"]);
	expect(wrap("", 10, 50)).toEqual([]);
});

function channels(color: string): [number, number, number] {
	return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number, number];
}

/** Tags nest, attributes are quoted, no stray `<` or `&`, no character that XML forbids. */
function expectWellFormed(svg: string): void {
	const open: string[] = [];
	const rest = svg.replace(
		/<(\/?)([a-zA-Z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/g,
		(_, closing, name, __, empty) => {
			if (closing) expect(open.pop()).toBe(name);
			else if (!empty) open.push(name);
			return "";
		},
	);
	expect(open).toEqual([]);
	expect(rest).not.toContain("<");
	expect(rest.replace(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be absent.
	expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\p{Surrogate}/u);
}
