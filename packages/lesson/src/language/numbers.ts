// Numbers as people read them, with the decimal mark of their language.

import type { NumberStyle } from "./number-style.js";

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

/** A share of 1 as a percentage. */
export function percent(share: number, style: NumberStyle): string {
	// A number and its unit stay on one line.
	return `${fixed(share * 100, 1, style)}\u00a0%`;
}

/** At most four decimals, and none for a whole number. */
export function short(value: number, style: NumberStyle): string {
	return Number.isInteger(value) ? String(value) : fixed(value, 4, style);
}
