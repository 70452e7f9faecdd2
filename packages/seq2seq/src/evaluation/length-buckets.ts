// BLEU by length of the source: the bottleneck that attention removes shows on long sentences
// (Cho et al., 2014; Bahdanau et al., 2015, figure 2).
import {
	isString,
	isStringList,
	type OptionNames,
	requireList,
	requireOptions,
	wrongArgument,
} from "@mirada/core-native/contract";
import { type BleuOptions, type BleuScore, corpusBleu, requireBleuOptions } from "./bleu.js";

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

const NAMES: OptionNames<LengthBucketInput> = {
	sourceLengths: true,
	systems: true,
	references: true,
	edges: true,
	bleu: true,
};
const isNumber = (value: unknown) => typeof value === "number" && !Number.isNaN(value);

export const DEFAULT_LENGTH_EDGES: readonly number[] = [5, 8, 12];

export function bleuByLength(input: LengthBucketInput): LengthBucket[] {
	const where = "bleuByLength";
	requireOptions(where, input, NAMES);
	const { sourceLengths, systems, references, edges = DEFAULT_LENGTH_EDGES, bleu } = input;
	requireList(where, "sourceLengths", sourceLengths, "numbers", isNumber);
	requireList(
		where,
		"references",
		references,
		"string arrays, none empty",
		(list) => isStringList(list) && list.length > 0,
	);
	requireList(where, "edges", edges, "numbers", isNumber);
	if (typeof systems !== "object" || systems === null) {
		throw wrongArgument(where, "systems", "an object of translations by name", systems);
	}
	for (const [name, hypotheses] of Object.entries(systems)) {
		requireList(where, `systems.${name}`, hypotheses, "strings", isString);
	}
	if (references.length !== sourceLengths.length) {
		throw new RangeError(
			`${where}: expected ${sourceLengths.length} lists of references, got ${references.length}`,
		);
	}
	if (bleu !== undefined) requireBleuOptions(where, bleu);
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
