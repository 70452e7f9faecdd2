import { describe, expect, it } from "vitest";
import { rampColour, renderHeatmap } from "./heatmap.js";

const map = {
	source: ["the", "red", "car"],
	target: ["el", "coche", "rojo"],
	weights: [
		[0.9, 0.05, 0.05],
		[0.04, 0.06, 0.9],
		[0, 1, 0],
	],
};

describe("renderHeatmap", () => {
	it("writes digits, dots for almost nothing and a mark for everything", () => {
		expect(renderHeatmap(map, { form: "digits" })).toBe(
			[
				"        the",
				"        │  red",
				"        │  │  car",
				"        │  │  │",
				"    el  9  0  0",
				" coche  ·  0  9",
				"  rojo  ·  ∎  ·",
			].join("\n"),
		);
	});

	it("draws half blocks in true colour", () => {
		const lines = renderHeatmap(map, { form: "colour" }).split("\n");
		const [red, green, blue] = rampColour(1);
		expect(lines.at(-1)).toContain(`\u001b[38;2;${red};${green};${blue}m▄▄`);
		expect(lines.at(-1)?.match(/▄▄/g)).toHaveLength(3);
	});

	it("breaks a wide map into parts that fit", () => {
		const source = Array.from({ length: 30 }, (_, index) => `word${index}`);
		const weights = [source.map(() => 1 / 30)];
		const drawn = renderHeatmap({ source, target: ["x"], weights }, { form: "digits", columns: 60 });
		expect(drawn.split("\n\n").length).toBeGreaterThan(1);
		expect(Math.max(...drawn.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
	});
});

describe("renderHeatmap in other scripts", () => {
	it("keeps columns in place under words of wide characters", () => {
		const drawn = renderHeatmap(
			{
				source: ["書", "を"],
				target: ["本棚", "a"],
				weights: [
					[1, 0],
					[0, 1],
				],
			},
			{ form: "digits" },
		);
		expect(drawn.split("\n").slice(-2)).toEqual(["  本棚  ∎  ·", "     a  ·  ∎"]);
	});

	it("sets the words of a right-to-left source from right to left, each isolated", () => {
		const drawn = renderHeatmap(
			{
				source: ["הספר", "חדש", "."],
				target: ["the", "new"],
				weights: [
					[0.9, 0, 0.1],
					[0, 1, 0],
				],
			},
			{ form: "digits" },
		);
		expect(drawn.split("\n")).toEqual([
			"        .",
			"        │  \u2068חדש\u2069",
			"        │  │  \u2068הספר\u2069",
			"        │  │  │",
			"   the  1  ·  9",
			"   new  ·  ∎  ·",
		]);
	});

	it("breaks a wide right-to-left map at the beginning of the sentence, not at its end", () => {
		const source = Array.from({ length: 30 }, (_, i) => `מילה${i}`);
		const drawn = renderHeatmap(
			{ source, target: ["x"], weights: [source.map((_, i) => (i === 0 ? 1 : 0))] },
			{ form: "digits", columns: 60 },
		);
		const [first] = drawn.split("\n\n");
		expect(first!.trimEnd().endsWith("∎")).toBe(true);
	});
});

describe("rampColour", () => {
	it("gets lighter with the weight", () => {
		const luminance = [0, 0.25, 0.5, 0.75, 1].map((weight) => {
			const [red, green, blue] = rampColour(weight);
			return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
		});
		expect(luminance).toEqual([...luminance].sort((one, other) => one - other));
	});
});
