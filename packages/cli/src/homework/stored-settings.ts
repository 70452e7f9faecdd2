// Settings as a file holds them: read by a later command, and perhaps changed by hand in between.

import { languageCode } from "../languages/language-code.js";
import {
	attentionScores,
	backendNames,
	guessedLanguage,
	type HomeworkSettings,
	presets,
} from "../settings.js";
import { limits } from "./limits.js";

/** Every setting with a value that it can have. Throws SyntaxError with the first that has none. */
export function storedSettings(stored: unknown): HomeworkSettings {
	if (typeof stored !== "object" || stored === null) throw new SyntaxError("expected settings, got none");
	const values = stored as Readonly<Record<string, unknown>>;
	for (const name of Object.keys(presets.builtin)) {
		const value = values[name];
		const expected = expectedOf(name as keyof HomeworkSettings, value);
		if (expected !== undefined) {
			throw new SyntaxError(`${name}: expected ${expected}, got ${JSON.stringify(value)}`);
		}
	}
	return stored as HomeworkSettings;
}

/** What a setting should be, where the value is something else. */
function expectedOf(name: keyof HomeworkSettings, value: unknown): string | undefined {
	switch (name) {
		case "data":
			return typeof value === "string" && value !== "" ? undefined : "a path";
		case "sourceLanguage":
		case "targetLanguage":
			return isLanguage(value) ? undefined : `${guessedLanguage} or the code of a language`;
		case "score":
			return oneOf(attentionScores, value);
		case "backend":
			return oneOf(backendNames, value);
		case "learningRate":
		case "clipNorm":
			return typeof value === "number" && value > 0 && value < 1e6 ? undefined : "a number above 0";
		case "dropout":
			return typeof value === "number" && value >= 0 && value < 1 ? undefined : "a number from 0 to below 1";
		case "embeddingSize":
			return whole(limits.units, value);
		default:
			return whole(limits[name], value);
	}
}

/** Runs of earlier versions name no language: it is guessed. */
function isLanguage(value: unknown): boolean {
	if (value === undefined || value === guessedLanguage) return true;
	return typeof value === "string" && languageCode(value) !== undefined;
}

function whole([least, most]: readonly [number, number], value: unknown): string | undefined {
	const isGood = Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
	return isGood ? undefined : `a whole number from ${least} to ${most}`;
}

function oneOf(names: readonly string[], value: unknown): string | undefined {
	return (names as readonly unknown[]).includes(value) ? undefined : `one of ${names.join(", ")}`;
}
