// Numbers that only reports of the homework write: points of BLEU, counts, shapes.

import { fixed, type NumberStyle } from "@mirada/lesson/language";

/** BLEU and its like: one decimal would hide what a bootstrap shows. */
export function points(value: number, style: NumberStyle): string {
	return Number.isFinite(value) ? fixed(value, 2, style) : "–";
}

export function signedPoints(value: number, style: NumberStyle): string {
	if (!Number.isFinite(value)) return "–";
	return `${value >= 0 ? "+" : "−"}${fixed(Math.abs(value), 2, style)}`;
}

/** Thousands parted by a thin space, which both languages read. */
export function count(value: number): string {
	return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

export function shape(sizes: readonly number[]): string {
	return `(${sizes.join(", ")})`;
}
