// Writes report.md from the result files of a folder: what each suite reaches for, and what it reached.
//
//     node bench/report.mjs [--out folder]

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "./framework/reach.mjs";
import { readResults } from "./framework/result-file.mjs";

/** Returns the report's path. */
export function writeReport(folder) {
	const lines = readResults(folder).flatMap((result) =>
		result.reach.map((rule) => {
			const { what, reach, reached, met } = evaluate(rule, result);
			return `| ${what} | ${reach} | ${reached?.toPrecision(3) ?? "-"} | ${met ? "yes" : "no"} |`;
		}),
	);
	const path = join(folder, "report.md");
	writeFileSync(path, `| what | reach | reached | met |\n|---|---|---|---|\n${lines.join("\n")}\n`);
	return path;
}
