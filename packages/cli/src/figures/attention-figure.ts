// The figure of one sentence's map, with its words as title.

import { attentionSvg, isolated } from "@mirada/attention/figures";
import type { Language } from "../messages/index.js";
import type { SentenceMap } from "./map-of-sentence.js";

export function attentionFigure(
	{ source, target, weights }: Pick<SentenceMap, "source" | "target" | "weights">,
	lang: Language,
	{ sourceLanguage, targetLanguage }: { sourceLanguage?: string | null; targetLanguage?: string | null } = {},
): string {
	return attentionSvg({
		weights,
		sourceTokens: source,
		targetTokens: target,
		title: `${isolated(source.join(" "))} → ${isolated(target.join(" "))}`,
		lang,
		...(sourceLanguage && { sourceLanguage }),
		...(targetLanguage && { targetLanguage }),
	});
}
