// `mirada align` with the smallest model: what it prints, and what it says of what it cannot do.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parsePharaoh, tokenize } from "@mirada/seq2seq";
import { loadTranslator, saveTranslator } from "@mirada/seq2seq/node";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";
import { backend, temporaryFolder, tinySettings } from "./tiny-run.js";

const out = temporaryFolder();
const modelOf = (name: string) => join(out, name, "models", name);
const model = ["--model", modelOf("attention"), "--backend", backend];
const align = (...argv: string[]) => runRecorded(["align", ...argv, ...model]);
const alignLines = (stdin: string, ...options: string[]) =>
	runRecorded(["align", ...model, ...options], { stdin });
const pair = ["the red car is new .", "el coche rojo es nuevo ."] as const;

beforeAll(async () => {
	for (const [name, score] of [
		["attention", "luong-general"],
		["none", "none"],
	] as const) {
		const argv = ["train", ...tinySettings, "--out", out, "--name", name, "--attention", score];
		const { code, err } = await runRecorded(argv);
		expect(code, err).toBe(0);
	}
}, 300_000);

describe("mirada align", () => {
	it("gives each target word the most attended source word with --method row-maximum", async () => {
		const { code, out: printed, err } = await align(...pair, "--method", "row-maximum");
		expect(code, err).toBe(0);
		const map = await runRecorded(["attend", pair[0], "--target", pair[1], ...model, "--json"]);
		const weights = JSON.parse(map.out).weights as number[][];
		const expected = weights.map((row, t) => [row.indexOf(Math.max(...row)), t]);
		expect([...parsePharaoh(printed.trimEnd()).sure].sort((a, b) => a[1] - b[1])).toEqual(expected);
	});

	it("links by Sinkhorn where no method is named: every target word once", async () => {
		const { out: printed } = await align(...pair);
		const { sure } = parsePharaoh(printed.trimEnd());
		expect(sure.map(([, t]) => t).sort()).toEqual([0, 1, 2, 3, 4, 5]);
		expect((await align(...pair, "--method", "sinkhorn")).out).toBe(printed);
	});

	it("learns to align from a file of pairs, or else from those of the model's run", async () => {
		const words = ["uno", "dos", "tres", "cuatro", "cinco", "seis"];
		const sentence = (i: number, mark: string) =>
			[i, i * i + 1, 3 * i + 2].map((k) => words[k % 6]! + mark).join(" ");
		const data = join(out, "pairs.txt");
		const pairs = Array.from({ length: 120 }, (_, i) => `${sentence(i, "")}\t${sentence(i, "x")}\n`);
		writeFileSync(data, pairs.join(""));
		const options = ["--method", "both-directions", "--data", data];
		const learned = await align("uno cinco tres nueve", "tresx unox cincox", ...options, "--format", "words");
		expect(learned.code, learned.err).toBe(0);
		expect(learned.out.trim().split(" ").sort()).toEqual(["cinco-cincox", "tres-tresx", "uno-unox"]);
		expect(learned.err).toContain("learning to align from 120 sentence pairs");
		expect(learned.err).toContain("warning: words not in the sentence pairs: nueve");
		expect(learned.err).not.toContain("the model's vocabulary");

		const own = await align(...pair, "--method", "both-directions");
		expect(own.code, own.err).toBe(0);
		expect(own.err).toContain("learning to align from 32 sentence pairs");
	});

	it("needs no attention to align by both directions, and says so where it is needed", async () => {
		const blind = ["--model", modelOf("none"), "--backend", backend];
		const { code, err } = await runRecorded(["align", ...pair, ...blind]);
		expect([code, err.includes("this translator has no attention")]).toEqual([2, true]);
		expect((await runRecorded(["align", ...pair, ...blind, "--method", "both-directions"])).code).toBe(0);
	});

	it("translates where there is no translation, and prints it before the links", async () => {
		const { code, out: printed, err } = await align("the cat .");
		expect(code, err).toBe(0);
		const [text = "", links = "", ...rest] = printed.trimEnd().split("\t");
		expect(rest).toEqual([]);
		const translated = await runRecorded(["translate", "the cat .", ...model]);
		expect(text).toBe(translated.out.trimEnd());
		expect(parsePharaoh(links).sure).toHaveLength(tokenize(text).length);
	});

	it("gives a line for every line, and an empty one for a pair without words", async () => {
		const alone = (await align(...pair)).out;
		const line = pair.join("\t");
		for (const stdin of [
			`${line}\n\t\n${line}\n`,
			`${line}\r\n \t \r\n${line}`,
			`${line}\tCC-BY\nthe cat\t\n${line}\n`,
		]) {
			const { code, out: printed, err } = await alignLines(stdin);
			expect(code, err).toBe(0);
			expect(printed).toBe(`${alone}\n${alone}`);
		}
		const mixed = await alignLines(`the cat .\n${line}\n`);
		expect(mixed.out.split("\n").map((row) => row.split("\t").length)).toEqual([2, 1, 1]);
	});

	it("prints words in place of positions, and everything as JSON", async () => {
		const positions = parsePharaoh((await align(...pair)).out.trimEnd()).sure;
		const source = tokenize(pair[0]);
		const target = tokenize(pair[1]);
		const { out: words } = await align(...pair, "--format", "words");
		expect(words).toBe(`${positions.map(([s, t]) => `${source[s]}-${target[t]}`).join(" ")}\n`);
		const json = JSON.parse((await alignLines(`${pair.join("\t")}\nthe cat .\n`, "--json")).out);
		expect(json[0]).toEqual({
			line: 1,
			source: pair[0],
			target: pair[1],
			isTranslated: false,
			finished: true,
			sourceTokens: source,
			targetTokens: target,
			links: positions,
			unknownWords: expect.any(Array),
			unknownTargetWords: expect.any(Array),
			notInPairs: [],
		});
		expect(json[1]).toMatchObject({ line: 2, source: "the cat .", isTranslated: true });
	});

	it("names the words that it does not know, of both sentences", async () => {
		const { code, err } = await alignLines("the .\tel .\nthe xyzzy .\tel plugh .\n");
		expect(code).toBe(0);
		expect(err).toContain("warning: line 2: words not in the model's vocabulary: xyzzy");
		expect(err).toContain("warning: line 2: words of the translation not in the model's vocabulary: plugh");
		const one = await align("the xyzzy .", "el plugh .", "--lang", "es");
		expect(one.err).toContain("palabras de la traducción que no están en el vocabulario del modelo: plugh");
	});

	it.each([
		[["align", "a", " "], "align: the sentence has no words"],
		[["align", "a", "b", "c"], "too many arguments"],
		[["align", "a", "b", "--method", "best"], "--method: expected one of sinkhorn, row-maximum"],
		[["align", "a", "b", "--format", "csv"], "--format: expected one of pharaoh, words"],
		[["align", "a", "b", "--data", "pairs.txt"], "--data: only --method both-directions learns"],
		[["align", "a", "b", "--method", "both-directions", "--skip-bad-lines"], "there is no --data"],
		[["align"], "there is nothing to align"],
	])("ends with 2 and a reason before it loads the model: %j", async (argv, says) => {
		const { code, out: printed, err } = await runRecorded([...argv, "--model", join(out, "nowhere")]);
		expect(err).toContain(says);
		expect([code, printed]).toEqual([2, ""]);
	});

	it("ends with 3 for input that is no pair, and names the line", async () => {
		for (const [stdin, says] of [
			[
				"a\tb\na\tb\tc\td\n",
				"standard input, line 2: expected a sentence, a tab and its translation, got more",
			],
			[`a\tb\na\t${"b ".repeat(1001)}\n`, "line 2: expected a sentence of at most 1000 tokens, got 1001"],
		] as const) {
			const { code, out: printed, err } = await alignLines(stdin);
			expect(err).toContain(says);
			expect([code, printed]).toEqual([3, ""]);
		}
		const { code, err } = await align(...pair, "--method", "both-directions", "--data", "nowhere.txt");
		expect([code, err.includes("nowhere.txt: no such file")]).toEqual([3, true]);
	});

	it("ends with 5 for a model whose training diverged", async () => {
		const translator = await loadTranslator(modelOf("attention"));
		for (const variable of translator.model.variables.values()) variable.assign(tf.fill(variable.shape, NaN));
		const diverged = join(out, "diverged");
		await saveTranslator(diverged, translator);
		const argv = ["align", ...pair, "--model", diverged, "--backend", backend];
		const { code, err } = await runRecorded(argv);
		expect(err).toContain(`${diverged}: the saved translator cannot be read: `);
		expect(err).toContain("expected finite weights of 0 or more, got NaN in row 0, column 0");
		expect(code).toBe(5);
	});

	it("explains its methods in both languages", async () => {
		const english = await runRecorded(["align", "--help"]);
		expect(english.out).toContain("Methods:");
		expect(english.out).toMatch(/sinkhorn +where the model looks/);
		const spanish = await runRecorded(["align", "--help", "--lang", "es"]);
		expect(spanish.out).toContain("Métodos:");
		for (const { out: help } of [english, spanish]) {
			for (const line of help.split("\n")) expect(line.length).toBeLessThan(121);
		}
	});
});
