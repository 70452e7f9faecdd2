// A short number for a training set, to notice that a checkpoint was made with another one.
import type { EncodedPair } from "../data/batches.js";
import { deriveKey } from "../ops/counter-random.js";

/** Hexadecimal digits that depend on every id of every pair and on their order. */
export function fingerprintOf(examples: readonly EncodedPair[]): string {
	let key = examples.length;
	for (const { source, target } of examples) key = deriveKey(key, source.length, ...source, ...target);
	return `${examples.length}-${key.toString(16).padStart(8, "0")}`;
}
