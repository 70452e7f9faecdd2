// Progress with rate and time left: a bar that redraws itself on a terminal, a plain line now and then elsewhere.

import type { TextOutput } from "../command-io.js";
import { formatDuration } from "./duration.js";
import { type TextStyle, visibleWidth } from "./text-style.js";

export interface ProgressOptions {
	output: TextOutput;
	style: TextStyle;
	/** What is being done. */
	label: string;
	/** Units of work in all. */
	total: number;
	/** Work that an earlier run did, which tells nothing about today's rate. */
	alreadyDone?: number;
	/** "left", in the user's language. */
	leftWord: string;
	/** Milliseconds; tests pass their own clock. */
	now?: () => number;
}

export interface Progress {
	/** `note` is shown after the numbers: the loss, say. */
	update(done: number, note?: string): void;
	/** Ends the bar's line. */
	finish(): void;
}

const redrawEvery = 100;
const lineEvery = 15_000;
const barWidth = 24;

export function createProgress(options: ProgressOptions): Progress {
	const { output, style, label, total, alreadyDone = 0, leftWord, now = Date.now } = options;
	const started = now();
	const interval = output.isTTY ? redrawEvery : lineEvery;
	let lastShown = output.isTTY ? Number.NEGATIVE_INFINITY : started;
	let current = { done: alreadyDone, note: "" };
	let open = false;

	function show() {
		const { done, note } = current;
		const share = total > 0 ? Math.min(1, done / total) : 1;
		const seconds = (now() - started) / 1000;
		const fresh = done - alreadyDone;
		const left = fresh > 0 && share < 1 ? (seconds / fresh) * (total - done) : 0;
		const facts = [
			`${Math.floor(share * 100)} %`,
			`${done}/${total}`,
			...(left > 0 ? [`${formatDuration(left)} ${leftWord}`] : []),
			...(note ? [note] : []),
		].join(" · ");
		if (!output.isTTY) {
			output.write(`${label}  ${facts}\n`);
			return;
		}
		const full = Math.round(share * barWidth);
		const bar = style.cyan("━".repeat(full)) + style.dim("━".repeat(barWidth - full));
		let line = `${label} ${bar} ${facts}`;
		// A line that wraps cannot be redrawn in place.
		const room = (output.columns ?? 80) - 1;
		if (visibleWidth(line) > room) line = Array.from(`${label} ${facts}`).slice(0, room).join("");
		output.write(`\r${line}\u001b[K`);
		open = true;
	}

	return {
		update(done, note = "") {
			current = { done, note };
			if (now() - lastShown >= interval) {
				lastShown = now();
				show();
			}
		},
		finish() {
			if (output.isTTY) show();
			if (open) output.write("\n");
			open = false;
		},
	};
}
