// Result files: one JSON file per suite, written atomically.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function writeResult(folder, result) {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, `${result.suite}.json`);
	writeJson(path, result);
	return path;
}

/** Leaves the old file where it cannot write the whole new one. */
export function writeJson(path, value) {
	writeFileSync(`${path}.part`, `${JSON.stringify(value, null, 1)}\n`);
	renameSync(`${path}.part`, path);
}

/** The results of suites in a folder, by name; other JSON files are skipped. */
export function readResults(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith(".json"))
		.toSorted()
		.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")))
		.filter((result) => result.suite && Array.isArray(result.rows));
}
