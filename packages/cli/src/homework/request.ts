// From the options of the command line to settings and a folder: what is asked for, what a stored run says, and
// whether the two agree.

import { existsSync } from "node:fs";
import { basename, extname } from "node:path";
import { CliError, errorText } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { builtinData, type HomeworkSettings, presetFor, presets } from "../settings.js";
import {
	freeName,
	latestRun,
	type RunFolder,
	readConfig,
	runFolder,
	type StoredConfig,
} from "./run-folder.js";

/** Options as commander gives them; a setting that was not asked for is absent. */
export interface RunOptions extends Partial<Omit<HomeworkSettings, "data">> {
	data?: string;
	quick?: boolean;
	name?: string;
	out: string;
	resume?: boolean;
	threads?: number;
	skipBadLines?: boolean;
	json?: boolean;
}

export interface RunRequest {
	settings: HomeworkSettings;
	folder: RunFolder;
	resume: boolean;
	threads: number | undefined;
	skipBadLines: boolean;
	json: boolean;
}

export function runRequest(
	options: RunOptions,
	command: StoredConfig["command"],
	context: CommandContext,
): RunRequest {
	const asked = askedSettings(options);
	const rest = {
		resume: options.resume ?? false,
		threads: options.threads,
		skipBadLines: options.skipBadLines ?? false,
		json: options.json ?? false,
	};
	const base = options.name ?? defaultName(options, command);
	if (!rest.resume) {
		const name = options.name ?? freeName(options.out, base);
		const folder = runFolder(options.out, name);
		if (existsSync(folder.config)) {
			const { errors } = context.messages;
			throw new CliError("usage", errors.runExists(folder.path), errors.runExistsHint);
		}
		return { ...rest, folder, settings: { ...presets[presetOf(options)], ...asked } };
	}
	const folder = runFolder(options.out, options.name ?? latestRun(options.out, base) ?? base);
	return { ...rest, folder, settings: storedSettings(folder, asked, command, context) };
}

/** Those settings that options name, and no others. */
function askedSettings(options: RunOptions): Partial<HomeworkSettings> {
	const names = Object.keys(presets.builtin) as (keyof HomeworkSettings)[];
	const entries = names.map((name) => [name, options[name]]).filter(([, value]) => value !== undefined);
	return Object.fromEntries(entries);
}

function presetOf({ data = builtinData, quick = false }: RunOptions) {
	return presetFor(data, quick);
}

function defaultName(options: RunOptions, command: StoredConfig["command"]): string {
	const { data = builtinData, quick } = options;
	const corpus = data === builtinData ? data : basename(data, extname(data)).replace(/[^\w.-]+/g, "-");
	return [command === "train" ? "train" : "", corpus.replace(/^\.+/, ""), quick ? "quick" : ""]
		.filter(Boolean)
		.join("-");
}

/** A run goes on with its own settings; an option that says otherwise is refused. */
function storedSettings(
	folder: RunFolder,
	asked: Partial<HomeworkSettings>,
	command: StoredConfig["command"],
	{ messages: { errors } }: CommandContext,
): HomeworkSettings {
	let stored: StoredConfig | undefined;
	try {
		stored = readConfig(folder);
	} catch (error) {
		throw new CliError(
			"checkpoint",
			errors.checkpointDamaged(folder.config, errorText(error)),
			errors.checkpointDamagedHint,
			{ cause: error },
		);
	}
	if (!stored || stored.command !== command) {
		throw new CliError("usage", errors.nothingToResume(folder.path), errors.nothingToResumeHint);
	}
	const settings = stored.settings;
	const differences = (Object.keys(asked) as (keyof HomeworkSettings)[])
		.filter((name) => asked[name] !== settings[name])
		.map((name) => errors.settingDiffers(name, String(settings[name]), String(asked[name])));
	if (differences.length > 0) {
		throw new CliError(
			"checkpoint",
			errors.otherSettings(folder.path, differences),
			errors.otherSettingsHint,
		);
	}
	return settings;
}
