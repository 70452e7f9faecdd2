// Why a checkpoint could not be used.

const MARKER = Symbol.for("mirada.CheckpointError");

/**
 * `truncated`: the file is shorter than it says; `unreadable`: it is damaged or no checkpoint;
 * `other-configuration`: it belongs to a run with other settings; `unwritable`: it could not be written.
 */
export type CheckpointErrorCode = "truncated" | "unreadable" | "other-configuration" | "unwritable";

export class CheckpointError extends Error {
	override readonly name = "CheckpointError";
	readonly [MARKER] = true;

	constructor(
		readonly code: CheckpointErrorCode,
		message: string,
		hint: string,
		options?: ErrorOptions,
	) {
		super(`${message}\nHint: ${hint}`, options);
	}

	/** Whether `error` is a CheckpointError, also one of another copy of this package. */
	static isInstance(error: unknown): error is CheckpointError {
		return typeof error === "object" && error !== null && MARKER in error;
	}
}
