import { describe, expect, it } from "vitest";
import { generateBuiltinCorpus } from "./builtin-corpus/generate.js";
import { tokenize } from "./tokenize.js";

describe("tokenize", () => {
	it("lower-cases and sets punctuation apart", () => {
		expect(tokenize("Go on, Tom!")).toEqual(["go", "on", ",", "tom", "!"]);
		expect(tokenize("¿Dónde está Ñandú?")).toEqual(["¿", "dónde", "está", "ñandú", "?"]);
	});

	it("keeps apostrophes inside words, straight or curly", () => {
		expect(tokenize("Don't touch Tom’s")).toEqual(["don't", "touch", "tom's"]);
	});

	it("makes one token of each punctuation mark, numbers stay whole", () => {
		expect(tokenize("It's 7:30... a_b 3,5€")).toEqual([
			"it's",
			"7",
			":",
			"30",
			".",
			".",
			".",
			"a_b",
			"3",
			",",
			"5",
			"€",
		]);
	});

	it("treats space and numbers as Python does", () => {
		expect(tokenize("a\u0085b\u001cc\u00a0d e")).toEqual(["a", "b", "c", "d", "e"]);
		expect(tokenize("x² ½")).toEqual(["x²", "½"]);
	});

	it("keeps characters outside the basic plane whole", () => {
		expect(tokenize("hi 😀!")).toEqual(["hi", "😀", "!"]);
	});

	it("returns no tokens for blank text", () => {
		expect(tokenize(" \t ")).toEqual([]);
	});
});

describe("tokenize on text that can be written in two ways", () => {
	it.each([
		["an accent composed and decomposed", "niño", "nin\u0303o", ["niño"]],
		["a soft hyphen", "palabra", "pala\u00adbra", ["palabra"]],
		["a zero-width space", "palabra", "pala\u200bbra", ["palabra"]],
		["a byte order mark", "palabra", "\ufeffpala\ufeffbra", ["palabra"]],
		["marks of direction", "שלום.", "\u200fשלום\u202c.\u200f", ["שלום", "."]],
		["control characters", "red car", "\u001bred\u0007 car\u009b", ["red", "car"]],
		["entities", "a & b é", "a&nbsp;&amp;&nbsp;b&#32;&#xe9;", ["a", "&", "b", "é"]],
	])("gives one result: %s", (_, plain, other, tokens) => {
		expect(tokenize(plain)).toEqual(tokens);
		expect(tokenize(other)).toEqual(tokens);
	});

	it("leaves entities that it does not know, and impossible ones", () => {
		expect(tokenize("R&D; &unknown; &#xd800;")).toEqual([
			"r",
			"&",
			"d",
			";",
			"&",
			"unknown",
			";",
			"&",
			"#",
			"xd800",
			";",
		]);
	});

	it("composes what lower case leaves decomposed", () => {
		// Capital dotted i, lower-cased, is i and a dot above; with an acute under it in canonical order.
		expect(tokenize("\u0130")).toEqual(["i\u0307"]);
		expect(tokenize("J\u030c")).toEqual(tokenize("\u01f0"));
	});
});

describe("tokenize on other scripts", () => {
	it.each([
		["Arabic with vowel signs", "مرحبًا بالعالم؟", ["مرحبًا", "بالعالم", "؟"]],
		["Hindi", "नमस्ते दुनिया।", ["नमस्ते", "दुनिया", "।"]],
		["Turkish", "İstanbul'da", ["i̇stanbul'da"]],
		["Persian with a non-joiner", "می‌خواهم", ["می‌خواهم"]],
		["Vietnamese, decomposed", "tie\u0302\u0301ng Vie\u0323\u0302t", ["tiếng", "việt"]],
		["Hebrew acronyms", 'צה"ל אמר "שלום" ש״ס', ['צה"ל', "אמר", '"', "שלום", '"', "ש״ס"]],
		["Catalan", "col·legi · nou", ["col·legi", "·", "nou"]],
		["Korean", "나는 학교에 갔다.", ["나는", "학교에", "갔다", "."]],
		["emoji of several code points", "👨‍👩‍👧 ❤️ 🇪🇸🇫🇷 👍🏽!", ["👨‍👩‍👧", "❤️", "🇪🇸", "🇫🇷", "👍🏽", "!"]],
		["a mark on nothing", "\u0301a !\u0301", ["\u0301", "a", "!\u0301"]],
	])("keeps the words of %s whole", (_, text, tokens) => {
		expect(tokenize(text)).toEqual(tokens);
	});

	// What ICU's dictionaries agree on in every version: words of one or two letters that no other word begins with.
	it.each([
		["Chinese", "我喜欢这本书。", ["我", "喜欢", "书", "。"]],
		["Chinese with Latin words and numbers", "我用Python写了30行，好。", ["我", "python", "30", "，", "。"]],
		["Japanese", "私は東京で本を読む。", ["私", "は", "東京", "で", "本", "を", "。"]],
		["Thai", "ฉันชอบหนังสือ", ["ฉัน", "ชอบ", "หนังสือ"]],
	])("cuts %s into words and loses nothing", (_, text, some) => {
		const tokens = tokenize(text);
		expect(tokens).toEqual(expect.arrayContaining(some));
		expect(tokens.join("")).toBe(text.toLowerCase());
	});

	it("takes a zero-width space between Thai words for a space", () => {
		expect(tokenize("ชอบ\u200bหนังสือ")).toEqual(["ชอบ", "หนังสือ"]);
	});
});

describe("tokenize on the built-in corpus", () => {
	it("gives the tokens of Python's expression, so that trained models keep their words", () => {
		// \w by the categories that Python's str.isalnum takes, as ASCII-compatible classes.
		const python = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_']+|[^\p{L}\p{N}_\s]/gu) ?? [];
		for (const { source, target } of generateBuiltinCorpus({ size: 3000, seed: 7 })) {
			for (const words of [source, target]) {
				const text = words.join(" ");
				expect(tokenize(text)).toEqual(python(text));
				expect(tokenize(text)).toEqual(words);
			}
		}
	});
});
