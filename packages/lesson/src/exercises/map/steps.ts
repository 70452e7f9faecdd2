// Exercise 2: how an attention map is read, and when it shows that something was learned.

import type { StepsOptions } from "../../exercise.js";
import { fixed, type Language, type NumberStyle, numberStyles, percent } from "../../language/index.js";
import {
	type AttentionMap,
	diagonalLinks,
	mostAttended,
	PADDING,
	shareOfLinks,
	uniformShare,
	wordsIn,
} from "../../steps/attention-map.js";
import { type Step, sum, sumsText } from "../../steps/step.js";
import { earlyMap, trainedMap } from "../../steps/trained-maps.js";
import { mapTexts } from "./texts.js";

export function mapSteps(language: Language, { program = "mirada", map }: StepsOptions = {}): Step[] {
	const texts = mapTexts[language];
	const numbers = numberStyles[language];
	const shown = map ?? trainedMap;
	const links = mostAttended(shown);
	const sums = shown.weights.map(sum);
	return [
		{ kind: "text", text: map ? texts.ownIntro : texts.intro },
		{ kind: "text", text: texts.axes },
		{ kind: "map", name: texts.mapName, source: shown.source, target: shown.target, weights: shown.weights },
		{
			kind: "check",
			text: texts.sums,
			passed: sums.every((total) => Math.abs(total - 1) < 1e-3),
			detail: sumsText(sums, numbers),
		},
		{
			kind: "table",
			text: true,
			head: texts.linksHead,
			rows: shown.target.map((word, t) => {
				const s = links[t]!;
				return [word, shown.source[s] ?? "", fixed(shown.weights[t]![s] ?? 0, 3, numbers)];
			}),
		},
		{ kind: "text", text: texts.padding },
		...paddedMaps(shown, texts),
		...judgement(shown, map === undefined, texts, numbers),
		{ kind: "question", text: texts.question, answer: texts.answer },
		{ kind: "text", text: texts.ownMap(program) },
	];
}

/** The first row of the map as it is in a batch, padded by two columns: with the mask and without it. */
function paddedMaps(shown: AttentionMap, texts: (typeof mapTexts)[Language]): Step[] {
	const source = [...shown.source, PADDING, PADDING];
	const target = shown.target.slice(0, 2);
	const masked = shown.weights.slice(0, 2).map((row) => [...row, 0, 0]);
	// Without the mask the padding takes its share, and the words keep the rest.
	const unmasked = shown.weights.slice(0, 2).map((row) => [...row.map((weight) => 0.6 * weight), 0.2, 0.2]);
	return [
		{ kind: "map", name: texts.maskedName, source, target, weights: masked },
		{ kind: "map", name: texts.unmaskedName, source, target, weights: unmasked },
	];
}

/** The map against gold links and the nulls; beside it, unless the reader brought another map, a map of noise. */
function judgement(
	shown: AttentionMap,
	isOurs: boolean,
	texts: (typeof mapTexts)[Language],
	numbers: NumberStyle,
): Step[] {
	const { gold } = shown;
	if (gold === undefined) return [];
	const S = wordsIn(shown.source);
	const trained = shareOfLinks(mostAttended(shown), gold);
	const early = shareOfLinks(mostAttended(earlyMap), earlyMap.gold);
	const diagonal = shareOfLinks(diagonalLinks(shown.target.length, S), gold);
	const uniform = uniformShare(S, gold);
	const best = Math.max(diagonal, uniform);
	const rows = [
		[texts.ofModel, trained],
		...(isOurs ? [[texts.ofEarly, early] as const] : []),
		[texts.ofDiagonal, diagonal],
		[texts.ofUniform, uniform],
	] as const;
	const { source, target, weights } = earlyMap;
	const shares: Step[] = [
		{
			kind: "table",
			head: texts.shareHead,
			rows: rows.map(([name, share]) => [name, percent(share, numbers)]),
		},
		{
			kind: "check",
			text: texts.beatsNulls,
			passed: trained > best,
			detail: `${percent(trained, numbers)} > ${percent(best, numbers)}`,
		},
	];
	if (!isOurs) return [{ kind: "text", text: texts.gold }, ...shares];
	return [
		{ kind: "text", text: texts.gold },
		{ kind: "text", text: texts.early },
		{ kind: "map", name: texts.earlyName, source, target, weights },
		...shares,
		{
			kind: "check",
			text: texts.earlyFails,
			passed: early <= best,
			detail: `${percent(early, numbers)} ≤ ${percent(best, numbers)}`,
		},
	];
}
