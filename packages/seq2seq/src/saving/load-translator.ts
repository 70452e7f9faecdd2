// Loading a translator over the network: in a page, or in Node from a server.

import { wrongArgument } from "@mirada/core-native/contract";
import type { Translator } from "./translator.js";
import { decodeTranslator, MODEL_FILE } from "./translator-file.js";

/**
 * The translator in the folder at `url`, which holds `model.safetensors`, or in the file at a `url` that ends in
 * `.safetensors`. Node's version, in `@mirada/seq2seq/node`, takes paths too.
 */
export async function loadTranslator(url: string | URL): Promise<Translator> {
	const isText = typeof url === "string" && url !== "";
	if (!isText && !(url instanceof URL))
		throw wrongArgument("loadTranslator", "url", "a string or a URL", url);
	const address = String(url);
	const file = address.endsWith(".safetensors") ? address : `${address.replace(/\/$/, "")}/${MODEL_FILE}`;
	const response = await fetch(file).catch((cause: Error) => {
		throw new RangeError(`loadTranslator: expected an address, got ${file} (${cause.message})`, { cause });
	});
	if (!response.ok) {
		throw new RangeError(`loadTranslator: expected a file at ${file}, got status ${response.status}`);
	}
	return decodeTranslator(new Uint8Array(await response.arrayBuffer()), file);
}
