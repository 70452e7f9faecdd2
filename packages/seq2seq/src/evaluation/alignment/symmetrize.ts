// One alignment out of two directions. Each direction links every word it generates to at most one word; what
// both agree on is precise, what either says is complete.
import { describeValue } from "@mirada/core-native/contract";
import type { AlignmentLink } from "../../data/corpus.js";
import { requireLinkList } from "./pharaoh.js";

type LinkSet = ReadonlyMap<string, AlignmentLink>;

const SYMMETRIZATIONS = {
	intersection: (forward, reverse) => new Map([...forward].filter(([key]) => reverse.has(key))),
	union: (forward, reverse) => new Map([...forward, ...reverse]),
	"grow-diag": growDiag,
} satisfies Record<string, (forward: LinkSet, reverse: LinkSet) => LinkSet>;

export type Symmetrization = keyof typeof SYMMETRIZATIONS;

/** Links in both lists (`intersection`), in either (`union`), or `grow-diag`, sorted by source and target word. */
export function symmetrize(
	forward: readonly AlignmentLink[],
	reverse: readonly AlignmentLink[],
	how: Symmetrization = "intersection",
): AlignmentLink[] {
	requireLinkList("symmetrize", "forward", forward);
	requireLinkList("symmetrize", "reverse", reverse);
	requireSymmetrization("symmetrize", how);
	const links = SYMMETRIZATIONS[how](toSet(forward), toSet(reverse));
	return [...links.values()].sort(byPosition);
}

/** @throws RangeError for one that does not exist. */
export function requireSymmetrization(where: string, how: unknown): void {
	if (typeof how === "string" && Object.hasOwn(SYMMETRIZATIONS, how)) return;
	throw new RangeError(
		`${where}: expected ${Object.keys(SYMMETRIZATIONS).join(", ")}, got ${describeValue(how)}`,
	);
}

/**
 * Begins with the intersection and adds, as long as there are any, links of the union that touch a link, also
 * diagonally, and bring in a word that has none yet (Koehn, Och & Marcu, 2003; Koehn et al., 2005).
 */
function growDiag(forward: LinkSet, reverse: LinkSet): LinkSet {
	const links = new Map(SYMMETRIZATIONS.intersection(forward, reverse));
	const union = [...SYMMETRIZATIONS.union(forward, reverse).values()].sort(byPosition);
	const sources = new Set([...links.values()].map(([source]) => source));
	const targets = new Set([...links.values()].map(([, target]) => target));
	for (let grew = true; grew; ) {
		grew = false;
		for (const link of union) {
			const [source, target] = link;
			const isNew = !sources.has(source) || !targets.has(target);
			if (links.has(keyOf(link)) || !isNew || !touches(links, link)) continue;
			links.set(keyOf(link), link);
			sources.add(source);
			targets.add(target);
			grew = true;
		}
	}
	return links;
}

function touches(links: LinkSet, [source, target]: AlignmentLink): boolean {
	for (let ds = -1; ds <= 1; ds++) {
		for (let dt = -1; dt <= 1; dt++) {
			if (links.has(keyOf([source + ds, target + dt]))) return true;
		}
	}
	return false;
}

function toSet(links: readonly AlignmentLink[]): LinkSet {
	return new Map(links.map((link) => [keyOf(link), link]));
}

function keyOf([source, target]: AlignmentLink): string {
	return `${source}-${target}`;
}

function byPosition(a: AlignmentLink, b: AlignmentLink): number {
	return a[0] - b[0] || a[1] - b[1];
}
