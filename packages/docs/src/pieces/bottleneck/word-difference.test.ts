import { expect, test } from "vitest";
import { wordDifference } from "./word-difference.js";

const words = (text: string) => (text === "" ? [] : text.split(" "));
const difference = (translation: string, reference: string) =>
	wordDifference(words(translation), words(reference));

test("what is missing and what is too much are the words outside the longest common subsequence", () => {
	expect(difference("el coche rojo", "el coche rojo")).toEqual({
		missing: [],
		extra: [],
		isRight: [true, true, true],
	});
	expect(difference("el rojo coche", "el coche rojo ayer")).toEqual({
		missing: ["coche", "ayer"],
		extra: ["coche"],
		isRight: [true, true, false],
	});
	expect(difference("", "el coche")).toEqual({ missing: ["el", "coche"], extra: [], isRight: [] });
	expect(difference("el coche", "")).toEqual({
		missing: [],
		extra: ["el", "coche"],
		isRight: [false, false],
	});
	expect(difference("la la casa", "la casa").extra).toEqual(["la"]);
});
