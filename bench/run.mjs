// The benchmarks: Mirada and its peers on this machine, in alternating turns; results are checked before timing.
//
//     pnpm bench [--suite a,b] [--case text] [--quick] [--threads 1,2] [--data pairs] [--out folder]
//
// Writes one JSON file per suite, then the report of every result file in the folder (report.mjs).

import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bestCeilings, measureCeilings } from "./framework/ceilings.mjs";
import { Context } from "./framework/context.mjs";
import { describeCommit, describeMachine } from "./framework/machine.mjs";
import { otherWorkPercent, watchOtherWork } from "./framework/other-work.mjs";
import { writeResult } from "./framework/result-file.mjs";
import { RowJournal } from "./framework/row-journal.mjs";
import { writeReport } from "./report.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const home = process.env.MIRADA_BENCH_HOME ?? join(root, ".mirada", "bench");
const suiteNames = readdirSync(new URL("suites/", import.meta.url)).map((file) => file.replace(/\.mjs$/, ""));

const usage = `Usage: pnpm bench [options]

Measures Mirada and the libraries it is compared with (its peers) on this machine. Installs missing peers into
.mirada/bench (MIRADA_BENCH_HOME sets another folder); a peer that cannot be installed is left out, and its rows say so.

Options:
  --suite <a,b>    only these suites: ${suiteNames.join(", ")}
  --case <text>    only cases whose name contains this text; writes to .mirada/bench/part
  --quick          fewer cases and shorter rounds, a few minutes; writes to .mirada/bench/quick
  --threads <1,2>  thread counts, ascending (default: 1 and the number of cores, here ${defaultThreads().join(",")})
  --data <file>    sentence pairs for training (.txt, .tsv, .zip); default: the generated corpus
  --out <folder>   folder for results and report (default: bench/results)
  --help           show this text

To resume an interrupted run, start it again with the same options on the same commit.

To rewrite only the report, from the existing result files:
  node bench/report.mjs [--out <folder>]`;

function defaultThreads() {
	const cores = cpus().length;
	return cores > 1 ? [1, cores] : [1];
}

class UsageError extends Error {}

function parseOptions(argv) {
	let values;
	try {
		({ values } = parseArgs({
			args: argv,
			options: {
				suite: { type: "string" },
				case: { type: "string" },
				quick: { type: "boolean", default: false },
				threads: { type: "string" },
				data: { type: "string" },
				out: { type: "string" },
				help: { type: "boolean", default: false },
			},
		}));
	} catch (error) {
		throw new UsageError(error.message);
	}
	const names = values.suite?.split(",") ?? suiteNames;
	const unknown = names.filter((name) => !suiteNames.includes(name));
	if (unknown.length > 0)
		throw new UsageError(`unknown suite ${unknown.join(", ")}; the suites are ${suiteNames.join(", ")}`);
	const threads = values.threads?.split(",").map(Number) ?? defaultThreads();
	if (!threads.every((count, i) => Number.isInteger(count) && count > (threads[i - 1] ?? 0) && count <= 256))
		throw new UsageError(`expected ascending thread counts from 1 to 256 such as 1,2, got ${values.threads}`);
	const folders = {
		part: join(home, "part"),
		quick: join(home, "quick"),
		whole: join(root, "bench", "results"),
	};
	const kind = values.case ? "part" : values.quick ? "quick" : "whole";
	return {
		names,
		threads,
		out: values.out ?? folders[kind],
		only: values.case,
		quick: values.quick,
		data: values.data,
		help: values.help,
	};
}

async function runSuite(name, { threads: asked, quick, only, out, data }) {
	const suite = await import(`./suites/${name}.mjs`);
	const threads = suite.threads ?? asked;
	const begin = performance.now();
	const elapsed = () => `${((performance.now() - begin) / 1000).toFixed(0).padStart(4)} s`;
	const say = (text) => console.log(`  ${elapsed()}  ${text}`);
	console.log(`${suite.title}`);
	const machine = describeMachine();
	const command = `pnpm bench --suite ${name}${quick ? " --quick" : ""}${only ? ` --case "${only}"` : ""} --threads ${threads.join(",")}`;
	const commit = describeCommit(root);
	// Rows of an interrupted run are reused only if nothing changed; a "+" marks uncommitted changes.
	const sameRun = commit && !commit.endsWith("+") ? JSON.stringify({ command, commit, data }) : undefined;
	const journal = new RowJournal(join(home, "journal", `${name}.jsonl`), sameRun);
	if (journal.entries.length > 0) say(`resumes after ${journal.entries.length} rows of an interrupted run`);
	const context = new Context({ home, quick, threads, only, say, data, journal });
	const otherWork = watchOtherWork(() => context.pids);
	try {
		const withCeilings = suite.withCeilings ?? true;
		const before = withCeilings ? await measureCeilings(context) : undefined;
		context.ceilings = before;
		await suite.run(context);
		const after = before && !quick ? await measureCeilings(context) : before;
		const ceilings = before && bestCeilings(before, after);
		machine.otherWorkPercent = otherWorkPercent(otherWork());
		const result = {
			suite: name,
			title: suite.title,
			date: new Date().toISOString().slice(0, 10),
			command,
			quick,
			seconds: Math.round((performance.now() - begin) / 1000),
			commit,
			machine,
			versions: context.versions,
			threads,
			ceilings,
			notes: suite.notes,
			targets: suite.targets,
			lines: suite.lines,
			rows: context.rows,
		};
		say(`written: ${relative(process.cwd(), writeResult(out, result))}`);
		journal.remove();
	} finally {
		await context.close();
	}
}

async function main() {
	let options;
	try {
		options = parseOptions(process.argv.slice(2));
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		console.error(`bench: ${error.message}\n\n${usage}`);
		return 2;
	}
	if (options.help) {
		console.log(usage);
		return 0;
	}
	let failed = 0;
	for (const name of options.names) {
		try {
			await runSuite(name, options);
		} catch (error) {
			failed++;
			console.error(`bench: suite ${name} stopped: ${error.stack}`);
		}
	}
	const { path, summary } = writeReport(options.out);
	console.log(`\n${summary}\n\nReport: ${relative(process.cwd(), path)}`);
	return failed > 0 ? 1 : 0;
}

for (const [signal, code] of [
	["SIGINT", 130],
	["SIGTERM", 143],
])
	process.once(signal, () => process.exit(code));
process.exitCode = await main();
