import { englishIn, messageTexts, speaksFormally, wrongDecimals } from "@mirada/test-kit";
import { describe, expect, it } from "vitest";
import { languageOfLocale, messagesIn } from "./index.js";

describe("languageOfLocale", () => {
	it.each([
		[{ LANG: "es_ES.UTF-8" }, "es"],
		[{ LANG: "es" }, "es"],
		[{ LANG: "en_GB.UTF-8", LC_MESSAGES: "es_MX.UTF-8" }, "es"],
		[{ LANG: "es_ES.UTF-8", LC_ALL: "C" }, "en"],
		[{ LANG: "es_ES.UTF-8", LC_ALL: "" }, "es"],
		[{ LANG: "est_EE" }, "en"],
		[{}, "en"],
	] as const)("reads %o as %s", (env, language) => {
		expect(languageOfLocale(env)).toBe(language);
	});
});

/** Names, units, commands, shapes, and words that both languages share. */
const alike = new Set([
	..."backend chrF2 corpus error homework no output query spa-eng tensor weights".split(" "),
	..."GFLOP/s H Node.js TensorFlow.js".split(" "),
	...["0 tokens/s", "(0 %)", "0 × 1", "exercise 1", "homework --data spa.txt --quick", "key, value"],
	'attend "the red car is new ."',
]);

describe("the catalogues", () => {
	const english = messageTexts(messagesIn("en"));
	const spanish = new Map(messageTexts(messagesIn("es")));

	it("have the same messages, none empty but the heads of first columns", () => {
		expect([...spanish.keys()].sort()).toEqual(english.map(([path]) => path).sort());
		for (const [path, text] of [...english, ...spanish]) {
			if (!path.endsWith("Head.0")) expect([path, text.trim()]).not.toEqual([path, ""]);
		}
	});

	it("differ but for what both languages write alike", () => {
		const isWords = (text: string) => /[a-z]/i.test(text) && !/^\([BTNSH, ]+\) = /.test(text);
		const same = english.filter(([path, text]) => isWords(text) && spanish.get(path) === text);
		expect(same.filter(([, text]) => !alike.has(text))).toEqual([]);
	});

	it("write decimals with the mark of the language", () => {
		expect([...spanish].filter(([, text]) => wrongDecimals(text, "es"))).toEqual([]);
		expect(english.filter(([, text]) => wrongDecimals(text, "en"))).toEqual([]);
	});

	it("say tú in Spanish, never usted", () => {
		expect([...spanish].filter(([, text]) => speaksFormally(text))).toEqual([]);
	});

	it("leave no English word in Spanish", () => {
		const found = [...spanish].map(([path, text]) => [path, englishIn(text)] as const);
		expect(found.filter(([, words]) => words.length > 0)).toEqual([]);
	});
});
