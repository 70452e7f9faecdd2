// The languages of a corpus as the user calls them.

import type { CommandContext } from "../command-context.js";
import { languageName } from "../languages/language-code.js";
import type { DataReport } from "../results/report.js";

export function languageNames(
	{ sourceLanguage, targetLanguage }: Pick<DataReport, "sourceLanguage" | "targetLanguage">,
	{ language, messages: { homework } }: Pick<CommandContext, "language" | "messages">,
): [source: string, target: string] {
	return [
		languageName(sourceLanguage, language) ?? homework.unknownSource,
		languageName(targetLanguage, language) ?? homework.unknownTarget,
	];
}
