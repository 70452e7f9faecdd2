// Numbers as the table, the verdict and the report write them, with the decimal mark of the user's language.

import type { NumberStyle } from "../messages/number-style.js";

export function fixed(value: number, digits: number, { decimal }: NumberStyle): string {
	return value.toFixed(digits).replace(".", decimal);
}

/** As few digits as tell it from every other number: 0.003, 1e-7. */
export function decimal(value: number, style: NumberStyle): string {
	return String(value).replace(".", style.decimal);
}

/** 1.2e-7. */
export function scientific(value: number, { decimal }: NumberStyle): string {
	return value.toExponential(1).replace(".", decimal);
}

/** BLEU and its like: one decimal would hide what a bootstrap shows. */
export function points(value: number, style: NumberStyle): string {
	return Number.isFinite(value) ? fixed(value, 2, style) : "–";
}

export function signedPoints(value: number, style: NumberStyle): string {
	if (!Number.isFinite(value)) return "–";
	return `${value >= 0 ? "+" : "−"}${fixed(Math.abs(value), 2, style)}`;
}

/** A share of 1 as a percentage. */
export function percent(share: number, style: NumberStyle): string {
	// A number and its unit stay on one line.
	return `${fixed(share * 100, 1, style)}\u00a0%`;
}

/** Thousands parted by a thin space, which both languages read. */
export function count(value: number): string {
	return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

export function shape(sizes: readonly number[]): string {
	return `(${sizes.join(", ")})`;
}
