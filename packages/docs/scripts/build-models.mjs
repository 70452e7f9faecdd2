// `npm run docs:models`: trains the models that the site's pages use, unless nothing that they depend on has changed.
// The files go to .mirada/docs-models and never into the repository.

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { NativeLoadError, registerNativeBackend } from "@mirada/core-native";
import { registerWasmBackend } from "@mirada/core-native/wasm";
import * as tf from "@tensorflow/tfjs";
import { build } from "esbuild";
import { clearStamp, contentHash, isUpToDate, writeStamp } from "../../../scripts/setup/content-stamp.mjs";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..");
const repository = join(docs, "..", "..");
const STAMP = "docs-models";

/** Holds the models, the corpus of the training in the page, and the results for the site's build. */
export const modelsFolder = join(repository, ".mirada", "docs-models");

/** The core in WebAssembly, which `npm run build:wasm` builds. */
export const wasmCore = join(repository, "packages", "core-native", "build-wasm", "mirada_core.wasm");

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
	const backend = await chooseBackend();
	if (backend === undefined) {
		say("The site's models need the core: npm run build, or npm run build:wasm. Their figures are left out.");
		return;
	}
	await tf.setBackend(backend);
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
	const { trainModels } = await import(pathToFileURL(program).href);
	await trainModels(modelsFolder, say);
	writeStamp(STAMP, hash);
}

/** The addon, or the core in WebAssembly where it cannot be loaded; undefined where neither is built. */
async function chooseBackend() {
	try {
		registerNativeBackend();
		return "native";
	} catch (error) {
		if (!(error instanceof NativeLoadError)) throw error;
	}
	if (!existsSync(wasmCore)) return undefined;
	await registerWasmBackend({ bytes: readFileSync(wasmCore), memoryMegabytes: 1_024 });
	return "mirada-wasm";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildModels((line) => console.error(line));
