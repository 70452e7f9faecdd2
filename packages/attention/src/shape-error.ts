// The one error of this package: a tensor or an argument that does not fit, said as
// `where: expected what, got value` with a hint.

const marker = Symbol.for("@mirada/ShapeError");

export interface ShapeErrorParts {
	/** Function or layer at whose edge the check stands. */
	where: string;
	expected: string;
	got: string;
	/** What to do about it. */
	hint?: string;
}

/** A shape or an argument that does not fit; `ShapeError.isInstance` recognises it across package copies. */
export class ShapeError extends Error {
	override readonly name = "ShapeError";
	readonly [marker] = true;

	constructor({ where, expected, got, hint }: ShapeErrorParts) {
		super(`${where}: expected ${expected}, got ${got}${hint ? `\nHint: ${hint}` : ""}`);
	}

	static isInstance(error: unknown): error is ShapeError {
		return typeof error === "object" && error !== null && (error as Record<symbol, unknown>)[marker] === true;
	}
}

/** `[2,null,3]` for people: tfjs writes the unknown batch size as null. */
export function showShape(shape: readonly (number | null)[]): string {
	return `(${shape.map((size) => size ?? "?").join(", ")})`;
}
