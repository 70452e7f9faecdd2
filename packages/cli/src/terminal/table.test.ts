import picocolors from "picocolors";
import { expect, it } from "vitest";
import { renderBars } from "./bars.js";
import { formatDuration } from "./duration.js";
import { renderTable } from "./table.js";
import { visibleWidth, wantsColour } from "./text-style.js";

const plain = picocolors.createColors(false);
const coloured = picocolors.createColors(true);

it("aligns words to the left and numbers to the right, whatever is coloured or accented", () => {
	const table = {
		head: ["", "años"],
		rows: [
			["época", "9"],
			[coloured.red("x"), "12"],
		],
	};
	expect(renderTable(table, plain).split("\n")).toEqual([
		"       años",
		"─────  ────",
		"época     9",
		`${coloured.red("x")}        12`,
	]);
});

it("counts wide characters twice and marks of direction not at all", () => {
	expect(["日本", "e\u0301", "\u2068שלום\u2069", "नमस्ते", "😀"].map(visibleWidth)).toEqual([4, 1, 4, 4, 2]);
});

it("draws bars in proportion to the largest", () => {
	const bars = renderBars(
		[
			{ label: "a", value: 10, text: "10" },
			{ label: "b", value: 5, text: "5" },
		],
		plain,
		4,
	);
	expect(bars.split("\n")).toEqual(["a  10  ████", "b   5  ██"]);
});

it.each([
	[8.4, "8 s"],
	[125, "2 min 05 s"],
	[4020, "1 h 07 min"],
])("writes %s seconds as %s", (seconds, text) => {
	expect(formatDuration(seconds)).toBe(text);
});

it("colours a terminal only, and never against NO_COLOR", () => {
	const terminal = { write: () => {}, isTTY: true };
	expect(wantsColour(terminal, {})).toBe(true);
	expect(wantsColour(terminal, { NO_COLOR: "1" })).toBe(false);
	expect(wantsColour(terminal, { TERM: "dumb" })).toBe(false);
	expect(wantsColour({ write: () => {} }, {})).toBe(false);
	expect(wantsColour({ write: () => {} }, { FORCE_COLOR: "1" })).toBe(true);
});
