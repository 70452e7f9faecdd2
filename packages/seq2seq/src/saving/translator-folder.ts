// A translator's folder on disk. Needs Node.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { requireKind, wrongArgument } from "@mirada/core-native/contract";
import { writeFileAtomically } from "../storage/atomic-file.js";
import { loadTranslator as loadFromUrl } from "./load-translator.js";
import type { Translator } from "./translator.js";
import { decodeTranslator, encodeTranslator, MODEL_FILE, requireTranslator } from "./translator-file.js";

/**
 * Writes `model.safetensors`, which holds all of the translator, and for people to read `config.json` and
 * `vocabulary.{source,target}.txt`. The model is one file and replaced at once: whatever happens, a whole
 * translator lies in the folder, the old one or the new one.
 * @param info strings to keep with it, such as scores or where the data came from
 */
export async function saveTranslator(
	folder: string,
	translator: Translator,
	info: Readonly<Record<string, string>> = translator?.info,
): Promise<void> {
	requireKind("saveTranslator", "folder", folder, "string");
	requireTranslator("saveTranslator", translator);
	await writeFileAtomically(join(folder, MODEL_FILE), await encodeTranslator(translator, info));
	const { model, sourceVocabulary, targetVocabulary } = translator;
	const texts = {
		"config.json": `${JSON.stringify({ ...model.config, info }, null, "\t")}\n`,
		"vocabulary.source.txt": `${sourceVocabulary.tokens.join("\n")}\n`,
		"vocabulary.target.txt": `${targetVocabulary.tokens.join("\n")}\n`,
	};
	for (const [name, text] of Object.entries(texts)) {
		await writeFileAtomically(join(folder, name), [new TextEncoder().encode(text)]);
	}
}

/** The translator in a folder, in a `.safetensors` file, or at an http address. */
export async function loadTranslator(place: string | URL): Promise<Translator> {
	const isPath = typeof place === "string" && place !== "" && !place.includes("\0");
	if (!isPath && !(place instanceof URL)) {
		throw wrongArgument("loadTranslator", "place", "a path or a URL", place);
	}
	if (/^https?:/.test(String(place))) return loadFromUrl(place);
	const isFile = String(place).endsWith(".safetensors");
	const file = isFile
		? place
		: place instanceof URL
			? new URL(`${place}/${MODEL_FILE}`)
			: join(place, MODEL_FILE);
	return decodeTranslator(await readFile(file), String(file));
}
