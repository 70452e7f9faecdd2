// The colours of the heat maps as style rules, light and dark, from the same scale as the figures that Mirada draws.

import { colorOf, darkColorOf, darkInkOn, inkOn, scaleSteps } from "@mirada/attention/figures";

export function heatCss(): string {
	return Array.from({ length: scaleSteps + 1 }, (_, step) => {
		const share = step / scaleSteps;
		const light = `background:${colorOf(share)};color:${inkOn(share)}`;
		const dark = `background:${darkColorOf(share)};color:${darkInkOn(share)}`;
		return `.heat .w${step}{${light}}.dark .heat .w${step}{${dark}}`;
	}).join("");
}
