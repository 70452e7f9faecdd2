import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { joinTokens } from "../data/join-tokens.js";
import { bitsOf, toyRun } from "../training/__fixtures__/toy-run.js";
import { train } from "../training/train.js";
import { loadTranslator as loadFromUrl } from "./load-translator.js";
import { Translator } from "./translator.js";
import { decodeTranslator, encodeTranslator } from "./translator-file.js";
import { loadTranslator, saveTranslator } from "./translator-folder.js";

const folder = mkdtempSync(join(tmpdir(), "mirada-translator-"));
let translator: Translator;

beforeAll(async () => {
	await tf.setBackend("cpu");
	const { model, examples, vocabularies } = toyRun({ dropoutRate: 0 });
	await train(model, examples, { vocabularies, epochs: 50, batchSize: 20, learningRate: 0.03 });
	translator = new Translator(model, vocabularies.source, vocabularies.target, { corpus: "toy" });
	await saveTranslator(folder, translator);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe("a translator", () => {
	test("translates a sentence or several, with tokens, weights and alignment", () => {
		const translation = translator.translate("Uno, seis");
		expect(translation.sourceTokens).toEqual(["uno", ",", "seis"]);
		expect(translation.text).toBe(translation.tokens.join(" "));
		expect(translation.weights).toHaveLength(translation.tokens.length);
		for (const [t, row] of translation.weights!.entries()) {
			expect(row).toHaveLength(3);
			expect(row[translation.alignment![t]!]).toBe(Math.max(...row));
		}
		expect(translator.translate(["uno seis", "uno seis"])).toEqual([
			translator.translate("uno seis"),
			translator.translate("uno seis"),
		]);
	});

	test("gives several hypotheses with a beam, best first", () => {
		const strategy = { kind: "beam", beamSize: 3, numHypotheses: 3 } as const;
		const [hypotheses] = translator.translateAll(["uno seis"], { strategy });
		expect(hypotheses).toHaveLength(3);
		expect(hypotheses![0]!.score).toBeGreaterThanOrEqual(hypotheses![1]!.score);
	});

	test("translates a sentence without words as nothing, in its place among the others", () => {
		const found = translator.translate(["uno seis", "", "dos", " \t "]);
		expect(found.map(({ text }) => text)).toEqual([
			translator.translate("uno seis").text,
			"",
			translator.translate("dos").text,
			"",
		]);
		expect(found[1]).toEqual({
			text: "",
			tokens: [],
			sourceTokens: [],
			unknownWords: [],
			weights: [],
			alignment: [],
			logProb: 0,
			score: 0,
			finished: true,
		});
		const beam = { kind: "beam", beamSize: 3, numHypotheses: 3 } as const;
		expect(translator.translateAll(["", "uno"], { strategy: beam }).map(({ length }) => length)).toEqual([
			1, 3,
		]);
	});

	test("names the words that it does not know, each once", () => {
		expect(translator.translate("uno perro dos gato perro").unknownWords).toEqual(["perro", "gato"]);
		expect(translator.translate("uno dos").unknownWords).toEqual([]);
	});

	test("says whether it came to an end or was cut", () => {
		const limits = { strategy: { kind: "greedy", maxOutputLength: 1 } } as const;
		expect(translator.translate("uno dos tres").finished).toBe(true);
		expect(translator.translate("uno dos tres", limits).finished).toBe(false);
	});

	test("never writes <unk>", () => {
		const bias = translator.model.variables.get("output/bias")!;
		const saved = bias.dataSync().slice();
		bias.assign(tf.tensor1d(saved.map((value, id) => (id === 1 ? 100 : value))));
		expect(translator.translate("uno dos").tokens).not.toContain("<unk>");
		bias.assign(tf.tensor1d(saved));
	});

	test("comes back from its folder, its file and an address the same to the bit", async () => {
		const server = createServer((request, response) => {
			response.end(readFileSync(join(folder, request.url!.replace("/models/toy/", ""))));
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/toy/`;
		const loaded = [
			await loadTranslator(folder),
			await loadTranslator(join(folder, "model.safetensors")),
			await loadTranslator(url),
			await loadFromUrl(`${url}model.safetensors`),
		];
		server.close();
		for (const other of loaded) {
			expect(bitsOf(other.model)).toBe(bitsOf(translator.model));
			expect(other.info).toEqual({ corpus: "toy" });
			expect(other.translate("dos tres uno")).toEqual(translator.translate("dos tres uno"));
			other.dispose();
		}
	});

	test("takes half the bytes in half precision, and each weight is the nearest there is", async () => {
		const join = (pieces: Uint8Array[]) => new Uint8Array(Buffer.concat(pieces));
		const whole = join(await encodeTranslator(translator));
		const half = join(await encodeTranslator(translator, {}, { floatType: "F16" }));
		expect(whole.length - half.length).toBeGreaterThan(2 * translator.model.parameterCount - 64);
		const other = await decodeTranslator(half, "half");
		for (const [name, variable] of translator.model.variables) {
			// Half of the distance between neighbours: 2^-11 of a number, 2^-25 near zero.
			const values = other.model.variables.get(name)!.dataSync();
			const isNear = (value: number, i: number) =>
				Math.abs(value - values[i]!) <= Math.max(Math.abs(value) * 2 ** -11, 2 ** -25);
			expect([...variable.dataSync()].every(isNear)).toBe(true);
		}
		expect(other.translate("dos tres uno").text).toBe(translator.translate("dos tres uno").text);
		other.dispose();
	});

	test("leaves readable copies beside the model", () => {
		expect(readdirSync(folder).sort()).toEqual([
			"config.json",
			"model.safetensors",
			"vocabulary.source.txt",
			"vocabulary.target.txt",
		]);
		expect(JSON.parse(readFileSync(join(folder, "config.json"), "utf8"))).toMatchObject({ units: 16 });
		expect(readFileSync(join(folder, "vocabulary.source.txt"), "utf8").split("\n").slice(0, 4)).toEqual([
			"<pad>",
			"<unk>",
			"<s>",
			"</s>",
		]);
	});

	test("is refused when its file is cut, changed or something else", async () => {
		const bytes = readFileSync(join(folder, "model.safetensors"));
		const damaged = Buffer.from(bytes);
		damaged[bytes.length - 3]! ^= 4;
		const path = join(folder, "other.safetensors");
		const cut = { kind: "length", expected: bytes.length, got: bytes.length - 1 };
		for (const [content, message, fault] of [
			[bytes.subarray(0, -1), "bytes, got", cut],
			[damaged, "as it was written, got other bytes", { kind: "checksum" }],
			[Buffer.from("not a model at all"), "got", { kind: "header" }],
		] as const) {
			writeFileSync(path, content);
			await expect(loadTranslator(path)).rejects.toThrow(message);
			await expect(loadTranslator(path)).rejects.toMatchObject({ fault });
		}
		rmSync(path);
		await expect(loadTranslator(join(folder, "nowhere"))).rejects.toThrow("ENOENT");
	});
});

test("a translator with any byte of its header changed is refused with a RangeError that names the file", async () => {
	const bytes = readFileSync(join(folder, "model.safetensors"));
	const header = 8 + Number(bytes.readBigUInt64LE(0));
	const path = join(folder, "flipped.safetensors");
	for (let at = 0; at < header; at += 13) {
		const other = Buffer.from(bytes);
		other[at]! ^= 1 << (at % 8);
		writeFileSync(path, other);
		const error = await loadTranslator(path).catch((thrown: unknown) => thrown);
		expect(error, `byte ${at}`).toBeInstanceOf(RangeError);
		expect((error as Error).message).toMatch(
			/^loadTranslator: expected a translator in .*flipped\.safetensors/,
		);
	}
	rmSync(path);
}, 60_000);

test("a translator whose parts do not fit is refused where there is no Web Crypto to see the damage", async () => {
	const pieces = await encodeTranslator(translator);
	const text = Buffer.concat(pieces).toString("latin1");
	vi.stubGlobal("crypto", undefined);
	try {
		const parts = { kind: "parts" };
		for (const [good, bad, fault] of [
			["mirada-translator-1", "mirada-translator-2", { kind: "format", got: "mirada-translator-2" }],
			['\\"units\\":16', '\\"units\\":-1', parts],
			['\\"units\\":16', '\\"units\\":32', parts],
			["<unk>", "<UNK>", parts],
			['"sourceVocabulary"', '"SourceVocabulary"', parts],
		] as const) {
			expect(text).toContain(good);
			const bytes = Buffer.from(text.replace(good, bad), "latin1");
			const error = await decodeTranslator(bytes, "a file").catch((thrown: unknown) => thrown);
			expect(error, bad).toBeInstanceOf(RangeError);
			expect(error).toMatchObject({ fault });
			expect((error as Error).message).toMatch(/^loadTranslator: expected a translator in a file, got /);
		}
	} finally {
		vi.unstubAllGlobals();
	}
});

test("joinTokens sets marks as people do", () => {
	expect(joinTokens(["¿", "qué", "?", "(", "sí", ")", ",", "no", "."])).toBe("¿qué? (sí), no.");
});
