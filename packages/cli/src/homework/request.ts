// From the options of the command line to settings and a folder: what is asked for, what a stored run says, and
// whether the two agree.

import { existsSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { CliError } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import {
	builtinData,
	builtinLanguages,
	type HomeworkSettings,
	measuringSettings,
	presetFor,
	presets,
} from "../settings.js";
import { requireFeasible } from "./limits.js";
import {
	configFault,
	freeName,
	latestRun,
	type ModelName,
	modelNames,
	type RunFolder,
	readConfig,
	runFolder,
	type StoredConfig,
} from "./run-folder.js";
import { isRunBusy, reading, withLock } from "./run-lock.js";

/** Options as commander gives them; a setting that was not asked for is absent. */
export interface RunOptions extends Partial<Omit<HomeworkSettings, "data">> {
	data?: string;
	quick?: boolean;
	/** `train` alone: the model to train; without it, that of the resumed run, or the one with attention. */
	model?: ModelName;
	name?: string;
	out: string;
	resume?: boolean;
	threads?: number;
	skipBadLines?: boolean;
	json?: boolean;
}

export interface RunRequest {
	settings: HomeworkSettings;
	/** As in `RunOptions`. */
	model?: ModelName | undefined;
	folder: RunFolder;
	resume: boolean;
	/** Whether this command changes the settings of a resumed run. */
	areSettingsNew?: boolean;
	/** The epochs that a resumed run had, where this command raises them. */
	epochsBefore?: number | undefined;
	threads: number | undefined;
	skipBadLines: boolean;
	json: boolean;
}

/**
 * Does `work` on a run whose folder is this process's own meanwhile. A new run without a name gets the first that is
 * free.
 */
export async function withRun(
	options: RunOptions,
	command: StoredConfig["command"],
	context: CommandContext,
	work: (request: RunRequest) => Promise<number>,
): Promise<number> {
	const { errors } = context.messages;
	// The work is files: it goes on when the reader of stdout has seen enough.
	context.io.outliveReader?.();
	const asked = askedSettings(options);
	const { out, resume = false, threads, skipBadLines = false, json = false } = options;
	const rest = { resume, threads, skipBadLines, json };
	refuseLanguagesOfBuiltin(options, context);
	const base = options.name ?? defaultName(options, command);
	if (resume) {
		const name = options.name ?? reading(out, context, () => latestRun(out, base)) ?? base;
		const folder = runFolder(out, name);
		if (!existsSync(folder.config)) {
			throw new CliError("usage", errors.nothingToResume(folder.path), errors.nothingToResumeHint);
		}
		return withLock(folder, context, () => {
			const agreed = agreedSettings(folder, { settings: asked, model: options.model }, command, context);
			requireFeasible(agreed.settings, context);
			return work({ ...rest, folder, ...agreed });
		});
	}
	const settings = { ...presets[presetOf(options)], ...asked };
	requireFeasible(settings, context);
	for (;;) {
		const folder = runFolder(out, options.name ?? reading(out, context, () => freeName(out, base)));
		const isNamed = options.name !== undefined;
		const result = await withLock(folder, context, async () => {
			if (!existsSync(folder.config)) return work({ ...rest, folder, settings, model: options.model });
			// Another process made and left a run here since the name was found free.
			if (!isNamed) return undefined;
			throw new CliError("usage", errors.runExists(folder.path), errors.runExistsHint);
		}).catch((error: unknown) => {
			if (isNamed || !isRunBusy(error)) throw error;
			return undefined;
		});
		if (result !== undefined) return result;
	}
}

/** The built-in corpus has languages of its own: an option that would change nothing is refused. */
function refuseLanguagesOfBuiltin(options: RunOptions, { messages: { errors } }: CommandContext): void {
	if ((options.data ?? builtinData) !== builtinData || options.resume) return;
	for (const [flag, asked, own] of [
		["--source-language", options.sourceLanguage, builtinLanguages.source],
		["--target-language", options.targetLanguage, builtinLanguages.target],
	] as const) {
		if (asked !== undefined && asked !== own) {
			throw new CliError("usage", errors.builtinLanguage(flag, own, asked), errors.builtinLanguageHint);
		}
	}
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
	const parts = [command === "train" ? "train" : "", corpus.replace(/^[.-]+/, ""), quick ? "quick" : ""];
	// A file may be called ".txt"; a name longer than this one would be no help.
	return parts.filter(Boolean).join("-").slice(0, 100) || "run";
}

/**
 * A run goes on with its own settings. An option that says otherwise is refused, unless it asks for more epochs or only
 * changes how the models are measured.
 */
function agreedSettings(
	folder: RunFolder,
	{ settings: asked, model }: { settings: Partial<HomeworkSettings>; model: ModelName | undefined },
	command: StoredConfig["command"],
	{ messages }: CommandContext,
): Pick<RunRequest, "settings" | "model" | "areSettingsNew" | "epochsBefore"> {
	const { errors, homework } = messages;
	let stored: StoredConfig | undefined;
	try {
		stored = readConfig(folder, messages);
	} catch (error) {
		throw new CliError(
			"checkpoint",
			errors.configDamaged(folder.config, configFault(error, messages)),
			errors.configDamagedHint,
			{ cause: error },
		);
	}
	if (!stored || stored.command !== command) {
		throw new CliError("usage", errors.nothingToResume(folder.path), errors.nothingToResumeHint);
	}
	const { settings } = stored;
	const epochs = asked.epochs ?? settings.epochs;
	const isLonger = epochs > settings.epochs;
	const changed = (Object.keys(asked) as (keyof HomeworkSettings)[]).filter(
		(name) => asked[name] !== settings[name],
	);
	const differences = changed
		.filter((name) => !measuringSettings.includes(name) && !(name === "epochs" && isLonger))
		.map((name) => errors.settingDiffers(name, String(settings[name]), String(asked[name])));
	if (model !== undefined && stored.model !== undefined && model !== stored.model) {
		const scoreOf = (name: ModelName, { score }: Pick<HomeworkSettings, "score">) =>
			name === "none" ? "none" : score;
		const [before, now] = [scoreOf(stored.model, settings), scoreOf(model, { ...settings, ...asked })];
		differences.push(errors.settingDiffers("attention", before, now));
	}
	if (differences.length > 0) {
		throw new CliError(
			"checkpoint",
			errors.otherSettings(folder.path, differences),
			errors.otherSettingsHint,
		);
	}
	const agreed = {
		settings: { ...settings, ...asked },
		model: stored.model ?? model,
		areSettingsNew: changed.length > 0,
	};
	if (!isLonger) return agreed;
	// The checkpoint of a finished model is gone: there is nothing that its further epochs could start from.
	const finished = modelNames.find((name) => existsSync(join(folder.model(name), "model.safetensors")));
	if (finished !== undefined) {
		throw new CliError(
			"usage",
			errors.epochsFinished(folder.path, homework.model[finished], settings.epochs),
			errors.epochsFinishedHint,
		);
	}
	return { ...agreed, epochsBefore: settings.epochs };
}
