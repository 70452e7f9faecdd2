// Copies the numbers of finished homework runs into bench/results, and writes the results in README.md and README.es.md
// from the files there.
//
//     node bench/record-results.mjs                                         rewrite both READMEs
//     node bench/record-results.mjs homework-real=runs/spa                  record this run first
//     node bench/record-results.mjs homework-real=runs/spa=busy             its minutes are not those of an idle machine
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRuns, recordRun } from "./readme/homework-runs.mjs";
import { resultsBlock } from "./readme/results-block.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "bench", "results");
const marked = /(<!-- results:begin[^>]*-->)[\s\S]*(<!-- results:end -->)/;

function main() {
	for (const argument of process.argv.slice(2)) {
		const [name, run, note] = argument.split("=");
		if (!run) throw new Error(`expected <name>=<folder of a run>, got "${argument}"`);
		recordRun(folder, { name, run, note });
	}
	const training = join(folder, "training.json");
	const results = {
		runs: readRuns(folder),
		training: existsSync(training) ? JSON.parse(readFileSync(training, "utf8")) : undefined,
	};
	for (const [language, file] of [
		["en", "README.md"],
		["es", "README.es.md"],
	]) {
		const path = join(root, file);
		const text = readFileSync(path, "utf8");
		if (!marked.test(text)) throw new Error(`${file} has no comments results:begin and results:end`);
		const block = resultsBlock(language, results);
		writeFileSync(
			path,
			text.replace(marked, (_, begin, end) => `${begin}\n\n${block}\n\n${end}`),
		);
	}
}

try {
	main();
} catch (error) {
	console.error(`record-results: ${error.message}`);
	process.exitCode = 1;
}
