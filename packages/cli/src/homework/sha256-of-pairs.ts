// The name of a corpus that has no file: the hash of what it would be as one.

import { createHash } from "node:crypto";
import type { SentencePair } from "@mirada/seq2seq";

export function sha256OfPairs(pairs: readonly SentencePair[]): string {
	const hash = createHash("sha256");
	for (const { source, target } of pairs) hash.update(`${source.join(" ")}\t${target.join(" ")}\n`);
	return hash.digest("hex");
}
