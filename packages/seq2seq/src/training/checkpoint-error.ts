// Why a checkpoint could not be used.

import type { FileFault } from "../storage/file-fault.js";

const MARKER = Symbol.for("mirada.CheckpointError");

/**
 * `truncated`: the file is shorter than it says; `unreadable`: it is damaged or no checkpoint;
 * `other-configuration`: it belongs to a run with other settings; `unwritable`: it could not be written.
 */
export type CheckpointErrorCode = "truncated" | "unreadable" | "other-configuration" | "unwritable";

/** A setting that differs: in the checkpoint, and in the run that would resume it, as JSON. */
export interface SettingDifference {
	readonly name: string;
	readonly stored: string | undefined;
	readonly asked: string | undefined;
}

export interface CheckpointErrorOptions extends ErrorOptions {
	/** What is wrong with the file, where it was read. */
	readonly fault?: FileFault;
	/** Of `other-configuration`. */
	readonly differences?: readonly SettingDifference[];
}

export class CheckpointError extends Error {
	override readonly name = "CheckpointError";
	readonly [MARKER] = true;
	readonly fault: FileFault | undefined;
	readonly differences: readonly SettingDifference[];

	constructor(
		readonly code: CheckpointErrorCode,
		message: string,
		hint: string,
		options: CheckpointErrorOptions = {},
	) {
		super(`${message}\nHint: ${hint}`, options);
		this.fault = options.fault;
		this.differences = options.differences ?? [];
	}

	/** Whether `error` is a CheckpointError, also one of another copy of this package. */
	static isInstance(error: unknown): error is CheckpointError {
		return typeof error === "object" && error !== null && MARKER in error;
	}
}
