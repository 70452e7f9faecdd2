import { describe, expect, it } from "vitest";
import { tokenize } from "../data/tokenize.js";
import { bleuTokenizerFor, scoredText } from "./scored-text.js";

describe("bleuTokenizerFor", () => {
	it.each([
		["none", ["Hola.", "¿Dónde estás?"]],
		["none", ["مرحبًا بالعالم!"]],
		["none", ["나는 학교에 갔다."]],
		["none", ["El restaurante se llama 東京.", "Está en Madrid, cerca de aquí."]],
		["zh", ["我喜欢这本书。", "她用Python写程序。"]],
		["char", ["私は本を読みます。", "学校へ行きました。"]],
		["char", ["ฉันชอบหนังสือ"]],
		["none", ["。", "123"]],
		["none", []],
	])("is %s for %j", (expected, texts) => {
		expect(bleuTokenizerFor(texts.map((text) => tokenize(text)))).toBe(expected);
	});
});

describe("scoredText", () => {
	it("joins words for spaced scripts, and gives running text for the others", () => {
		expect(scoredText(["hola", ",", "tom"], "none")).toBe("hola , tom");
		expect(scoredText(["我", "喜欢", "书", "。"], "zh")).toBe("我喜欢书。");
	});
});
