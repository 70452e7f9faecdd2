// BLEU by length of the source: the bottleneck that attention removes shows on long sentences
// (Cho et al., 2014; Bahdanau et al., 2015, figure 2).
import { type BleuOptions, type BleuScore, corpusBleu } from "./bleu.js";

export interface LengthBucketInput {
	/** Words of each source sentence. */
	sourceLengths: readonly number[];
	/** The translations of each system, by its name. */
	systems: Readonly<Record<string, readonly string[]>>;
	/** `references[i]`: the references of sentence i. */
	references: readonly (readonly string[])[];
	/** Longest source of every bucket but the last, ascending. Default 5, 8, 12. */
	edges?: readonly number[];
	/** How BLEU is computed. */
	bleu?: BleuOptions;
}

export interface LengthBucket {
	/** `<=5`, `6-8`, `9-12`, `>12`. */
	label: string;
	sentences: number;
	/** BLEU of each system on these sentences; null in an empty bucket. */
	bleu: Record<string, BleuScore | null>;
}

export const DEFAULT_LENGTH_EDGES: readonly number[] = [5, 8, 12];

export function bleuByLength(input: LengthBucketInput): LengthBucket[] {
	const { sourceLengths, systems, references, edges = DEFAULT_LENGTH_EDGES, bleu } = input;
	for (const [name, hypotheses] of Object.entries(systems)) {
		if (hypotheses.length !== sourceLengths.length) {
			throw new RangeError(
				`bleuByLength: expected ${sourceLengths.length} translations (one per source) from "${name}", got ${hypotheses.length}`,
			);
		}
	}
	return [...edges, Number.POSITIVE_INFINITY].map((most, b) => {
		const least = b === 0 ? 0 : edges[b - 1]! + 1;
		const members = sourceLengths.flatMap((length, i) => (length >= least && length <= most ? [i] : []));
		const pick = <Item>(items: readonly Item[]) => members.map((i) => items[i]!);
		return {
			label: bucketLabel(least, most),
			sentences: members.length,
			bleu: Object.fromEntries(
				Object.entries(systems).map(([name, hypotheses]) => [
					name,
					members.length === 0 ? null : corpusBleu(pick(hypotheses), pick(references), bleu),
				]),
			),
		};
	});
}

function bucketLabel(least: number, most: number): string {
	if (least === 0) return `<=${most}`;
	if (most === Number.POSITIVE_INFINITY) return `>${least - 1}`;
	return least === most ? `${most}` : `${least}-${most}`;
}
