// The figure on a dark page: the same drawing, with a scale that begins at the dark paper and ends in light. Only
// screens that ask for it see it; a program that ignores media queries, as one that writes PNG, sees the light one.

import { darkColorOf, darkInkOn, darkStops } from "./color-scale.js";

/** Classes for shares of the scale: cells of about the same weight share one. */
export const STEPS = 25;

/** Which of the scale's 26 classes, "0" to "25", a share in [0, 1] has; shares outside are clamped. */
export function shareClass(share: number): string {
	return String(Math.round(Math.min(Math.max(share, 0), 1) * STEPS));
}

/** A style element for the figure of that id, with the classes of the shares that it shows. */
export function darkStyle(id: string, shares: Iterable<number>): string {
	const steps = [...new Set([0, ...Array.from(shares, (share) => Number(shareClass(share)))])].sort(
		(a, b) => a - b,
	);
	const rules = [
		["", "fill:#e8e6e0"],
		[".paper", "fill:#1d2128"],
		[".faint", "fill:#a9b1bd"],
		[".edge", "stroke:#3a404b"],
		[".rule", "stroke:#2a303a"],
		[".link", "stroke:#ff9a4d"],
		...steps.flatMap((step) => [
			[`.w${step}`, `fill:${darkColorOf(step / STEPS)}`],
			[`.n${step}`, `fill:${darkInkOn(step / STEPS)}`],
		]),
		...darkStops.map(({ color }, i) => [`.s${i}`, `stop-color:${color}`]),
	];
	const css = rules.map(([selector, style]) => `#${id}${selector ? ` ${selector}` : ""}{${style}}`).join("");
	return `<style>@media screen and (prefers-color-scheme:dark){${css}}</style>`;
}
