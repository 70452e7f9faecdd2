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

/** Paths of all texts; functions are called with arguments that no message has in it by itself. */
function texts(value: unknown, path = ""): [string, string][] {
	if (typeof value === "string") return [[path, value]];
	if (typeof value === "function")
		return [[path, String(value(...Array.from({ length: 6 }, (_, i) => [`${i}`])))]];
	return Object.entries(value as object).flatMap(([key, part]) => texts(part, `${path}.${key}`));
}

describe("the catalogues", () => {
	const english = texts(messagesIn("en"));
	const spanish = new Map(texts(messagesIn("es")));

	it("have the same messages, none empty but the heads of first columns", () => {
		expect([...spanish.keys()].sort()).toEqual(english.map(([path]) => path).sort());
		for (const [path, text] of [...english, ...spanish]) {
			if (!path.endsWith("Head.0")) expect([path, text.trim()]).not.toEqual([path, ""]);
		}
	});

	it("differ wherever words do", () => {
		const same = english.filter(([path, text]) => / \w{4,} \w{4,} /.test(text) && spanish.get(path) === text);
		expect(same).toEqual([]);
	});
});
