import { describe, expect, test } from "vitest";
import { ShapeError } from "../shape-error.js";
import { colorOf, darkColorOf, darkInkOn, inkOn, luminance } from "./color-scale.js";
import { type AttentionSvgOptions, attentionSvg } from "./heatmap-svg.js";
import { escapeXml, shorten, textWidth, wrap } from "./svg-text.js";
import { isolated, readsRightToLeft } from "./text-direction.js";

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
			expect(width).toBeGreaterThan(Math.min(size, 50) * 24);
			expect(height).toBeGreaterThan(Math.min(size, 50) * 24);
			expect(svg).not.toMatch(/NaN|Infinity|undefined/);
		}
	});

	test.each([
		[59, 118],
		[170, 340],
		[500, 334],
		[1000, 668],
	])("keeps a map of %i tokens on a screen or near it", (size, labels) => {
		const tokens = Array.from({ length: size }, (_, i) => `w${i}`);
		const weights = tokens.map((_, t) => tokens.map((__, s) => (s === t ? 1 : 0)));
		const title = `${tokens.join(" ")} → ${tokens.join(" ")}`;
		const svg = attentionSvg({ weights, sourceTokens: tokens, targetTokens: tokens, title });
		const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!.map(Number);
		const most = Math.max(1400, 3 * size);
		expect(width).toBeGreaterThan(0.8 * most);
		expect(Math.max(width!, height!)).toBeLessThan(most + 400);
		// Every word up to 170, and fewer where they would stand on each other; all of them in the tooltips.
		expect(svg.match(/>w\d+<\/text>/g)!).toHaveLength(labels);
		expect(svg.match(/<g><title>/g)).toHaveLength(size);
		expect(svg).not.toMatch(/width="-|NaN/);
	});

	test("is dark on a dark screen, by a style of its own figure alone", () => {
		const svg = attentionSvg(SMALL);
		const [, style] = /<style>@media screen and \(prefers-color-scheme:dark\)\{(.*)\}<\/style>/.exec(svg)!;
		const [, id] = /<svg [^>]*id="(attention-\w+)"/.exec(svg)!;
		for (const rule of style!.split("}").filter(Boolean)) {
			expect(rule).toMatch(new RegExp(`^#${id}( \\.\\w+)?\\{`));
		}
		// Whatever has a colour has one in the dark too.
		const coloured = svg
			.replace(/<style>.*<\/style>/, "")
			.match(/<[^>]*(?:fill|stroke|stop-color)="#[^>]*>/g)!;
		for (const element of coloured) {
			if (element.startsWith("<svg")) continue;
			const classes = /class="([^"]+)"/.exec(element)?.[1]?.split(" ");
			expect([element, classes?.some((name) => style!.includes(` .${name}{`))]).toEqual([element, true]);
		}
	});

	test("sets the columns of a right-to-left source from right to left", () => {
		const sourceTokens = ["الرجل", "يقرأ", "."];
		const weights = [
			[0.9, 0.1, 0],
			[0, 1, 0],
			[0, 0, 1],
		];
		const options = {
			weights,
			targetTokens: ["the", "reads", "."],
			alignment: [[0, 0]] as [number, number][],
		};
		const svg = attentionSvg({ ...options, sourceTokens, sourceLanguage: "ar" });
		const xOf = (token: string) =>
			Number(new RegExp(`translate\\(([\\d.]+) [^>]*>${token.replace(".", "\\.")}</text>`).exec(svg)![1]);
		expect(xOf("الرجل")).toBeGreaterThan(xOf("يقرأ"));
		expect(xOf("يقرأ")).toBeGreaterThan(xOf("."));
		// The first row's heaviest cell, and its frame, stand in the last column.
		const cell = Number(/<g><title>the → [^<]*: 0\.900<\/title><rect class="\w+" x="([\d.]+)"/.exec(svg)![1]);
		const full = Number(/<g><title>\. → \.: 1\.000<\/title><rect class="\w+" x="([\d.]+)"/.exec(svg)![1]);
		expect(cell - full).toBeCloseTo(2 * 38, 6);
		const frame = Number(/<rect class="link" x="([\d.]+)"/.exec(svg)![1]);
		expect(frame - cell).toBeCloseTo(1, 6);
		expect(svg).toContain("← source");
		expect(svg).toContain('lang="ar"');
		expectWellFormed(svg);
	});

	test("isolates right-to-left words in tooltips, description and titles of several lines", () => {
		const svg = attentionSvg({ ...SMALL, targetTokens: ["القط", "gato", "."] });
		expect(svg).toContain("\u2068القط\u2069 → the");
		expect(svg).toContain("“\u2068القط\u2069” looks most");
		expect(svg).not.toContain("\u2068gato");
		expect(wrap("a \u2068ب ج د\u2069 e", 10, 20)).toEqual(["a \u2068ب\u2069", "\u2068ج د\u2069", "e"]);
		expect([isolated("abc."), isolated("שלום.")]).toEqual(["abc.", "\u2068שלום.\u2069"]);
		expect([["hello", "."], ["שלום", ".", "!"], ["a", "b", "ש"], ["."]].map(readsRightToLeft)).toEqual([
			false,
			true,
			false,
			false,
		]);
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
		const dark = Array.from({ length: 101 }, (_, i) => luminance(channels(darkColorOf(i / 100))));
		for (let i = 1; i < dark.length; i++) expect(dark[i]!).toBeGreaterThan(dark[i - 1]!);
	});

	test("leave numbers a contrast of at least 4.5 everywhere", () => {
		for (let share = 0; share <= 1; share += 0.01) {
			for (const pair of [
				[colorOf(share), inkOn(share)],
				[darkColorOf(share), darkInkOn(share)],
			]) {
				const [a, b] = pair.map((color) => luminance(channels(color)) + 0.05);
				expect(Math.max(a! / b!, b! / a!)).toBeGreaterThan(4.5);
			}
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
	expect(textWidth("\u2068مَ\u2069", 10)).toBe(textWidth("م", 10));
	expect(shorten("e\u0301".repeat(100), 10, 30)).toMatch(/^(e\u0301)+…$/);
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
