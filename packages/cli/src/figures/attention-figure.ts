// The figure of one sentence's map, with its words as title.

import { attentionSvg } from "@mirada/attention";
import type { Language } from "../messages/index.js";
import type { SentenceMap } from "./map-of-sentence.js";

export function attentionFigure(
	{ source, target, weights }: Pick<SentenceMap, "source" | "target" | "weights">,
	lang: Language,
): string {
	const title = `${source.join(" ")} → ${target.join(" ")}`;
	return attentionSvg({ weights, sourceTokens: source, targetTokens: target, title, lang });
}
