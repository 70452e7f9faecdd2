// An error that the user can act on: it carries the reason for the exit code, and a hint.

import type { ExitReason, StopSignal } from "./exit-codes.js";

export class CliError extends Error {
	override name = "CliError";

	constructor(
		readonly reason: ExitReason,
		/** `where: expected what, got value`, in the user's language. */
		message: string,
		readonly hint?: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}

/** Thrown after a checkpoint was written because the user or the system asked to stop. */
export class Interrupted extends Error {
	override name = "Interrupted";

	constructor(
		readonly signal: StopSignal,
		/** The command that continues the work, if there is work to continue. */
		readonly resumeCommand?: string,
	) {
		super(`stopped by ${signal}`);
	}
}

/** The text of anything that was thrown. */
export function errorText(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** The system's code of an error (`ENOENT`, `ENOSPC`, ...), looked for through its causes. */
export function systemCode(error: unknown): string | undefined {
	for (let current = error; current instanceof Error; current = current.cause) {
		const code = (current as NodeJS.ErrnoException).code;
		// Our own errors have codes too, in lower case.
		if (typeof code === "string" && /^E[A-Z0-9]+$/.test(code)) return code;
	}
	return undefined;
}
