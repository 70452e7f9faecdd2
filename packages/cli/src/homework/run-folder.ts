// The folder of one run: where each thing stands, what it holds already, and the names of runs.
//
//   runs/<name>/
//     config.json                  the settings, written first
//     lock                         which process works here, while it does
//     log.jsonl                    a line per event: epochs, measurements, the verdict
//     checkpoints/{none,attention}/   where a stopped training goes on
//     models/{none,attention}/     the trained translators, for `loadTranslator`
//     test.source.txt  test.references.txt  hypotheses.{none,attention}.txt
//     hypotheses.{none,attention}.beam.txt
//     alignments.{hypotheses,references}.pharaoh
//     maps/1.svg 1.png 2.svg 2.png
//     report.json  report.html

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Messages } from "../messages/index.js";
import { reasonText } from "../reason-text.js";
import type { HomeworkSettings } from "../settings.js";
import { storedSettings } from "./stored-settings.js";

export const modelNames = ["none", "attention"] as const;
export type ModelName = (typeof modelNames)[number];

export interface RunFolder {
	name: string;
	/** As the user wrote it: relative paths stay relative, in messages too. */
	path: string;
	config: string;
	lock: string;
	log: string;
	report: string;
	page: string;
	checkpoint(model: ModelName): string;
	model(model: ModelName): string;
	file(name: string): string;
}

export function runFolder(out: string, name: string): RunFolder {
	const path = join(out, name);
	return {
		name,
		path,
		config: join(path, "config.json"),
		lock: join(path, "lock"),
		log: join(path, "log.jsonl"),
		report: join(path, "report.json"),
		page: join(path, "report.html"),
		checkpoint: (model) => join(path, "checkpoints", model),
		model: (model) => join(path, "models", model),
		file: (file) => join(path, file),
	};
}

/** `config.json` of a run. */
export interface StoredConfig {
	schemaVersion: 1;
	/** The command that made the run. */
	command: "homework" | "train";
	mirada: string;
	settings: HomeworkSettings;
	/** `train` alone: the one model that is trained. */
	model?: ModelName;
}

/**
 * The settings of a run, or undefined where the folder holds none. Throws where the file is damaged; `configFault`
 * says how.
 */
export function readConfig(folder: RunFolder, { errors }: Messages): StoredConfig | undefined {
	if (!existsSync(folder.config)) return undefined;
	const stored = parseJson(readFileSync(folder.config, "utf8"), errors.notJson) as StoredConfig | null;
	if (stored?.command !== "homework" && stored?.command !== "train") {
		const got = JSON.stringify(stored?.command ?? null);
		throw new SyntaxError(errors.badSetting("command", errors.expected.oneOf(["homework", "train"]), got));
	}
	return { ...stored, settings: storedSettings(stored.settings, errors) };
}

function parseJson(text: string, orElse: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new SyntaxError(orElse, { cause });
	}
}

/** What is wrong with a `config.json` that `readConfig` refused, in the user's language. */
export function configFault(error: unknown, messages: Messages): string {
	return error instanceof SyntaxError ? error.message : reasonText(error, messages);
}

/** `base`, `base-2`, `base-3` ...: the first name that no run has. */
export function freeName(out: string, base: string): string {
	for (let number = 1; ; number++) {
		const name = number === 1 ? base : `${base}-${number}`;
		if (!existsSync(join(out, name))) return name;
	}
}

/** The newest run of that base name which has no report yet, or else the newest of all. */
export function latestRun(out: string, base: string): string | undefined {
	const runs = runsIn(out).filter(
		(name) => name === base || new RegExp(`^${escapeName(base)}-\\d+$`).test(name),
	);
	return runs.find((name) => !existsSync(join(out, name, "report.json"))) ?? runs[0];
}

/** The model with attention of the newest run that has one. */
export function latestModel(out: string): string | undefined {
	return runsIn(out)
		.map((name) => runFolder(out, name).model("attention"))
		.find((folder) => existsSync(folder));
}

/** Names of runs, the newest first. */
function runsIn(out: string): string[] {
	if (!existsSync(out) || !statSync(out).isDirectory()) return [];
	return readdirSync(out)
		.map((name) => ({ name, config: join(out, name, "config.json") }))
		.filter(({ config }) => existsSync(config))
		.map(({ name, config }) => ({ name, time: statSync(config).mtimeMs }))
		.sort(
			(one, other) => other.time - one.time || other.name.localeCompare(one.name, "en", { numeric: true }),
		)
		.map(({ name }) => name);
}

function escapeName(name: string): string {
	return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
