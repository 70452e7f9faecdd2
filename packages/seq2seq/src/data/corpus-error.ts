/**
 * What can be wrong with a corpus file, or with getting it.
 */

export type CorpusErrorCode =
	| "missing-file"
	/** A folder, a pipe or a device. */
	| "not-a-file"
	/** No byte, or blank lines alone. */
	| "empty-file"
	/** More bytes than fit in memory as tokens. */
	| "too-large"
	/** No text; `facts.format` names the format where it is known. */
	| "binary-file"
	| "utf-16"
	/** Text, but not in UTF-8; `facts.line` is the first line that shows it. */
	| "other-encoding"
	| "archive-cut"
	| "archive-damaged"
	| "archive-encrypted"
	/** Packed by `facts.method`, which this reader does not know. */
	| "archive-method"
	| "archive-zip64"
	| "archive-without-text"
	/** More lines than one can overlook are no sentence pairs. */
	| "bad-lines"
	| "too-small"
	/** `facts.reason` is `status` (with `status`), `closed` (with `received`), `stalled` (with `seconds`) or missing. */
	| "download-failed"
	| "bad-hash"
	/** Another process downloads the same file. */
	| "download-busy";

export interface CorpusErrorOptions extends ErrorOptions {
	/** What the message says in its own words, for who says it in others. */
	facts?: Readonly<Record<string, string | number>>;
}

const MARKER = Symbol.for("mirada.CorpusError");

/** Says `where: expected what, got value`, and in `hint` what to do about it. */
export class CorpusError extends Error {
	override readonly name = "CorpusError";
	readonly code: CorpusErrorCode;
	readonly hint: string;
	readonly facts: Readonly<Record<string, string | number>>;

	constructor(code: CorpusErrorCode, message: string, hint: string, options: CorpusErrorOptions = {}) {
		super(`${message}. ${hint}`, options);
		this.code = code;
		this.hint = hint;
		this.facts = options.facts ?? {};
		Object.defineProperty(this, MARKER, { value: true });
	}

	/** True across copies of this package, where `instanceof` is not. */
	static is(error: unknown): error is CorpusError {
		return typeof error === "object" && error !== null && MARKER in error;
	}
}
