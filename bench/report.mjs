// Writes report.md and the plots from every result file of a folder.
//
//     node bench/report.mjs [--out folder]

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { MOST_OTHER_WORK } from "./framework/other-work.mjs";
import { readResults } from "./framework/result-file.mjs";
import { limitsFrom } from "./report/notes.mjs";
import { plotsOf } from "./report/plots.mjs";
import { reachLines, reachTable, suiteTables, table } from "./report/tables.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** In the order in which people ask; suites that are not named come last. */
const ORDER = [
	"attention",
	"memory",
	"sgemm",
	"lstm",
	"loss",
	"training",
	"tfjs-programs",
	"decoding",
	"start",
];
const place = ({ suite }) => (ORDER.includes(suite) ? ORDER.indexOf(suite) : ORDER.length);

/** Returns the report's path and, for a terminal, what was reached. */
export function writeReport(folder) {
	const results = readResults(folder).toSorted((a, b) => place(a) - place(b));
	const plotsFolder = join(folder, "plots");
	mkdirSync(plotsFolder, { recursive: true });
	for (const file of readdirSync(plotsFolder)) if (file.endsWith(".svg")) rmSync(join(plotsFolder, file));
	const link = (path) => relative(folder, path).replaceAll("\\", "/");
	const limits = limitsFrom(join(here, "notes"), link);
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
		"# What the benchmarks measured",
		"<!-- Written by bench/report.mjs from the JSON files beside it; bench/README.md tells how a number comes about. -->",
		reachTable(results, limits),
		"Ratios compare medians of alternating rounds, ours with all threads, the best peer's by the best of its variants and thread counts; in brackets the slowest and the fastest round. Error: the largest difference from double precision by the largest number. Mirada computes in single precision; where its instruction set is `amx`, large products run on tile units that add up three-way bf16 parts to the accuracy of single precision, so that a rate can pass the peak of the vector units; the columns `avx512` and `avx2` are the same code on vectors alone.",
		...sections.flat(),
	].join("\n\n");
	const path = join(folder, "report.md");
	writeFileSync(path, `${text}\n`);
	return { path, reached: reachLines(results) };
}

function provenance({ suite, machine, versions, date, commit, command, quick, ceilings, seconds }) {
	const { otherWorkPercent: others } = machine;
	const lines = [
		`${machine.cores} cores of ${machine.cpu}, ${machine.memoryGigabytes} GB, ${machine.system}, Node ${machine.node}; ${date}${commit ? `, commit ${commit}` : ""}; \`${command}\` (${seconds} s); file [\`${suite}.json\`](${suite}.json).`,
		Object.entries(versions)
			.map(([name, version]) => `${name} ${version}`)
			.join("; "),
		...(quick ? ["**A quick run: few cases, short rounds.**"] : []),
		...(others > MOST_OTHER_WORK
			? [`**Other work took ${others} % of the machine: not to be quoted.**`]
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
