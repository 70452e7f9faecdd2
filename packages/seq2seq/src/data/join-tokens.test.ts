import { describe, expect, it } from "vitest";
import { joinTokens } from "./join-tokens.js";
import { tokenize } from "./tokenize.js";

describe("joinTokens", () => {
	it.each([
		"cuesta 3.50 € a las 10:30.",
		"1,000 veces o 1,000,000; 3,5 no.",
		"from 7, 10, and 16, on may 3, 1990.",
		"we met at 7 p.m. in the u.s. embassy.",
		"it costs $5 or €7 (10%).",
		'he said "hello" to "me", twice.',
		"„hallo“, sagte er.",
		"“hello”, she said.",
		"«oui», dit-il.",
		"e-mail and/or letters?!",
		"¿dónde está? ¡aquí!",
		"wait...",
		"我喜欢用python写程序，2020年。「好」",
		"私は東京で本を読む。",
		"ฉันชอบ python มาก",
		"السلام عليكم، كيف حالك؟",
		"나는 학교에 갔다.",
	])("gives %s back", (text) => {
		expect(joinTokens(tokenize(text))).toBe(text);
	});

	it("sets a quote that nothing closes after its word, and one that begins the text before it", () => {
		expect(joinTokens(["3", '"', "wide"])).toBe('3" wide');
		expect(joinTokens(['"', "go", "."])).toBe('"go.');
	});

	it("joins nothing, and one token", () => {
		expect(joinTokens([])).toBe("");
		expect(joinTokens(["."])).toBe(".");
	});
});
