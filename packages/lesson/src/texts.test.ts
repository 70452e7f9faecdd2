// Every text of the lesson, in both languages.

import { englishIn, messageTexts, speaksFormally, wrongDecimals } from "@mirada/test-kit";
import { describe, expect, it } from "vitest";
import { hintTexts } from "./checking/hints.js";
import { checkTexts } from "./checking/texts.js";
import { byHandCheckTexts } from "./exercises/by-hand/check-texts.js";
import { byHandTexts } from "./exercises/by-hand/texts.js";
import { causalCheckTexts } from "./exercises/causal/check-texts.js";
import { causalTexts } from "./exercises/causal/texts.js";
import { layersTexts } from "./exercises/layers/texts.js";
import { mapCheckTexts } from "./exercises/map/check-texts.js";
import { mapTexts } from "./exercises/map/texts.js";
import { masksCheckTexts } from "./exercises/masks/check-texts.js";
import { masksTexts } from "./exercises/masks/texts.js";
import { multiHeadCheckTexts } from "./exercises/multi-head/check-texts.js";
import { multiHeadTexts } from "./exercises/multi-head/texts.js";
import { scoresCheckTexts } from "./exercises/scores/check-texts.js";
import { scoresTexts } from "./exercises/scores/texts.js";
import { selfAttentionCheckTexts } from "./exercises/self-attention/check-texts.js";
import { selfAttentionTexts } from "./exercises/self-attention/texts.js";
import { exercises, type Language } from "./index.js";

const catalogues = {
	hintTexts,
	checkTexts,
	byHandCheckTexts,
	byHandTexts,
	causalCheckTexts,
	causalTexts,
	layersTexts,
	mapCheckTexts,
	mapTexts,
	masksCheckTexts,
	masksTexts,
	multiHeadCheckTexts,
	multiHeadTexts,
	scoresCheckTexts,
	scoresTexts,
	selfAttentionCheckTexts,
	selfAttentionTexts,
};

function textsIn(language: Language): [string, string][] {
	const own = Object.entries(catalogues).map(([name, both]) => [name, both[language]] as const);
	const ofExercises = exercises.map(({ slug, title, task }) => [
		slug,
		{ title: title[language], text: task?.text[language] ?? "", hints: task?.hints[language] ?? [] },
	]);
	return messageTexts(Object.fromEntries([...own, ...ofExercises]));
}

/** Comments of stubs and solutions; the code is the same in both languages. */
function commentsIn(language: Language): [string, string][] {
	return exercises.flatMap(({ slug, task }) =>
		[task?.stub[language] ?? "", task?.solution[language] ?? ""].flatMap((code) =>
			[...code.matchAll(/\/\/ ?(.*)/g)].map(([, comment]): [string, string] => [slug, comment!]),
		),
	);
}

/** Code and names that both languages write alike. */
const isCode = (text: string) => /=|^\([\w, ]+\)$|[[{]/.test(text);
const alike = new Set([
	"error",
	"no",
	"output",
	"query",
	"weights",
	"tensor",
	"key, value",
	"MultiHeadAttention",
	"undefined",
	"H",
]);

describe("the texts of the lesson", () => {
	const english = textsIn("en");
	const spanish = new Map(textsIn("es"));

	it("are the same ones in both languages, none empty", () => {
		expect([...spanish.keys()].sort()).toEqual(english.map(([path]) => path).sort());
		const empty = [...english, ...spanish].filter(
			([path, text]) => text.trim() === "" && path !== ".capas.text",
		);
		expect(empty).toEqual([]);
	});

	it("differ but for code and names", () => {
		const same = english.filter(([path, text]) => spanish.get(path) === text);
		expect(same.filter(([, text]) => /[a-z]/i.test(text) && !isCode(text) && !alike.has(text))).toEqual([]);
	});

	it("write decimals with the mark of the language", () => {
		expect([...spanish].filter(([, text]) => wrongDecimals(text, "es"))).toEqual([]);
		expect(english.filter(([, text]) => wrongDecimals(text, "en"))).toEqual([]);
	});

	it("say tú in Spanish, never usted", () => {
		const all = [...spanish, ...commentsIn("es")];
		expect(all.filter(([, text]) => speaksFormally(text))).toEqual([]);
	});

	it("leave no English word in Spanish", () => {
		const found = [...spanish, ...commentsIn("es")]
			.filter(([path]) => path !== ".layersTexts.model")
			.map(([path, text]) => [path, englishIn(text), text] as const);
		expect(found.filter(([, words]) => words.length > 0)).toEqual([]);
	});
});
