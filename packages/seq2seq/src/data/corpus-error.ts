/**
 * What can be wrong with a corpus file, or with getting it.
 */

export type CorpusErrorCode =
	| "missing-file"
	| "empty-file"
	/** Not UTF-8 text, or an archive without any. */
	| "binary-file"
	/** More lines than one can overlook are no sentence pairs. */
	| "bad-lines"
	| "too-small"
	| "download-failed"
	| "bad-hash";

const MARKER = Symbol.for("mirada.CorpusError");

/** Says `where: expected what, got value`, and in `hint` what to do about it. */
export class CorpusError extends Error {
	override readonly name = "CorpusError";
	readonly code: CorpusErrorCode;
	readonly hint: string;

	constructor(code: CorpusErrorCode, message: string, hint: string, options?: ErrorOptions) {
		super(`${message}. ${hint}`, options);
		this.code = code;
		this.hint = hint;
		Object.defineProperty(this, MARKER, { value: true });
	}

	/** True across copies of this package, where `instanceof` is not. */
	static is(error: unknown): error is CorpusError {
		return typeof error === "object" && error !== null && MARKER in error;
	}
}
