export {
	decodeSafetensors,
	encodeSafetensors,
	type SafetensorsContent,
	type SafetensorsOptions,
	type StoredTensor,
} from "@mirada/attention";
export type { FileFault } from "../storage/file-fault.js";
export { loadTranslator } from "./load-translator.js";
export { type Translation, Translator } from "./translator.js";
export { decodeTranslator, encodeTranslator } from "./translator-file.js";
