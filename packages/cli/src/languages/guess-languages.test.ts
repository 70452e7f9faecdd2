import { generateBuiltinCorpus, tokenize } from "@mirada/seq2seq";
import { describe, expect, it } from "vitest";
import { guessLanguage, guessLanguages, languagesInName } from "./guess-languages.js";

const pairs = (source: string, target: string, count = 100) =>
	Array.from({ length: count }, () => ({ source: tokenize(source), target: tokenize(target) }));

describe("languagesInName", () => {
	it.each([
		["data/fra-eng.zip", ["fr", "en"]],
		["spa.txt", ["es"]],
		["cmn.txt", ["zh"]],
		["en-de.tsv", ["en", "de"]],
		["pt_en.txt", ["pt", "en"]],
		["it.is.my.file.txt", []],
		["pairs.txt", []],
		["deu-eng (1).txt", ["de", "en"]],
	])("finds in %s %j", (name, languages) => {
		expect(languagesInName(name)).toEqual(languages);
	});
});

describe("guessLanguage", () => {
	it.each([
		["en", "The old man is in the house with his dog, and she is not at home."],
		["es", "El hombre está en la casa con su perro y no se va por el camino."],
		["fr", "Le vieil homme est dans la maison avec son chien et elle n'est pas là."],
		["de", "Der alte Mann ist mit dem Hund in dem Haus und sie ist nicht da."],
		["pt", "O velho não está em casa com o cão e ela é muito boa para você."],
		["it", "Il vecchio non è nella casa con il cane e lei è molto buona per gli amici."],
		["zh", "这个老人不在家里。"],
		["ja", "この老人は家にいません。"],
		["ar", "الرجل العجوز في البيت مع كلبه."],
		["fa", "مرد پیر در خانه است و سگش اینجاست."],
		["he", "האיש הזקן בבית עם הכלב שלו."],
		["ru", "Старый человек был дома, и мы его видели."],
		["el", "Ο γέρος είναι στο σπίτι."],
		["hi", "बूढ़ा आदमी घर में है।"],
		["th", "ชายชราอยู่ที่บ้าน"],
		["ko", "노인은 집에 있다."],
		["vi", "Tôi không có một cái nhà và bạn của tôi rất tốt."],
		[null, "palabra0 word1 xyz2"],
		[null, ""],
	])("is %s", (language, text) => {
		expect(guessLanguage(tokenize(text).filter((word) => /\p{L}/u.test(word)))).toBe(language);
	});
});

describe("guessLanguages", () => {
	const english = "The old man is in the house with his dog.";
	const spanish = "El viejo está en la casa con su perro.";
	const french = "Le vieil homme est dans la maison avec elle.";

	it.each([
		["fra-eng.zip", english, french, { source: "en", target: "fr" }],
		["pairs.txt", english, french, { source: "en", target: "fr" }],
		["pairs.txt", french, english, { source: "fr", target: "en" }],
		["fra-eng.zip", french, english, { source: "fr", target: "en" }],
		["spa.txt", english, spanish, { source: "en", target: "es" }],
		["fra.txt", "x1 .", "y1 .", { source: "en", target: "fr" }],
		// The name knows what the words do not: Norwegian and Danish share them.
		["nob.txt", english, "Jeg er ikke her og det er en bok som han har.", { source: "en", target: "nb" }],
	])("reads %s with “%s” and “%s”", (name, source, target, expected) => {
		expect(guessLanguages(name, pairs(source, target))).toEqual(expected);
	});

	it("takes the lesson's pair for a text too short to tell, and no language for one that is not known", () => {
		expect(guessLanguages("x.txt", pairs("word .", "palabra .", 50))).toEqual({ source: "en", target: "es" });
		expect(guessLanguages("x.txt", pairs(english, "zorp blik vant drel onk", 100))).toEqual({
			source: "en",
			target: null,
		});
	});

	it("knows the built-in corpus for what it is", () => {
		expect(guessLanguages("x.txt", generateBuiltinCorpus({ size: 300, seed: 3 }))).toEqual({
			source: "en",
			target: "es",
		});
	});
});
