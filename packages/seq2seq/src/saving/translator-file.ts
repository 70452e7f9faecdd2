// A trained translator as one sealed safetensors file: weights, configuration and vocabularies together, so
// that no reader ever finds parts of two different models.

import { decodeSafetensors, type SafetensorsOptions, safetensorsLength } from "@mirada/attention";
import { isString, requireKind, requireMethods, wrongArgument } from "@mirada/core-native/contract";
import { Vocabulary } from "../data/vocabulary.js";
import type { TranslationModelConfig } from "../model/model-config.js";
import { TranslationModel } from "../model/translation-model.js";
import type { FileFault } from "../storage/file-fault.js";
import { isSealIntact, sealSafetensors, webSha256 } from "../storage/sealed-safetensors.js";
import { assignWeights, copyWeights, type Weights } from "../training/checkpoint.js";
import { Translator } from "./translator.js";

/** Name of the file in a translator's folder. */
export const MODEL_FILE = "model.safetensors";

const FORMAT = "mirada-translator-1";

/**
 * The file in pieces.
 * @param info kept with it: any strings, such as scores or where the data came from
 * @param options `{ floatType: "F16" }` halves the file; its weights have 11 significant bits, enough to translate
 */
export async function encodeTranslator(
	translator: Translator,
	info: Readonly<Record<string, string>> = {},
	options?: SafetensorsOptions,
): Promise<Uint8Array[]> {
	requireTranslator("encodeTranslator", translator);
	const { model, sourceVocabulary, targetVocabulary } = translator;
	if (typeof info !== "object" || info === null || !Object.values(info).every(isString)) {
		throw wrongArgument("encodeTranslator", "info", "an object of strings", info);
	}
	const metadata = {
		format: FORMAT,
		config: JSON.stringify(model.config),
		sourceVocabulary: JSON.stringify(sourceVocabulary),
		targetVocabulary: JSON.stringify(targetVocabulary),
		info: JSON.stringify(info),
	};
	return sealSafetensors({ tensors: copyWeights(model), metadata }, webSha256, options);
}

/** @throws TypeError unless `value` is a translator, of whichever copy of this package. */
export function requireTranslator(where: string, value: unknown): asserts value is Translator {
	requireMethods(where, "translator", value, "a Translator", ["translate", "translateAll"]);
}

/**
 * The translator of a file's bytes. `from` names the file in errors.
 * @throws RangeError with a `fault` (`FileFault`) where the bytes are cut, damaged or not a translator
 */
export async function decodeTranslator(bytes: Uint8Array, from: string): Promise<Translator> {
	if (!(bytes instanceof Uint8Array)) throw wrongArgument("decodeTranslator", "bytes", "a Uint8Array", bytes);
	requireKind("decodeTranslator", "from", from, "string");
	const where = `loadTranslator: expected a translator in ${from}`;
	let length: number | null;
	try {
		length = safetensorsLength(bytes);
	} catch (cause) {
		const got = `another kind of file, or a damaged one (${(cause as Error).message})`;
		throw refused(`${where}, got ${got}`, { kind: "header" }, cause);
	}
	if (length === null || bytes.length !== length) {
		const message = `${where} of ${length ?? "more"} bytes, got ${bytes.length}\nHint: copy it again`;
		throw refused(message, { kind: "length", expected: length, got: bytes.length });
	}
	const { tensors, metadata } = decodeSafetensors(bytes);
	if (metadata.format !== FORMAT) {
		const fault = { kind: "format", got: metadata.format ?? null } as const;
		throw refused(`${where}, got format ${metadata.format ?? "unknown"}`, fault);
	}
	// Pages without https have no Web Crypto: there a damage inside of an array is not seen.
	if (globalThis.crypto?.subtle !== undefined && !(await isSealIntact(bytes, webSha256))) {
		throw refused(`${where} as it was written, got other bytes\nHint: copy it again`, { kind: "checksum" });
	}
	try {
		return translatorOf(tensors, metadata);
	} catch (cause) {
		const [reason] = (cause as Error).message.split("\n");
		throw refused(`${where}, got parts that do not fit (${reason})`, { kind: "parts" }, cause);
	}
}

function refused(message: string, fault: FileFault, cause?: unknown): RangeError {
	return Object.assign(new RangeError(message, cause === undefined ? undefined : { cause }), { fault });
}

function translatorOf(tensors: Weights, metadata: Readonly<Record<string, string>>): Translator {
	const part = (name: string) => {
		const text = metadata[name];
		if (text === undefined) throw new RangeError(`expected ${name} in the metadata, got nothing`);
		return JSON.parse(text);
	};
	const sourceVocabulary = Vocabulary.fromJSON(part("sourceVocabulary"));
	const targetVocabulary = Vocabulary.fromJSON(part("targetVocabulary"));
	const config = part("config") as TranslationModelConfig;
	requireSize("source", sourceVocabulary, config.sourceVocabularySize);
	requireSize("target", targetVocabulary, config.targetVocabularySize);
	const model = new TranslationModel(config);
	try {
		assignWeights(model, tensors);
		return new Translator(model, sourceVocabulary, targetVocabulary, part("info"));
	} catch (error) {
		model.disposeVariables();
		throw error;
	}
}

function requireSize(side: string, { size }: Vocabulary, expected: number): void {
	if (size === expected) return;
	throw new RangeError(`expected a ${side} vocabulary of ${expected} words, got ${size}`);
}
