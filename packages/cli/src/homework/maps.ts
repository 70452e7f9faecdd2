// The two maps of a run: sentences whose words change order, as the trained model translates them.

import { type Evaluation, isWord, type Translator } from "@mirada/seq2seq";
import type { CommandContext } from "../command-context.js";
import { attentionFigure } from "../figures/attention-figure.js";
import { mapOfSentence, type SentenceMap } from "../figures/map-of-sentence.js";
import { svgToPng, warnOfMissingGlyphs } from "../figures/png.js";
import { writeWhole } from "../output.js";
import type { MapReport } from "../results/report.js";
import { requiredMaps } from "../results/verdict.js";
import type { HomeworkCorpus } from "./corpus.js";
import { crossedShare } from "./reordering.js";
import type { RunFolder } from "./run-folder.js";

const fewestWords = 5;
const mostWords = 14;
/** Half of all pairs crossed is the word order of no translation: such a map is noise. */
const mostCrossed = 0.5;

export interface DrawnMap {
	report: MapReport;
	svg: string;
}

export async function drawMaps(
	translator: Translator,
	/** The translations of the test sentences. */
	evaluation: Evaluation,
	/** Sentences of our own to draw instead of those; none: the test sentences. */
	own: readonly (readonly string[])[],
	{ facts }: HomeworkCorpus,
	folder: RunFolder,
	context: CommandContext,
): Promise<DrawnMap[]> {
	const drawn: DrawnMap[] = [];
	const withoutGlyph = new Set<string>();
	for (const [index, { map, reordering }] of chooseMaps(translator, evaluation, own).entries()) {
		const svg = attentionFigure(map, context.language, facts);
		const paths = { svg: `maps/${index + 1}.svg`, png: `maps/${index + 1}.png` };
		await writeWhole(folder.file(paths.svg), svg, context);
		const { png, missing } = svgToPng(svg, context.io.env);
		for (const character of missing) withoutGlyph.add(character);
		await writeWhole(folder.file(paths.png), png, context);
		const { source, target, weights } = map;
		drawn.push({ svg, report: { ...paths, source, target, reordering, weights } });
	}
	warnOfMissingGlyphs(withoutGlyph, context);
	return drawn;
}

interface Candidate {
	map: SentenceMap;
	reordering: number;
	/** 1 where the translation is one of the references; 0 elsewhere. */
	right: number;
}

/** Sentences that the model can read first, then right translations, then those that leave the diagonal most. */
function chooseMaps(
	translator: Translator,
	evaluation: Evaluation,
	own: readonly (readonly string[])[],
): Candidate[] {
	const candidates = candidatesOf(translator, evaluation, own)
		.filter(({ map }) => map.target.length > 0)
		.map((candidate) => ({ ...candidate, order: orderOf(candidate) }))
		.sort((one, other) => other.order - one.order);
	return candidates.slice(0, requiredMaps);
}

function orderOf({ right, reordering, map }: Candidate): number {
	const readable = map.target.length >= fewestWords && !stutters(map.target) && reordering <= mostCrossed;
	const known = map.unknownWords.length === 0;
	return (known ? 4 : 0) + (readable ? 2 : 0) + right + reordering;
}

function candidatesOf(
	translator: Translator,
	evaluation: Evaluation,
	own: readonly (readonly string[])[],
): Candidate[] {
	if (own.length > 0) {
		return own.map((words) => {
			const map = mapOfSentence(translator, words.join(" "));
			return { map, right: 0, reordering: crossedWords(map) };
		});
	}
	const { sourceVocabulary } = translator;
	const isFit = ({ length }: readonly string[]) => length >= fewestWords && length <= mostWords;
	const fit = evaluation.sentences.filter(({ source }) => isFit(source));
	// A corpus of shorter or longer sentences has others.
	return (fit.length >= requiredMaps ? fit : evaluation.sentences).map(
		({ source, references, translation, hypotheses }) => {
			const weights = hypotheses[0]?.weights ?? [];
			const unknownWords = sourceVocabulary.unknownWords(source);
			const finished = hypotheses[0]?.finished ?? true;
			const map = { source: [...source], target: translation, weights, unknownWords, finished };
			const written = translation.join(" ");
			const right = references.some((reference) => reference.join(" ") === written) ? 1 : 0;
			return { map, right, reordering: crossedWords(map) };
		},
	);
}

/** Of words alone: where the mark at the end looks is no word order. */
function crossedWords({ target, weights }: SentenceMap): number {
	return crossedShare(weights.filter((_, row) => isWord(target[row] ?? "")));
}

/** A model that is hardly trained writes a word again and again. */
function stutters(words: readonly string[]): boolean {
	return words.some((word, index) => word === words[index - 1]);
}
