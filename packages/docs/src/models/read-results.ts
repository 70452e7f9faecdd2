// The results of `npm run docs:models`, for the build of the site.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type LengthScore, lengthScores } from "./length-scores.js";
import type { LiveRecords, PageResults } from "./page-results.js";

const folder =
	process.env.MIRADA_DOCS_MODELS ??
	fileURLToPath(new URL("../../../../.mirada/docs-models", import.meta.url));

/** Null where the models have not been trained. */
export const readPageResults = (): PageResults | null => read<PageResults>("results.json");
export const readLiveRecords = (): LiveRecords | null => read<LiveRecords>("live-records.json");

/** BLEU by length of the homework on the built-in corpus. */
export function readLengthScores(): LengthScore[] {
	const file = fileURLToPath(new URL("../../../../bench/results/homework-builtin.json", import.meta.url));
	return lengthScores(JSON.parse(readFileSync(file, "utf8")));
}

function read<Content>(name: string): Content | null {
	const file = `${folder}/${name}`;
	return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Content) : null;
}
