// A trained translator as one sealed safetensors file: weights, configuration and vocabularies together, so
// that no reader ever finds parts of two different models.

import { decodeSafetensors, safetensorsLength } from "@mirada/attention";
import { isString, requireKind, requireMethods, wrongArgument } from "@mirada/core-native/contract";
import { Vocabulary } from "../data/vocabulary.js";
import { TranslationModel } from "../model/translation-model.js";
import { isSealIntact, sealSafetensors, webSha256 } from "../storage/sealed-safetensors.js";
import { assignWeights, copyWeights } from "../training/checkpoint.js";
import { Translator } from "./translator.js";

/** Name of the file in a translator's folder. */
export const MODEL_FILE = "model.safetensors";

const FORMAT = "mirada-translator-1";

/** The file in pieces. `info` is kept with it: any strings, such as scores or where the data came from. */
export async function encodeTranslator(
	translator: Translator,
	info: Readonly<Record<string, string>> = {},
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
	return sealSafetensors({ tensors: copyWeights(model), metadata }, webSha256);
}

/** @throws TypeError unless `value` is a translator, of whichever copy of this package. */
export function requireTranslator(where: string, value: unknown): asserts value is Translator {
	requireMethods(where, "translator", value, "a Translator", ["translate", "translateAll"]);
}

/**
 * The translator of a file's bytes. `from` names the file in errors.
 * @throws RangeError where the bytes are cut, damaged or no translator
 */
export async function decodeTranslator(bytes: Uint8Array, from: string): Promise<Translator> {
	if (!(bytes instanceof Uint8Array)) throw wrongArgument("decodeTranslator", "bytes", "a Uint8Array", bytes);
	requireKind("decodeTranslator", "from", from, "string");
	const where = `loadTranslator: expected a translator in ${from}`;
	let length: number | null;
	try {
		length = safetensorsLength(bytes);
	} catch {
		throw new RangeError(`${where}, got another kind of file`);
	}
	if (length === null || bytes.length !== length) {
		throw new RangeError(`${where} of ${length ?? "more"} bytes, got ${bytes.length}\nHint: copy it again`);
	}
	const { tensors, metadata } = decodeSafetensors(bytes);
	if (metadata.format !== FORMAT)
		throw new RangeError(`${where}, got format ${metadata.format ?? "unknown"}`);
	// Pages without https have no Web Crypto: there the length alone is checked.
	if (globalThis.crypto?.subtle !== undefined && !(await isSealIntact(bytes, webSha256))) {
		throw new RangeError(`${where} as it was written, got other bytes\nHint: copy it again`);
	}
	const model = new TranslationModel(JSON.parse(metadata.config!));
	assignWeights(model, tensors);
	return new Translator(
		model,
		Vocabulary.fromJSON(JSON.parse(metadata.sourceVocabulary!)),
		Vocabulary.fromJSON(JSON.parse(metadata.targetVocabulary!)),
		JSON.parse(metadata.info!),
	);
}
