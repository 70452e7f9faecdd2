// Settings as a file holds them: read by a later command, and perhaps changed by hand in between.

import { languageCode } from "../languages/language-code.js";
import type { Messages } from "../messages/index.js";
import {
	attentionScores,
	backendNames,
	guessedLanguage,
	type HomeworkSettings,
	presets,
	scheduleNames,
	searchNames,
} from "../settings.js";
import { limits } from "./limits.js";

type Errors = Messages["errors"];

/** Every setting with a value that it can have. Throws SyntaxError with the first that has none. */
export function storedSettings(stored: unknown, errors: Errors): HomeworkSettings {
	if (typeof stored !== "object" || stored === null) throw new SyntaxError(errors.noSettings);
	const values = { ...earlierVersions, ...stored } as Readonly<Record<string, unknown>>;
	for (const name of Object.keys(presets.builtin)) {
		const value = values[name];
		const expected = expectedOf(name as keyof HomeworkSettings, value, errors);
		if (expected !== undefined) {
			throw new SyntaxError(errors.badSetting(name, expected, JSON.stringify(value) ?? "undefined"));
		}
	}
	return values as unknown as HomeworkSettings;
}

/**
 * What runs of earlier versions did and do not name. How models are measured is not theirs to say: they are measured as
 * this version does.
 */
const earlierVersions = {
	schedule: "constant",
	beam: presets.builtin.beam,
	judge: presets.builtin.judge,
} as const satisfies Partial<HomeworkSettings>;

/** What a setting should be, where the value is something else. */
function expectedOf(name: keyof HomeworkSettings, value: unknown, { expected }: Errors): string | undefined {
	switch (name) {
		case "data":
			return typeof value === "string" && value !== "" ? undefined : expected.path;
		case "sourceLanguage":
		case "targetLanguage":
			return isLanguage(value) ? undefined : expected.language(guessedLanguage);
		case "score":
			return oneOf(attentionScores, value, expected);
		case "schedule":
			return oneOf(scheduleNames, value, expected);
		case "judge":
			return oneOf(searchNames, value, expected);
		case "backend":
			return oneOf(backendNames, value, expected);
		case "learningRate":
		case "clipNorm":
			return typeof value === "number" && value > 0 && value < 1e6 ? undefined : expected.positive;
		case "dropout":
			return typeof value === "number" && value >= 0 && value < 1 ? undefined : expected.share;
		case "embeddingSize":
			return whole(limits.units, value, expected);
		default:
			return whole(limits[name], value, expected);
	}
}

/** Runs of earlier versions name no language: it is guessed. */
function isLanguage(value: unknown): boolean {
	if (value === undefined || value === guessedLanguage) return true;
	return typeof value === "string" && languageCode(value) !== undefined;
}

function whole(
	[least, most]: readonly [number, number],
	value: unknown,
	expected: Errors["expected"],
): string | undefined {
	const isGood = Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
	return isGood ? undefined : expected.whole(least, most);
}

function oneOf(names: readonly string[], value: unknown, expected: Errors["expected"]): string | undefined {
	return (names as readonly unknown[]).includes(value) ? undefined : expected.oneOf(names);
}
