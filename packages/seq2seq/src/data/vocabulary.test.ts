import { describe, expect, it } from "vitest";
import { Vocabulary } from "./vocabulary.js";

const sentences = [
	["b", "a"],
	["a", "c", "b"],
	["a", "d"],
];

describe("Vocabulary", () => {
	it("puts the special tokens first, then words by frequency, ties by first occurrence", () => {
		const vocabulary = Vocabulary.build(sentences, 100);
		expect(vocabulary.tokens).toEqual(["<pad>", "<unk>", "<s>", "</s>", "a", "b", "c", "d"]);
		expect(vocabulary.size).toBe(8);
		expect([vocabulary.padId, vocabulary.unkId, vocabulary.bosId, vocabulary.eosId]).toEqual([0, 1, 2, 3]);
	});

	it("keeps the most frequent words when the size is small", () => {
		expect(Vocabulary.build(sentences, 6).tokens.slice(4)).toEqual(["a", "b"]);
	});

	it("encodes unknown words as unk and decodes up to the end of the sentence", () => {
		const vocabulary = Vocabulary.build(sentences, 6);
		expect(vocabulary.encode(["b", "x", "a"])).toEqual([5, 1, 4]);
		expect(vocabulary.decode([2, 5, 1, 4, 3, 0, 4])).toEqual(["b", "<unk>", "a"]);
	});

	it("names the words that it does not have, each once, in the order of the sentence", () => {
		const vocabulary = Vocabulary.build(sentences, 6);
		expect(vocabulary.unknownWords(["y", "b", "x", "y", "a"])).toEqual(["y", "x"]);
		expect(vocabulary.unknownWords([])).toEqual([]);
	});

	it("does not let a word of the text take the place of a special token", () => {
		const vocabulary = Vocabulary.build([["<s>", "<s>", "a"]], 10);
		expect(vocabulary.tokens.slice(4)).toEqual(["a"]);
	});

	it("survives JSON", () => {
		const vocabulary = Vocabulary.build(sentences, 7);
		const copy = Vocabulary.fromJSON(JSON.parse(JSON.stringify(vocabulary)));
		expect(copy.tokens).toEqual(vocabulary.tokens);
		expect(copy.encode(["c"])).toEqual([6]);
	});

	it("refuses damaged JSON, sizes without room for words, ids out of range", () => {
		expect(() => Vocabulary.fromJSON({ tokens: ["a", "b", "c", "d"] })).toThrow(/expected the first tokens/);
		expect(() => Vocabulary.fromJSON({ tokens: ["<pad>", "<unk>", "<s>", "</s>", "a", "a"] })).toThrow(
			/every token once, got 1 repeated/,
		);
		expect(() => Vocabulary.fromJSON({} as never)).toThrow(TypeError);
		expect(() => Vocabulary.build(sentences, 4)).toThrow(/got 4/);
		expect(() => Vocabulary.build(sentences, 8).decode([99])).toThrow(/expected an id from 0 to 7, got 99/);
	});
});
