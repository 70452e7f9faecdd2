import { beforeAll, describe, expect, it } from "vitest";
import type { SentencePair } from "../corpus.js";
import { tokenize } from "../tokenize.js";
import { CONSTRUCTIONS } from "./constructions/constructions.js";
import { generateBuiltinCorpus, LONGEST, SHORTEST } from "./generate.js";
import { ALL_ADJECTIVES } from "./lexicon/adjectives.js";
import { ALL_NOUNS } from "./lexicon/nouns.js";
import { wordPairs } from "./lexicon/word-pairs.js";

const MANY = 40_000;
let corpus: SentencePair[];
beforeAll(() => {
	corpus = generateBuiltinCorpus({ size: MANY, seed: 7 });
}, 180_000);

const english = (pair: SentencePair) => pair.source.join(" ");
const spanish = (pair: SentencePair) => pair.target.join(" ");
const countWords = (tokens: readonly string[]) =>
	tokens.filter((token) => /[\p{L}\p{N}]/u.test(token)).length;

/** The first sentences that break a rule, to be shown. */
function offenders(breaks: (pair: SentencePair) => boolean): string[] {
	return corpus
		.filter(breaks)
		.slice(0, 5)
		.map((pair) => `${english(pair)} | ${spanish(pair)}`);
}

describe("the lexicon", () => {
	it("has more than 400 word pairs, names of people not counted", () => {
		expect(wordPairs().filter(({ kind }) => kind !== "name").length).toBeGreaterThan(400);
	});

	it("translates every noun in one way only", () => {
		const byEnglish = new Set(ALL_NOUNS.map((noun) => noun.english));
		expect(byEnglish.size).toBe(ALL_NOUNS.length);
		expect(ALL_NOUNS.filter((noun) => !noun.isMass && noun.english === noun.englishPlural)).toEqual([]);
	});
});

describe("generateBuiltinCorpus", () => {
	it("has at least 25 constructions, each with a name of its own", () => {
		expect(CONSTRUCTIONS.length).toBeGreaterThanOrEqual(25);
		expect(new Set(CONSTRUCTIONS.map(({ name }) => name)).size).toBe(CONSTRUCTIONS.length);
	});

	it("gives 40,000 distinct sentences", () => {
		expect(new Set(corpus.map(english)).size).toBe(MANY);
	});

	it("is the same for the same seed, whatever the size, and differs for another", () => {
		expect(generateBuiltinCorpus({ size: 300, seed: 7 })).toEqual(corpus.slice(0, 300));
		const other = generateBuiltinCorpus({ size: 300, seed: 8 });
		expect(other.map(english)).not.toEqual(corpus.slice(0, 300).map(english));
	});

	it("translates a sentence in one way, whatever the seed", () => {
		const known = new Map(corpus.map((pair) => [english(pair), spanish(pair)]));
		for (const seed of [1, 2]) {
			for (const pair of generateBuiltinCorpus({ size: 3000, seed })) {
				expect(known.get(english(pair)) ?? spanish(pair)).toBe(spanish(pair));
			}
		}
	});

	it("has sentences of 4 to 25 words, a good half of them of ten and more", () => {
		expect(
			offenders((pair) => countWords(pair.source) < SHORTEST || countWords(pair.source) > LONGEST),
		).toEqual([]);
		expect(offenders((pair) => countWords(pair.target) > LONGEST)).toEqual([]);
		const long = corpus.filter((pair) => countWords(pair.source) >= 10);
		expect(long.length).toBeGreaterThan(MANY / 2);
	});

	it("refuses sizes that it cannot fill", () => {
		expect(() => generateBuiltinCorpus({ size: -1, seed: 1 })).toThrow(
			/expected a whole size from 0, got -1/,
		);
		expect(generateBuiltinCorpus({ size: 0, seed: 1 })).toEqual([]);
	});

	it("is made of the tokens that the tokenizer would make", () => {
		expect(offenders((pair) => tokenize(english(pair)).join(" ") !== english(pair))).toEqual([]);
		expect(offenders((pair) => tokenize(spanish(pair)).join(" ") !== spanish(pair))).toEqual([]);
	});

	it("ends in one mark on both sides, and opens Spanish questions", () => {
		expect(offenders((pair) => pair.source.at(-1) !== pair.target.at(-1))).toEqual([]);
		expect(offenders((pair) => pair.target.includes("¿") !== pair.source.includes("?"))).toEqual([]);
	});
});

