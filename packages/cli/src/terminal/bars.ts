// Horizontal bars, drawn in eighths of a character.

import { padEnd, padStart, type TextStyle, visibleWidth } from "./text-style.js";

export interface Bar {
	label: string;
	value: number;
	/** What is written after the bar. */
	text: string;
	colour?: "cyan" | "yellow";
}

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

export function renderBars(bars: readonly Bar[], style: TextStyle, width = 30): string {
	const labelWidth = Math.max(0, ...bars.map((bar) => visibleWidth(bar.label)));
	const textWidth = Math.max(0, ...bars.map((bar) => visibleWidth(bar.text)));
	const largest = Math.max(...bars.map((bar) => bar.value), Number.EPSILON);
	return bars
		.map((bar) => {
			const steps = Math.round((Math.max(0, bar.value) / largest) * width * 8);
			const drawn = "█".repeat(Math.floor(steps / 8)) + eighths[steps % 8];
			const paint = bar.colour ? style[bar.colour] : (text: string) => text;
			return `${padEnd(bar.label, labelWidth)}  ${padStart(bar.text, textWidth)}  ${paint(drawn)}`.trimEnd();
		})
		.join("\n");
}
