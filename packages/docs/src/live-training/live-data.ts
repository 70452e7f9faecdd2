// The corpus of the training in the page, as a file of text and as arrays of ids.

import {
	type Batch,
	type EncodedPair,
	encodePairs,
	formatPharaoh,
	makeBatches,
	parsePharaoh,
	Random,
	type SentencePair,
	Vocabulary,
} from "@mirada/seq2seq";

/** As it is stored: sentences are tokens with spaces between them. */
export interface LiveCorpusFile {
	train: readonly (readonly [source: string, target: string])[];
	/** Never trained on; links in the Pharaoh format. The first few are those whose maps are shown. */
	heldOut: readonly (readonly [source: string, target: string, links: string])[];
	/** How many of the held-out pairs are shown. */
	shown: number;
}

export interface LiveData {
	vocabularies: { source: Vocabulary; target: Vocabulary };
	examples: EncodedPair[];
	heldOut: SentencePair[];
	/** All held-out pairs in one batch, in their order. */
	heldOutBatch: Batch;
	shown: number;
}

const MORE_THAN_ALL_WORDS = 10_000;

export function liveCorpusFile(
	train: readonly SentencePair[],
	heldOut: readonly SentencePair[],
	shown: number,
): LiveCorpusFile {
	const text = (tokens: readonly string[]) => tokens.join(" ");
	return {
		train: train.map(({ source, target }) => [text(source), text(target)]),
		heldOut: heldOut.map(({ source, target, alignment = [] }) => [
			text(source),
			text(target),
			formatPharaoh(alignment),
		]),
		shown,
	};
}

/** @param shuffleSeed gives every source the translation of another one; undefined leaves the pairs as they are */
export function readLiveData(file: LiveCorpusFile, shuffleSeed?: number): LiveData {
	const tokens = (text: string) => text.split(" ");
	const train = file.train.map(
		([source, target]): SentencePair => ({ source: tokens(source), target: tokens(target) }),
	);
	const heldOut = file.heldOut.map(
		([source, target, links]): SentencePair => ({
			source: tokens(source),
			target: tokens(target),
			alignment: parsePharaoh(links).sure,
		}),
	);
	const vocabularies = {
		source: Vocabulary.build(
			train.map(({ source }) => source),
			MORE_THAN_ALL_WORDS,
		),
		target: Vocabulary.build(
			train.map(({ target }) => target),
			MORE_THAN_ALL_WORDS,
		),
	};
	const encode = (pairs: readonly SentencePair[]) =>
		encodePairs(pairs, vocabularies.source, vocabularies.target);
	const examples = encode(train);
	return {
		vocabularies,
		examples: shuffleSeed === undefined ? examples : withShuffledTargets(examples, shuffleSeed),
		heldOut,
		heldOutBatch: inOrder(encode(heldOut)),
		shown: file.shown,
	};
}

function withShuffledTargets(examples: readonly EncodedPair[], seed: number): EncodedPair[] {
	const targets = new Random(seed).shuffle(examples.map(({ target }) => target));
	return examples.map(({ source }, i) => ({ source, target: targets[i]! }));
}

/** One batch whose rows are the pairs in their order: `makeBatches` sorts, so each pair is batched by itself. */
function inOrder(pairs: readonly EncodedPair[]): Batch {
	const rows = pairs.map((pair) => makeBatches([pair], { batchSize: 1, seed: 0, epoch: 0 })[0]!);
	const B = rows.length;
	const S = Math.max(...rows.map(({ sourceLength }) => sourceLength));
	const T = Math.max(...rows.map(({ targetLength }) => targetLength));
	const padded = (name: "source" | "targetInput" | "targetOutput", length: number) => {
		const ids = new Int32Array(B * length);
		rows.forEach((row, i) => {
			ids.set(row[name], i * length);
		});
		return ids;
	};
	return {
		source: padded("source", S),
		sourceLengths: Int32Array.from(rows, ({ sourceLength }) => sourceLength),
		targetInput: padded("targetInput", T),
		targetOutput: padded("targetOutput", T),
		targetLengths: Int32Array.from(rows, ({ targetLength }) => targetLength),
		batchSize: B,
		sourceLength: S,
		targetLength: T,
	};
}
