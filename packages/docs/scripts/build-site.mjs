// Builds the site into dist, unless nothing that it is made of has changed.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { clearStamp, contentHash, isUpToDate, writeStamp } from "../../../scripts/setup/content-stamp.mjs";
import { failedWithLog, runQuietly } from "../../../scripts/setup/step.mjs";
import { buildModels } from "./build-models.mjs";
import { writePublicFiles } from "./public-files.mjs";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..");
const STAMP = "site";

/** The folder that holds the built site. */
export const builtSite = join(docs, "dist");

const sources = [
	...["lesson", "snippets", "src", ".vitepress/config.ts", ".vitepress/theme", "package.json"].map(
		(path) => `packages/docs/${path}`,
	),
	"packages/attention/src",
	"packages/core-native/src",
	"packages/core-native/build-wasm/mirada_core.wasm",
	"packages/seq2seq/src",
	".mirada/docs-models",
	"bench/results",
	"pnpm-lock.yaml",
];

/**
 * Resolves once the site is built; `say` is told how each of its models turned out.
 * @throws StepFailed with the end of the log where it cannot be
 */
export async function buildSite(say = (line) => console.error(line)) {
	await buildModels(say);
	const hash = contentHash(sources, [], (file) => !/\.test\.\w+$/.test(file));
	const outputs = ["packages/docs/dist/index.html", "packages/docs/dist/en/index.html"];
	if (isUpToDate(STAMP, hash, outputs)) return;
	clearStamp(STAMP);
	writePublicFiles();
	const vitepress = join(docs, "node_modules", ".bin", "vitepress");
	if ((await runQuietly(STAMP, vitepress, ["build", "."], { cwd: docs })) !== 0)
		throw failedWithLog(STAMP, "vitepress cannot build the site");
	writeStamp(STAMP, hash);
}
