import { describe, expect, it } from "vitest";
import { englishIn } from "../../test/english-words.js";
import { byHandTexts } from "../exercises/texts/by-hand.js";
import { layersTexts } from "../exercises/texts/layers.js";
import { masksTexts } from "../exercises/texts/masks.js";
import { multiHeadTexts } from "../exercises/texts/multi-head.js";
import { scoresTexts } from "../exercises/texts/scores.js";
import { type Language, languageOfLocale, messagesIn } from "./index.js";

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

/** Paths of all texts; functions are called with arguments that no message has in it by itself. */
function texts(value: unknown, path = ""): [string, string][] {
	if (typeof value === "string") return [[path, value]];
	if (typeof value === "function")
		return [[path, String(value(...Array.from({ length: 6 }, (_, i) => [`${i}`])))]];
	return Object.entries(value as object).flatMap(([key, part]) => texts(part, `${path}.${key}`));
}

/** Of the messages and of the exercises. */
function allTexts(language: Language): [string, string][] {
	const exercises = { byHandTexts, layersTexts, masksTexts, multiHeadTexts, scoresTexts };
	const own = Object.entries(exercises).map(([name, both]) => [name, both[language]] as const);
	return texts({ ...messagesIn(language), ...Object.fromEntries(own) });
}

/** Names, units, commands, shapes, and words that both languages share. */
const alike = new Set([
	..."backend chrF2 corpus error homework no output query spa-eng tensor weights".split(" "),
	..."GFLOP/s H Node.js TensorFlow.js".split(" "),
	...["0 tokens/s", "(0 %)", "0 × 1", "exercise 1", "homework --data spa.txt --quick", "key, value"],
	'attend "the red car is new ."',
]);

describe("the catalogues", () => {
	const english = allTexts("en");
	const spanish = new Map(allTexts("es"));

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
		// Versions have points everywhere.
		const versions = /CC BY 2\.0|20\.19/g;
		const wrong = (entries: Iterable<[string, string]>, mark: RegExp) =>
			[...entries].filter(([, text]) => mark.test(text.replace(versions, "")));
		expect(wrong(spanish, /\d\.\d/)).toEqual([]);
		expect(wrong(english, /\d,\d(?!\d\d)/)).toEqual([]);
	});

	it("say tú in Spanish, never usted", () => {
		const usted =
			/(?<!\p{L})(?:ustede?s?|consulte|indique|compruebe|elija|espere|use|haga|lea|pruebe|instale|omita|empiece|continúe|multiplique|cambie|borre|descargue|dé)(?!\p{L})/iu;
		expect([...spanish].filter(([, text]) => usted.test(text))).toEqual([]);
	});

	it("leave no English word in Spanish", () => {
		const found = [...spanish].map(([path, text]) => [path, englishIn(text)] as const);
		// The code of exercise 4 is the same in both languages.
		expect(found.filter(([path, words]) => words.length > 0 && path !== ".layersTexts.model")).toEqual([]);
	});
});
