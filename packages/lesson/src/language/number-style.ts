// How a language writes numbers.

import type { Language } from "./languages.js";

export interface NumberStyle {
	decimal: "." | ",";
}

export const numberStyles: Readonly<Record<Language, NumberStyle>> = {
	en: { decimal: "." },
	es: { decimal: "," },
};
