// What a damaged or foreign checkpoint becomes: a message in the user's language and code 5.

import { CheckpointError } from "@mirada/seq2seq";
import { CliError, errorText, systemCode } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";

export async function explainCheckpoint<Result>(
	path: string,
	{ messages: { errors } }: CommandContext,
	work: () => Promise<Result>,
): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		// Whoever could not write has said so already.
		if (error instanceof CliError) throw error;
		if (CheckpointError.isInstance(error) && error.code === "other-configuration") {
			const differences = firstLine(error)
				.replace(/^.* got one with /, "")
				.split(", ");
			throw new CliError("checkpoint", errors.otherSettings(path, differences), errors.otherSettingsHint, {
				cause: error,
			});
		}
		const damaged =
			CheckpointError.isInstance(error) || isUnreadableTranslator(error) || systemCode(error) !== undefined;
		if (!damaged) throw error;
		throw new CliError(
			"checkpoint",
			errors.checkpointDamaged(path, firstLine(error)),
			errors.checkpointDamagedHint,
			{ cause: error },
		);
	}
}

/** `loadTranslator` throws RangeError for bytes that are cut, damaged or something else. */
export function isUnreadableTranslator(error: unknown): boolean {
	return error instanceof RangeError && error.message.startsWith("loadTranslator:");
}

export function firstLine(error: unknown): string {
	return errorText(error).split("\n")[0] ?? "";
}
