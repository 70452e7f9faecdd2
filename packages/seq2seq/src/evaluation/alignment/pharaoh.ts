// Word alignments in the Pharaoh format: one line per sentence pair, `i-j` for a link from source word i to
// target word j, both from 0. Gold sets write `i?j` (also `ipj`) for links that are possible, not sure.
import type { AlignmentLink } from "../../data/corpus.js";

export interface GoldLinks {
	/** S: links that annotators are sure of. */
	sure: readonly AlignmentLink[];
	/** P: possible links; S is always a part of P, whether it is repeated here or not. Default none but S. */
	possible?: readonly AlignmentLink[];
}

/** Links sorted by source word, then target word. */
export function formatPharaoh(links: readonly AlignmentLink[]): string {
	return [...links]
		.sort((a, b) => a[0] - b[0] || a[1] - b[1])
		.map(([source, target]) => `${source}-${target}`)
		.join(" ");
}

export function parsePharaoh(line: string): GoldLinks {
	const sure: AlignmentLink[] = [];
	const possible: AlignmentLink[] = [];
	for (const item of line.split(/\s+/).filter((part) => part !== "")) {
		const [, source, kind, target] = /^(\d+)([-?p])(\d+)$/.exec(item) ?? [];
		if (source === undefined || target === undefined) {
			throw new RangeError(`parsePharaoh: expected links such as 0-0 or 2?3, got ${JSON.stringify(item)}`);
		}
		(kind === "-" ? sure : possible).push([Number(source), Number(target)]);
	}
	return { sure, possible };
}
