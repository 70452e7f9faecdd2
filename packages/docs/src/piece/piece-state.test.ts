import { describe, expect, it } from "vitest";
import { hashWithState, stateFromHash } from "./address-state.js";
import { bits, choice, integer } from "./fields.js";
import { cellAfterKey } from "./grid-keys.js";
import { fixed, magnitude, whole } from "./language.js";
import { toCsv, toMarkdown, toNumPy, toTypeScript } from "./matrix-formats.js";

const fields = { d: integer(0, 10), kind: choice("a", "b"), table: bits(2, 2) };
const initial = {
	d: 3,
	kind: "a" as "a" | "b",
	table: [
		[true, false],
		[false, true],
	] as readonly (readonly boolean[])[],
};

describe("the state in the address", () => {
	it("comes back as it was written", () => {
		const state = {
			d: 7,
			kind: "b" as const,
			table: [
				[false, false],
				[true, true],
			],
		};
		const hash = hashWithState("", "lab", fields, { state, initial });
		expect(hash).toBe("#lab.d=7&lab.kind=b&lab.table=00-11");
		expect(stateFromHash(hash, "lab", fields, initial)).toEqual(state);
	});

	it("leaves the state of other pieces alone, and the address empty at the start", () => {
		expect(hashWithState("#other.x=1&lab.d=9", "lab", fields, { state: initial, initial })).toBe(
			"#other.x=1",
		);
		expect(hashWithState("#lab.d=9", "lab", fields, { state: initial, initial })).toBe("");
		expect(hashWithState("#a-heading", "lab", fields, { state: { ...initial, d: 4 }, initial })).toBe(
			"#lab.d=4",
		);
	});

	it.each([
		"#lab.d=11",
		"#lab.d=-1",
		"#lab.d=x",
		"#lab.d=",
		"#lab.kind=c",
		"#lab.table=01",
		"#lab.table=01-012",
		"#%",
		"#d=5",
	])("is not changed by %s", (hash) => {
		expect(stateFromHash(hash, "lab", fields, initial)).toEqual(initial);
	});
});

describe("keys in a grid", () => {
	const size = { rows: 3, columns: 4 };
	it.each([
		["ArrowRight", false, { row: 1, column: 3 }],
		["ArrowLeft", false, { row: 1, column: 1 }],
		["ArrowDown", false, { row: 2, column: 2 }],
		["ArrowUp", false, { row: 0, column: 2 }],
		["Home", false, { row: 1, column: 0 }],
		["End", false, { row: 1, column: 3 }],
		["Home", true, { row: 0, column: 0 }],
		["End", true, { row: 2, column: 3 }],
		["Tab", false, undefined],
	] as const)("%s (Ctrl: %s) leads from (1, 2) to %o", (key, isControl, expected) => {
		expect(cellAfterKey({ row: 1, column: 2 }, key, isControl, size)).toEqual(expected);
	});

	it("stay inside", () => {
		expect(cellAfterKey({ row: 0, column: 0 }, "ArrowUp", false, size)).toEqual({ row: 0, column: 0 });
		expect(cellAfterKey({ row: 2, column: 3 }, "ArrowRight", false, size)).toEqual({ row: 2, column: 3 });
	});
});

describe("a matrix as text", () => {
	const matrix = {
		name: "weights of a,b",
		rows: ['say "hi"', "a,b"],
		columns: ["x", "y|z"],
		values: [
			[0.123456789, 1],
			[Number.POSITIVE_INFINITY, -2.5],
		],
	};

	it("is CSV with quotes where they are needed", () => {
		expect(toCsv(matrix)).toBe(',x,y|z\r\n"say ""hi""",0.123457,1\r\n"a,b",Infinity,-2.5\r\n');
	});

	it("is a Markdown table", () => {
		expect(toMarkdown(matrix).split("\n")).toEqual([
			"|  | x | y\\|z |",
			"| --- | ---: | ---: |",
			'| say "hi" | 0.123457 | 1 |',
			"| a,b | Infinity | -2.5 |",
			"",
		]);
	});

	it("is a literal of TypeScript and of NumPy", () => {
		expect(toTypeScript(matrix)).toBe(
			"const weights_of_a_b = [\n\t[0.123457, 1],\n\t[Infinity, -2.5],\n];\n",
		);
		expect(toNumPy(matrix)).toBe(
			"weights_of_a_b = np.array([\n    [0.123457, 1],\n    [np.inf, -2.5],\n])\n",
		);
	});
});

describe("numbers", () => {
	it("are written as each language writes them", () => {
		expect([fixed(0.874, 2, "es"), fixed(0.874, 2, "en")]).toEqual(["0,87", "0.87"]);
		expect([whole(1024, "es"), whole(1024, "en"), whole(65536, "es")]).toEqual([
			"1024",
			"1,024",
			"65\u202f536",
		]);
		expect([fixed(-0.001, 2, "es"), fixed(-1.5, 1, "es")]).toEqual(["0,00", "−1,5"]);
		expect([magnitude(1_073_741_824, "es"), magnitude(256, "en")]).toEqual(["1,07 × 10⁹", "256"]);
		expect(fixed(Number.POSITIVE_INFINITY, 2, "en")).toBe("∞");
	});
});
