// The checks that read code without running it.

import { join } from "node:path";
import { filesUnder } from "../setup/content-stamp.mjs";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { runQuietly } from "../setup/step.mjs";
import { resultOfCheck } from "./report.mjs";

const bin = (name) => join(repositoryRoot, "node_modules", ".bin", name);

/** The site's sources by themselves: they alone know the DOM. */
export async function checkTypes() {
	const packages = await runQuietly("types", bin("tsc"), ["-p", "tsconfig.json"]);
	const site = await runQuietly("types", bin("tsc"), ["-p", "packages/docs/tsconfig.json"], { append: true });
	return resultOfCheck("types", packages || site);
}

/** Biome formats and lints TypeScript, JavaScript and JSON; `write` mends what it can. */
export async function checkBiome({ write = false } = {}) {
	const args = ["check", "--error-on-warnings", ...(write ? ["--write"] : [])];
	return resultOfCheck("biome", await runQuietly("biome", bin("biome"), args));
}

/** C++ is laid out by the pinned clang-format, so that no two machines disagree. */
export async function checkClangFormat({ write = false } = {}) {
	const sources = filesUnder(join(repositoryRoot, "packages", "core-native", "native"), (file) =>
		/\.(cc|h|cu|cuh)$/.test(file),
	);
	const args = [...(write ? ["-i"] : ["--dry-run", "--Werror"]), ...sources];
	return resultOfCheck("clang-format", await runQuietly("clang-format", bin("clang-format"), args));
}

/** Files, exports and dependencies that nothing uses. */
export async function checkUnused() {
	return resultOfCheck("knip", await runQuietly("knip", bin("knip"), ["--no-progress"]));
}
