// What a damaged or foreign checkpoint becomes: a message in the user's language and code 5.

import { CheckpointError } from "@mirada/seq2seq";
import { CliError, systemCode } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { reasonText } from "../reason-text.js";

export async function explainCheckpoint<Result>(
	path: string,
	{ messages }: CommandContext,
	work: () => Promise<Result>,
): Promise<Result> {
	const { errors } = messages;
	try {
		return await work();
	} catch (error) {
		// Whoever could not write has said so already.
		if (error instanceof CliError) throw error;
		if (CheckpointError.isInstance(error) && error.code === "other-configuration") {
			const differences = error.differences.map(({ name, stored = "–", asked = "–" }) =>
				errors.settingDiffers(name, stored, asked),
			);
			throw new CliError("checkpoint", errors.otherSettings(path, differences), errors.otherSettingsHint, {
				cause: error,
			});
		}
		const damaged =
			CheckpointError.isInstance(error) || isUnreadableTranslator(error) || systemCode(error) !== undefined;
		if (!damaged) throw error;
		throw new CliError(
			"checkpoint",
			errors.checkpointDamaged(path, reasonText(error, messages)),
			errors.checkpointDamagedHint,
			{ cause: error },
		);
	}
}

/** `loadTranslator` throws RangeError with a fault for bytes that are cut, damaged or something else. */
export function isUnreadableTranslator(error: unknown): boolean {
	return error instanceof RangeError && "fault" in error;
}
