// Files of sentence pairs for tests, in a folder of their own, and the error that reading one ends with.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { CorpusError } from "../src/data/corpus-error.js";

/** Made before the first test. */
export let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "mirada-corpus-"));
});
afterAll(() => rm(folder, { recursive: true }));

export async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, content);
	return path;
}

export const SMALL = { minPairs: 1 };
export const TWO_PAIRS = "Go away.\tVete.\nRun fast!\t¡Corre rápido!\n";
/** The tokens of TWO_PAIRS. */
export const TOKENS = [
	{ source: ["go", "away", "."], target: ["vete", "."] },
	{ source: ["run", "fast", "!"], target: ["¡", "corre", "rápido", "!"] },
];

export async function errorOf(promise: Promise<unknown>): Promise<CorpusError> {
	const error = await promise.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	expect(CorpusError.is(error)).toBe(true);
	return error as CorpusError;
}
