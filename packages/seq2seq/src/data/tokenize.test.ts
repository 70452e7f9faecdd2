import { describe, expect, it } from "vitest";
import { tokenize } from "./tokenize.js";

describe("tokenize", () => {
	it("lower-cases and sets punctuation apart", () => {
		expect(tokenize("Go on, Tom!")).toEqual(["go", "on", ",", "tom", "!"]);
		expect(tokenize("¿Dónde está Ñandú?")).toEqual(["¿", "dónde", "está", "ñandú", "?"]);
	});

	it("keeps apostrophes inside words, straight or curly", () => {
		expect(tokenize("Don't touch Tom’s")).toEqual(["don't", "touch", "tom's"]);
	});

	it("makes one token of each punctuation mark, numbers stay whole", () => {
		expect(tokenize("It's 7:30... a_b 3,5€")).toEqual([
			"it's",
			"7",
			":",
			"30",
			".",
			".",
			".",
			"a_b",
			"3",
			",",
			"5",
			"€",
		]);
	});

	it("treats space and combining marks as Python does", () => {
		expect(tokenize("a\u0085b\u001cc\u00a0d\ufeffe")).toEqual(["a", "b", "c", "d", "\ufeff", "e"]);
		expect(tokenize("e\u0301")).toEqual(["e", "\u0301"]);
		expect(tokenize("x² ½")).toEqual(["x²", "½"]);
	});

	it("keeps characters outside the basic plane whole", () => {
		expect(tokenize("hi 😀!")).toEqual(["hi", "😀", "!"]);
	});

	it("returns no tokens for blank text", () => {
		expect(tokenize(" \t ")).toEqual([]);
	});
});
