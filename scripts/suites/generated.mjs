// Generated files that are committed must be up to date.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runPnpm } from "../setup/pnpm.mjs";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { runQuietly } from "../setup/step.mjs";
import { resultOfCheck } from "./report.mjs";

/** `{ files, write }`: the files of each generator, and how it is run. */
const generators = [
	{
		files: ["pnpm-lock.yaml"],
		write: () => runPnpm("generated", ["install", "--lockfile-only", "--prefer-offline"]),
	},
	{
		// The READMEs' results, from bench/results/.
		files: ["README.md", "README.es.md"],
		write: () => runQuietly("generated", process.execPath, ["bench/record-results.mjs"], { append: true }),
	},
];

export async function checkGenerated() {
	const read = (file) => readFileSync(join(repositoryRoot, file), "utf8");
	for (const { files, write } of generators) {
		const before = files.map(read);
		const exitCode = await write();
		const changed = files.filter((file, i) => read(file) !== before[i]);
		if (changed.length > 0)
			throw new Error(`out of date, now regenerated: ${changed.join(", ")}; commit the change`);
		if (exitCode !== 0) return resultOfCheck("generated", exitCode);
	}
	return resultOfCheck("generated", 0);
}
