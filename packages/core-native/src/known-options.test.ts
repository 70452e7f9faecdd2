import { expect, test } from "vitest";
import { describeValue, type OptionNames, requireOptions } from "./known-options.js";

interface Options {
	numHeads: number;
	keyDim?: number;
	returnWeights?: boolean;
}
const NAMES: OptionNames<Options> = { numHeads: true, keyDim: true, returnWeights: true };
const check = (options: unknown) => () => requireOptions("layer", options, NAMES);

test("known names pass, whatever their values", () => {
	expect(check({})).not.toThrow();
	expect(check({ numHeads: undefined, keyDim: null })).not.toThrow();
	expect(check(Object.create({ keyDim: 1 }))).not.toThrow();
});

test.each([
	["num_heads", "numHeads"],
	["numheads", "numHeads"],
	["numHead", "numHeads"],
	["key-dim", "keyDim"],
	["returnsWeights", "returnWeights"],
])("%s is unknown, and %s is offered", (wrong, right) => {
	expect(check({ [wrong]: 1 })).toThrow(
		`layer: unknown option "${wrong}"\nHint: did you mean "${right}"? The options are numHeads, keyDim, returnWeights.`,
	);
});

test.each(["colour", "toString", "constructor", "__proto__x", ""])(
	'"%s" is unknown, and nothing is offered',
	(wrong) => {
		expect(check({ [wrong]: undefined })).toThrow(
			`layer: unknown option "${wrong}"\nHint: The options are numHeads, keyDim, returnWeights.`,
		);
	},
);

test("an inherited name is read, so it is checked", () => {
	expect(check(Object.create({ keyDims: 1 }))).toThrow('did you mean "keyDim"?');
});

test.each<[unknown, string]>([
	[undefined, "undefined"],
	[null, "null"],
	[3, "3"],
	["x", '"x"'],
	[Symbol("s"), "Symbol(s)"],
	[10n, "10n"],
	[() => {}, "a function"],
	[[1, 2], "an array of 2"],
	[new Float32Array(3), "a Float32Array"],
	[{ shape: [2, null], dtype: "float32" }, "a tensor of shape (2, ?)"],
])("%s is no options object", (value, shown) => {
	expect(check(value)).toThrow(new TypeError(`layer: expected an options object, got ${shown}`));
});

test("long values are cut", () => {
	expect(describeValue("x".repeat(100))).toBe(`"${"x".repeat(60)}…"`);
	expect(describeValue({ a: 1, b: 2 })).toBe("an object with a, b");
	expect(describeValue({})).toBe("an empty object");
});
