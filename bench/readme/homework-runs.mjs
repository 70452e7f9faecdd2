// Recorded homework runs: what is kept of a run's report.json, and how the kept files are read again.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The versions of report.json whose fields are read here (`reportSchemaVersion` in packages/cli). Version 1 counted
 * punctuation in the alignment, so its numbers cannot stand beside those of later ones; version 3 added the schedule and
 * beam search.
 */
const SCHEMA_VERSIONS = [2, 3];

/** File name without `.json`, and the options of `npm run homework` that make the run; in the order of the table. */
export const homeworkRuns = [
	["homework-builtin", ""],
	["homework-builtin-seed2", "--seed 2"],
	["homework-builtin-seed3", "--seed 3"],
	["homework-quick", "--data spa.txt --quick"],
	["homework-real", "--data spa.txt"],
	["homework-real-seed2", "--data spa.txt --seed 2"],
	["homework-real-seed3", "--data spa.txt --seed 3"],
];

/** The only note that a run may carry: its minutes are not those of an idle machine. */
export const BUSY = "busy";

const wrongVersion = (got) => `expected schema version ${SCHEMA_VERSIONS.join(" or ")}, got ${got ?? 1}`;

/** The numbers of a run's report without its sentences and maps: nothing of a corpus is copied. */
export function numbersOf(report, note) {
	if (!SCHEMA_VERSIONS.includes(report.schemaVersion))
		throw new Error(`report.json: ${wrongVersion(report.schemaVersion)}; repeat the run with this version`);
	if (note !== undefined && note !== BUSY)
		throw new Error(`expected the note "${BUSY}" or none, got "${note}"`);
	const { settings, environment, data, models, comparison, beamComparison, alignment } = report;
	const { criteria, passed, finishedAt } = report;
	return {
		what: "a run of `mirada homework`",
		schemaVersion: report.schemaVersion,
		date: finishedAt.slice(0, 10),
		...(note ? { note } : {}),
		passed,
		criteria: criteria.map(({ name, passed, judged }) => ({ name, passed, judged })),
		settings: { ...settings, data: data.name },
		environment,
		data,
		models: Object.fromEntries(
			Object.entries(models).map(([name, model]) => [name, withoutSentences(model)]),
		),
		comparison,
		...(beamComparison === undefined ? {} : { beamComparison }),
		alignment,
	};
}

/** The most frequent translation of a model is a sentence of its corpus, perhaps. */
function withoutSentences({ outputs, beam, ...numbers }) {
	const counted = ({ mostFrequent, ...others }) => ({
		...others,
		mostFrequent: { count: mostFrequent.count },
	});
	return {
		...numbers,
		...(outputs && { outputs: counted(outputs) }),
		...(beam && { beam: { ...beam, outputs: counted(beam.outputs) } }),
	};
}

/** Reads `<run>/report.json` and writes its numbers to `<folder>/<name>.json`. */
export function recordRun(folder, { name, run, note }) {
	const names = homeworkRuns.map(([known]) => known);
	if (!names.includes(name)) throw new Error(`expected a name among ${names.join(", ")}, got "${name}"`);
	const path = join(run, "report.json");
	if (!existsSync(path)) throw new Error(`${path} does not exist; expected the folder of a finished run`);
	const numbers = numbersOf(JSON.parse(readFileSync(path, "utf8")), note);
	writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(numbers, null, 2)}\n`);
}

/** The recorded runs that are in the folder: `{ name, options, ...numbers }`. */
export function readRuns(folder) {
	const runs = homeworkRuns
		.map(([name, options]) => ({ name, options, path: join(folder, `${name}.json`) }))
		.filter(({ path }) => existsSync(path))
		.map(({ name, options, path }) => ({ name, options, ...JSON.parse(readFileSync(path, "utf8")) }));
	const old = runs.filter(({ schemaVersion }) => !SCHEMA_VERSIONS.includes(schemaVersion));
	if (old.length > 0) {
		const lines = old.map(
			({ name, options, schemaVersion }) =>
				`  ${name}.json: ${wrongVersion(schemaVersion)}; measure it again: npm run homework${options && ` -- ${options}`}`,
		);
		throw new Error(
			`results of an older version cannot be used:\n${lines.join("\n")}\nor delete these files`,
		);
	}
	return runs;
}
