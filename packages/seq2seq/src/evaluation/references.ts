// References as every score takes them: one list per hypothesis, of any length from one.

import { isString, isStringList, requireList } from "@mirada/core-native/contract";
/** Checks once, at the public edge, that each hypothesis has a reference. */
export function requireReferences(
	where: string,
	hypotheses: readonly string[],
	references: readonly (readonly string[])[],
): void {
	requireList(where, "hypotheses", hypotheses, "strings", isString);
	requireList(where, "references", references, "string arrays", isStringList);
	if (hypotheses.length === 0) {
		throw new RangeError(
			`${where}: expected at least one hypothesis, got none; an empty corpus has no score`,
		);
	}
	if (hypotheses.length !== references.length) {
		throw new RangeError(
			`${where}: expected as many reference lists as hypotheses (${hypotheses.length}), got ${references.length}; references[i] holds the references of hypotheses[i]`,
		);
	}
	const missing = references.findIndex((list) => list.length === 0);
	if (missing !== -1) {
		throw new RangeError(`${where}: expected at least one reference per hypothesis, got none at ${missing}`);
	}
}

/** The number of references per sentence as signatures write it: "3", or "var" when it varies. */
export function nrefsOf(references: readonly (readonly string[])[]): string {
	const numbers = new Set(references.map((list) => list.length));
	return numbers.size === 1 ? String([...numbers][0]) : "var";
}
