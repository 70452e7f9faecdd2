// Numbers as the table, the verdict and the report write them.

/** BLEU and its like: one decimal would hide what a bootstrap shows. */
export function points(value: number): string {
	return Number.isFinite(value) ? value.toFixed(2) : "–";
}

export function signedPoints(value: number): string {
	return Number.isFinite(value) ? `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(2)}` : "–";
}

/** A share of 1 as a percentage. */
export function percent(share: number): string {
	// A number and its unit stay on one line.
	return `${(share * 100).toFixed(1)}\u00a0%`;
}

/** Thousands parted by a thin space, which both languages read. */
export function count(value: number): string {
	return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

export function shape(sizes: readonly number[]): string {
	return `(${sizes.join(", ")})`;
}
