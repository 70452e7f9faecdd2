// Files that the site serves as they are, put where VitePress finds them: the models, what the training in the page
// learns from, its records, and the core in WebAssembly.

import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { modelsFolder, wasmCore } from "./build-models.mjs";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(docs, "lesson", "public", "models");

/** @returns false where the models or the core are not there: the pieces then stay as they are without JavaScript */
export function writePublicFiles() {
	rmSync(target, { recursive: true, force: true });
	const results = join(modelsFolder, "results.json");
	if (!existsSync(wasmCore) || !existsSync(results)) return false;
	mkdirSync(target, { recursive: true });
	copyFileSync(wasmCore, join(target, "mirada_core.wasm"));
	for (const name of readdirSync(modelsFolder)) copyFileSync(join(modelsFolder, name), join(target, name));
	const homework = join(docs, "..", "..", "bench", "results", "homework-builtin.json");
	copyFileSync(homework, join(target, "homework-builtin.json"));
	return true;
}
