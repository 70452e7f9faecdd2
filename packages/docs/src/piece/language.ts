// The two languages of the lesson, and how numbers are written in each.

export type Language = "es" | "en";

/** With a fixed number of decimals: "0,87" in Spanish, "0.87" in English; thousands are parted by a thin space or a comma. */
export function fixed(value: number, decimals: number, language: Language): string {
	if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "NaN";
	const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".") as [string, string | undefined];
	const isZero = Number(`${whole}.${fraction ?? 0}`) === 0;
	const sign = value < 0 && !isZero ? "−" : "";
	const grouped = grouping(whole, language === "es" ? "\u202f" : ",");
	return `${sign}${grouped}${fraction === undefined ? "" : `${language === "es" ? "," : "."}${fraction}`}`;
}

/** A whole number: 20 000 in Spanish, 20,000 in English. */
export function whole(value: number, language: Language): string {
	return fixed(Math.round(value), 0, language);
}

/** Spanish writes 2000 without a separator and 20 000 with one. */
function grouping(digits: string, separator: string): string {
	if (separator !== "," && digits.length < 5) return digits;
	return digits.replace(/\B(?=(\d{3})+$)/g, separator);
}

/** Small whole numbers in full, large ones as 1,07 × 10⁹. */
export function magnitude(value: number, language: Language): string {
	if (Math.abs(value) < 1e7) return whole(value, language);
	const exponent = Math.floor(Math.log10(Math.abs(value)));
	const raised = [...String(exponent)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");
	return `${fixed(value / 10 ** exponent, 2, language)} × 10${raised}`;
}