describe("gold links of the corpus", () => {
	it("lie within the sentences, sorted, each once", () => {
		const isBad = ({ source, target, alignment = [] }: SentencePair) =>
			alignment.some(([s, t], index) => {
				const next = alignment[index + 1];
				const isSorted = !next || s < next[0] || (s === next[0] && t < next[1]);
				return s < 0 || t < 0 || s >= source.length || t >= target.length || !isSorted;
			});
		expect(offenders(isBad)).toEqual([]);
	});

	it("leave only function words alone", () => {
		const alone = { source: new Set<string>(), target: new Set<string>() };
		for (const { source, target, alignment = [] } of corpus) {
			const linked = [new Set(alignment.map(([s]) => s)), new Set(alignment.map(([, t]) => t))] as const;
			for (const [index, token] of source.entries()) if (!linked[0].has(index)) alone.source.add(token);
			for (const [index, token] of target.entries()) if (!linked[1].has(index)) alone.target.add(token);
		}
		expect([...alone.source].sort()).toEqual(["a", "an", "to"]);
		expect([...alone.target].sort()).toEqual(["a", "al", "el", "la", "las", "los", "por"]);
	});

	it("are no mere diagonal: many cross", () => {
		const crossing = corpus.filter(({ alignment = [] }) =>
			alignment.some(([s, t]) => alignment.some(([s2, t2]) => s < s2 && t > t2)),
		);
		expect(crossing.length).toBeGreaterThan(MANY * 0.7);
	});
});

describe("the English of the corpus", () => {
	it("has an before vowels and a before consonants", () => {
		expect(
			offenders((pair) => /\ba ([aeio]|u(?!ni|se))|\ban ([^aeiou](?!onest)|uni|use)/.test(english(pair))),
		).toEqual([]);
	});

	it("negates and asks with do, does and did", () => {
		expect(offenders((pair) => /\b(does|did|do) (not )?(?!need|feed)\w+ed\b/.test(english(pair)))).toEqual(
			[],
		);
	});

	it("says no word twice in a row", () => {
		expect(offenders((pair) => /\b(\p{L}+) \1\b/u.test(english(pair)))).toEqual([]);
	});
});

describe("the Spanish of the corpus", () => {
	it("contracts a el and de el, but not before él", () => {
		expect(offenders((pair) => / (a|de) el /.test(` ${spanish(pair)} `))).toEqual([]);
	});

	it("says e before the sound i", () => {
		expect(offenders((pair) => / y h?[ií]/.test(spanish(pair)))).toEqual([]);
	});

	it("makes articles agree with nouns, but for el agua", () => {
		const isBad = (first: string, second: string) => {
			const noun = NOUN_FORMS.get(second);
			const article = ARTICLES[first];
			if (!noun || !article) return false;
			if (noun.some((form) => form === "fs*") && /^(el|al|del|un)$/.test(first)) return false;
			if (noun.some((form) => form === "fs*") && /^(la|una)$/.test(first)) return true;
			return !noun.some((form) => form.slice(0, 2) === article);
		};
		expect(
			offenders((pair) => pair.target.some((token, i) => isBad(token, pair.target[i + 1] ?? ""))),
		).toEqual([]);
	});

	it("makes adjectives agree with the noun before them", () => {
		const isBad = (first: string, second: string) => {
			const noun = NOUN_FORMS.get(first);
			const adjective = VERBS_TOO.has(second) ? undefined : ADJECTIVE_FORMS.get(second);
			if (!noun || !adjective) return false;
			return !noun.some((form) => adjective.has(form.slice(0, 2)));
		};
		expect(
			offenders((pair) => pair.target.some((token, i) => isBad(token, pair.target[i + 1] ?? ""))),
		).toEqual([]);
	});
});

const ARTICLES: Readonly<Record<string, string>> = {
	el: "ms",
	la: "fs",
	los: "mp",
	las: "fp",
	un: "ms",
	una: "fs",
	al: "ms",
	del: "ms",
	este: "ms",
	esta: "fs",
	estos: "mp",
	estas: "fp",
	nuestro: "ms",
	nuestra: "fs",
	muchos: "mp",
	muchas: "fp",
};

/** Gender and number of every form: ms, fs, mp, fp; a star for el agua. */
const NOUN_FORMS = new Map<string, string[]>();
for (const noun of ALL_NOUNS) {
	const star = noun.hasStressedA ? "*" : "";
	NOUN_FORMS.set(noun.spanish, [...(NOUN_FORMS.get(noun.spanish) ?? []), `${noun.gender}s${star}`]);
	NOUN_FORMS.set(noun.spanishPlural, [...(NOUN_FORMS.get(noun.spanishPlural) ?? []), `${noun.gender}p`]);
}

// The boy cleans, el niño limpia; the melons that he cuts, que corta.
const VERBS_TOO = new Set(["limpia", "limpias", "corta", "cortas"]);

const ADJECTIVE_FORMS = new Map<string, Set<string>>();
for (const { forms } of ALL_ADJECTIVES) {
	forms.forEach((form, index) => {
		const features = ADJECTIVE_FORMS.get(form) ?? new Set();
		ADJECTIVE_FORMS.set(form, features.add(["ms", "fs", "mp", "fp"][index]!));
	});
}
