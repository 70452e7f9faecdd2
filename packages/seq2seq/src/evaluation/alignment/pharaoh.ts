// Word alignments in the Pharaoh format: one line per sentence pair, `i-j` for a link from source word i to
// target word j, both from 0. Gold sets write `i?j` (also `ipj`) for links that are possible, not sure.
import {
	isIdList,
	type OptionNames,
	requireKind,
	requireList,
	requireOptions,
} from "@mirada/core-native/contract";
import type { AlignmentLink } from "../../data/corpus.js";

const NAMES: OptionNames<GoldLinks> = { sure: true, possible: true };

export interface GoldLinks {
	/** S: links that annotators are sure of. */
	sure: readonly AlignmentLink[];
	/** P: possible links; S is always a part of P, whether it is repeated here or not. Default none but S. */
	possible?: readonly AlignmentLink[];
}

/** @throws TypeError unless `links` is an array of [source, target]. */
export function requireLinkList(where: string, name: string, links: unknown): void {
	requireList(
		where,
		name,
		links,
		"links [source, target]",
		(link) => Array.isArray(link) && link.length === 2 && isIdList(link),
	);
}

/** @throws TypeError unless `links` is { sure, possible? }. */
export function requireLinks(where: string, links: unknown): asserts links is GoldLinks {
	requireOptions(where, links, NAMES);
	const { sure, possible } = links as Partial<GoldLinks>;
	requireLinkList(where, "sure", sure);
	if (possible !== undefined) requireLinkList(where, "possible", possible);
}

/** Links sorted by source word, then target word. */
export function formatPharaoh(links: readonly AlignmentLink[]): string {
	requireLinkList("formatPharaoh", "links", links);
	return [...links]
		.sort((a, b) => a[0] - b[0] || a[1] - b[1])
		.map(([source, target]) => `${source}-${target}`)
		.join(" ");
}

export function parsePharaoh(line: string): GoldLinks {
	requireKind("parsePharaoh", "line", line, "string");
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
