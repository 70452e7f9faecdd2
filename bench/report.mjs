// Writes report.md and the plots from every result file of a folder.
//
//     node bench/report.mjs [--out folder]

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { MOST_OTHER_WORK } from "./framework/other-work.mjs";
import { readResults } from "./framework/result-file.mjs";
import { homeworkSection } from "./report/homework.mjs";
import { reasonsFrom } from "./report/notes.mjs";
import { plotsOf } from "./report/plots.mjs";
import { suiteTables, table, targetLines, targetTable } from "./report/tables.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

const INTRODUCTION = `Mirada and other libraries (its *peers*) are measured on the same machine, in alternating rounds, after their results have been checked.

* **Ratio to best peer**: the peer's median time divided by Mirada's; above 1, Mirada is faster. Mirada uses all threads; each peer is represented by its fastest variant and thread count.
* **Figures in parentheses**: the slowest and the fastest round.
* **Error**: the largest difference from double precision, divided by the largest value.
* **FMA peak**: the rate of a loop of fused multiply-adds on the vector units. Mirada computes in single precision. With the instruction set \`amx\`, large products run on tile units: these sum products of bf16 parts with single-precision accuracy, and can exceed that peak. The columns \`avx512\` and \`avx2\` show the same code without tile units.`;

/** The order of the sections; suites that are not named here come last. */
const ORDER = [
	"attention",
	"memory",
	"sgemm",
	"lstm",
	"loss",
	"training",
	"tfjs-programs",
	"decoding",
	"alignment",
	"start",
];
const place = ({ suite }) => (ORDER.includes(suite) ? ORDER.indexOf(suite) : ORDER.length);

/** Returns the report's path and a summary of the targets for the terminal. */
export function writeReport(folder) {
	const results = readResults(folder).toSorted((a, b) => place(a) - place(b));
	const plotsFolder = join(folder, "plots");
	mkdirSync(plotsFolder, { recursive: true });
	for (const file of readdirSync(plotsFolder)) if (file.endsWith(".svg")) rmSync(join(plotsFolder, file));
	const link = (path) => relative(folder, path).replaceAll("\\", "/");
	const reasons = reasonsFrom(join(here, "notes"), link);
	const sections = results.map((result) => {
		const plots = plotsOf(result);
		for (const { file, svg } of plots) writeFileSync(join(plotsFolder, file), svg);
		return [
			`## ${result.title}`,
			provenance(result),
			...(result.notes ?? [])
				.map((note) => `* ${note}`)
				.join("\n")
				.split("\n\n"),
			...suiteTables(result),
			...plots.map(({ file, alt }) => `![${alt}](plots/${file})`),
		].filter(Boolean);
	});
	const text = [
		"# Benchmark report",
		"<!-- Written by bench/report.mjs from the JSON files in this folder; bench/README.md explains how they are measured. -->",
		INTRODUCTION,
		"## Targets",
		targetTable(results, reasons),
		...sections.flat(),
		...homeworkSection(folder),
	].join("\n\n");
	const path = join(folder, "report.md");
	writeFileSync(path, `${text}\n`);
	return { path, summary: targetLines(results) };
}

function provenance({ suite, machine, versions, date, commit, command, quick, ceilings, seconds }) {
	const { otherWorkPercent: others } = machine;
	const lines = [
		`${machine.cores} cores of ${machine.cpu}, ${machine.memoryGigabytes} GB memory, ${machine.system}, Node ${machine.node.replace(/^v/, "")}; ${date}${commit ? `, commit ${commit}` : ""}; \`${command}\` (${seconds} s); file [\`${suite}.json\`](${suite}.json).`,
		Object.entries(versions)
			.map(([name, version]) => `${name} ${version}`)
			.join("; "),
		...(quick ? ["**Quick run: fewer cases, shorter rounds.**"] : []),
		...(others > MOST_OTHER_WORK
			? [`**Other programs used ${others} % of the machine: these figures must not be quoted.**`]
			: []),
	].filter(Boolean);
	if (!ceilings) return lines.join("\n\n");
	const head = [
		"threads",
		"FMA loop, GFLOP/s",
		"copy, GB/s",
		"MKL SGEMM, GFLOP/s",
		"OpenBLAS SGEMM, GFLOP/s",
	];
	const body = Object.entries(ceilings).map(([threads, c]) => [
		threads,
		...[c.fmaGflops, c.copyGigabytesPerSecond, c.mklGflops, c.openblasGflops].map((value) => value ?? "–"),
	]);
	return [...lines, table(head, body)].join("\n\n");
}

function main() {
	const usage = "Usage: node bench/report.mjs [--out <folder with result files>]   (default: bench/results)";
	let values;
	try {
		({ values } = parseArgs({
			options: {
				out: { type: "string", default: join(here, "results") },
				help: { type: "boolean", default: false },
			},
		}));
	} catch (error) {
		console.error(`report: ${error.message}\n${usage}`);
		return 2;
	}
	console.log(values.help ? usage : writeReport(values.out).path);
	return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main();
