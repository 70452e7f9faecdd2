// How a language writes numbers.

export interface NumberStyle {
	decimal: "." | ",";
}
