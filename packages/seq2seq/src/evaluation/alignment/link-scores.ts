// How good proposed links are, whoever proposed them: with A the proposed links, S the sure and P the possible ones
// (S within P), summed over all sentences (Och & Ney, 2003, section 5):
//
//   precision  |A n P| / |A|      recall  |A n S| / |S|      alignmentErrorRate  1 - (|A n S| + |A n P|) / (|A| + |S|)
//
// `alignmentStatistics` gives the same error rate for the row maximum of a map.
import { requireList } from "@mirada/core-native/contract";
import type { AlignmentLink } from "../../data/corpus.js";
import { type GoldLinks, requireLinkList, requireLinks } from "./pharaoh.js";

export interface LinkScores {
	/** 1 where no link is proposed. */
	precision: number;
	/** 1 where no link is sure. */
	recall: number;
	/** From 0, all right, to 1. */
	alignmentErrorRate: number;
}

/** Scores of the links of one sentence after the other; a link that is proposed twice counts once. */
export function linkScores(
	proposed: readonly (readonly AlignmentLink[])[],
	gold: readonly GoldLinks[],
): LinkScores {
	const where = "linkScores";
	requireList(where, "proposed", proposed, "lists of links");
	requireList(where, "gold", gold, "gold links");
	for (const links of proposed) requireLinkList(where, "proposed", links);
	for (const links of gold) requireLinks(where, links);
	if (proposed.length !== gold.length) {
		throw new RangeError(`${where}: expected gold links of ${proposed.length} sentences, got ${gold.length}`);
	}
	let [inSure, inPossible, proposedCount, sureCount] = [0, 0, 0, 0];
	for (const [i, links] of proposed.entries()) {
		const ours = new Set(links.map(String));
		const sure = new Set(gold[i]!.sure.map(String));
		const possible = new Set([...sure, ...(gold[i]!.possible ?? []).map(String)]);
		for (const link of ours) {
			if (sure.has(link)) inSure++;
			if (possible.has(link)) inPossible++;
		}
		proposedCount += ours.size;
		sureCount += sure.size;
	}
	const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
	return {
		precision: share(inPossible, proposedCount),
		recall: share(inSure, sureCount),
		alignmentErrorRate: 1 - share(inSure + inPossible, proposedCount + sureCount),
	};
}
