import { expect, it } from "vitest";
import { isLanguageCode, languageCode, languageName } from "./language-code.js";

it.each([
	["es", "es"],
	["fra", "fr"],
	["cmn", "zh"],
	["pt_br", "pt-BR"],
	["zh-Hant", "zh-Hant"],
	["klingonish", undefined],
	["xx", undefined],
	["", undefined],
	["not a code", undefined],
])("reads %j as %s", (text, code) => {
	expect(languageCode(text)).toBe(code);
});

it("names languages in the user's language", () => {
	expect([languageName("fr", "en"), languageName("fr", "es")]).toEqual(["French", "francés"]);
	expect(languageName(null, "en")).toBeUndefined();
	expect([isLanguageCode("en-GB", "en"), isLanguageCode("es", "en"), isLanguageCode(null, "en")]).toEqual([
		true,
		false,
		false,
	]);
});
