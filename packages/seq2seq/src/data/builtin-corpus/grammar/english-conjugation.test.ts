import { describe, expect, it } from "vitest";
import { ALL_NOUNS } from "../lexicon/nouns.js";
import { englishPlural, spanishPlural } from "../words/plurals.js";
import { englishParticiple, ingForm, past, thirdPerson } from "./english-conjugation.js";

describe("English verb forms", () => {
	it.each([
		["open", "opens", "opened", "opened", "opening"],
		["carry", "carries", "carried", "carried", "carrying"],
		["play", "plays", "played", "played", "playing"],
		["watch", "watches", "watched", "watched", "watching"],
		["go", "goes", "went", "gone", "going"],
		["have", "has", "had", "had", "having"],
		["write", "writes", "wrote", "written", "writing"],
		["see", "sees", "saw", "seen", "seeing"],
		["swim", "swims", "swam", "swum", "swimming"],
		["hug", "hugs", "hugged", "hugged", "hugging"],
		["prefer", "prefers", "preferred", "preferred", "preferring"],
		["travel", "travels", "traveled", "traveled", "traveling"],
		["visit", "visits", "visited", "visited", "visiting"],
		["begin", "begins", "began", "begun", "beginning"],
		["study", "studies", "studied", "studied", "studying"],
		["light", "lights", "lit", "lit", "lighting"],
		["throw", "throws", "threw", "thrown", "throwing"],
	])("%s", (base, third, simple, participle, ing) => {
		expect([thirdPerson(base), past(base), englishParticiple(base), ingForm(base)]).toEqual([
			third,
			simple,
			participle,
			ing,
		]);
	});
});

describe("plurals", () => {
	it.each([
		["box", "boxes"],
		["church", "churches"],
		["city", "cities"],
		["key", "keys"],
		["dress", "dresses"],
	])("English %s, %s", (singular, plural) => {
		expect(englishPlural(singular)).toBe(plural);
	});

	it.each([
		["casa", "casas"],
		["café", "cafés"],
		["sofá", "sofás"],
		["lápiz", "lápices"],
		["camión", "camiones"],
		["autobús", "autobuses"],
		["jardín", "jardines"],
		["ciudad", "ciudades"],
		["francés", "franceses"],
	])("Spanish %s, %s", (singular, plural) => {
		expect(spanishPlural(singular)).toBe(plural);
	});

	it("are written out in the lexicon where the rule is wrong", () => {
		const written = new Map(ALL_NOUNS.map((noun) => [noun.english, noun]));
		expect(written.get("exam")!.spanishPlural).toBe("exámenes");
		expect(written.get("umbrella")!.spanishPlural).toBe("paraguas");
		expect(written.get("man")!.englishPlural).toBe("men");
		expect(written.get("knife")!.englishPlural).toBe("knives");
	});
});
