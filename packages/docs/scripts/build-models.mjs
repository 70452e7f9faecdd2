// `npm run docs:models`: trains the models that the site's pages use, unless nothing that they depend on has changed.
// The files go to .mirada/docs-models and never into the repository.

import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { registerNativeBackend } from "@mirada/core-native";
import * as tf from "@tensorflow/tfjs";
import { build } from "esbuild";
import { clearStamp, contentHash, isUpToDate, writeStamp } from "../../../scripts/setup/content-stamp.mjs";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..");
const repository = join(docs, "..", "..");
const STAMP = "docs-models";

/** Holds the models, the corpus of the training in the page, and the results for the site's build. */
export const modelsFolder = join(repository, ".mirada", "docs-models");

const sources = [
	"packages/docs/src/models",
	"packages/docs/src/live-training",
	"packages/seq2seq/src",
	"packages/attention/src",
	"packages/core-native/src",
	"packages/core-native/native",
];

/** Resolves once the models are there. `say` is told how each turned out. */
export async function buildModels(say) {
	const hash = contentHash(sources, [], (file) => !/\.test\.ts$/.test(file));
	if (isUpToDate(STAMP, hash, [".mirada/docs-models/results.json"])) return;
	clearStamp(STAMP);
	rmSync(modelsFolder, { recursive: true, force: true });
	mkdirSync(modelsFolder, { recursive: true });
	const program = join(docs, ".vitepress", "cache", "train-models.mjs");
	await build({
		entryPoints: [join(docs, "src", "models", "train-models.ts")],
		outfile: program,
		bundle: true,
		platform: "node",
		format: "esm",
		packages: "external",
		logLevel: "warning",
	});
	registerNativeBackend();
	await tf.setBackend("native");
	const { trainModels } = await import(pathToFileURL(program).href);
	await trainModels(modelsFolder, say);
	writeStamp(STAMP, hash);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildModels((line) => console.error(line));
