/**
 * Sentence pairs as padded arrays of ids, in batches of similar target length.
 */
import {
	describeValue,
	isIdList,
	type OptionNames,
	requireInteger,
	requireKind,
	requireList,
	requireOptions,
	wrongArgument,
} from "@mirada/core-native/contract";
import { requirePairs, type SentencePair } from "./corpus.js";
import { Random } from "./random.js";
import { BOS_ID, EOS_ID, PAD_ID, requireVocabulary, UNK_ID, type Vocabulary } from "./vocabulary.js";

/** Word ids without `<s>` and `</s>`: `makeBatches` adds them. */
export interface EncodedPair {
	readonly source: readonly number[];
	readonly target: readonly number[];
}

/** B sentence pairs, row-major, padded with 0 to the longest source (S) and target (T) of the batch. */
export interface Batch {
	/** (B, S) */
	readonly source: Int32Array;
	/** (B) */
	readonly sourceLengths: Int32Array;
	/** (B, T): `<s>` and the target: what the decoder reads under teacher forcing. */
	readonly targetInput: Int32Array;
	/** (B, T): the target and `</s>`: what the decoder should write. */
	readonly targetOutput: Int32Array;
	/** (B): with `<s>`, or with `</s>`, which is the same number. */
	readonly targetLengths: Int32Array;
	/** B */
	readonly batchSize: number;
	/** S */
	readonly sourceLength: number;
	/** T */
	readonly targetLength: number;
}

export interface BatchOptions {
	/** Pairs per batch; the last one of an epoch may have fewer. */
	readonly batchSize: number;
	readonly seed: number;
	/** Each epoch has its own order. */
	readonly epoch: number;
}

const OPTIONS: OptionNames<BatchOptions> = { batchSize: true, seed: true, epoch: true };

/** @throws TypeError unless `examples` is an array of encoded pairs. */
export function requireExamples(where: string, name: string, examples: unknown): void {
	requireList(where, name, examples, "pairs { source, target } of id arrays", (example) => {
		const { source, target } = (example ?? {}) as Partial<EncodedPair>;
		return isIdList(source) && isIdList(target);
	});
}

/** @throws TypeError, RangeError unless `batch` has the arrays that its sizes say; their contents are not read. */
export function requireBatch(where: string, batch: Batch): void {
	if (typeof batch !== "object" || batch === null) throw wrongArgument(where, "batch", "a Batch", batch);
	const { batchSize: B, sourceLength: S, targetLength: T } = batch;
	requireInteger(where, "batch.batchSize", B);
	requireInteger(where, "batch.sourceLength", S);
	requireInteger(where, "batch.targetLength", T);
	const lengths = {
		source: B * S,
		sourceLengths: B,
		targetInput: B * T,
		targetOutput: B * T,
		targetLengths: B,
	};
	for (const [name, length] of Object.entries(lengths)) {
		const array: unknown = batch[name as keyof Batch];
		if (array instanceof Int32Array && array.length === length) continue;
		throw wrongArgument(where, `batch.${name}`, `an Int32Array of ${length} elements`, array);
	}
}

// Sorting whole epochs would make every epoch's batches the same; sorting within 100 batches keeps lengths
// similar and the mixture new.
const BATCHES_PER_CHUNK = 100;

/** An empty source becomes `<unk>`, because an encoder needs something to read. */
export function encodePairs(
	pairs: readonly SentencePair[],
	sourceVocabulary: Vocabulary,
	targetVocabulary: Vocabulary,
): EncodedPair[] {
	requirePairs("encodePairs", "pairs", pairs);
	requireVocabulary("encodePairs", "sourceVocabulary", sourceVocabulary);
	requireVocabulary("encodePairs", "targetVocabulary", targetVocabulary);
	return pairs.map((pair) => ({
		source: pair.source.length === 0 ? [UNK_ID] : sourceVocabulary.encode(pair.source),
		target: targetVocabulary.encode(pair.target),
	}));
}

/** The batches of one epoch: always the same for the same examples, seed and epoch. */
export function makeBatches(examples: readonly EncodedPair[], options: BatchOptions): Batch[] {
	requireExamples("makeBatches", "examples", examples);
	requireOptions("makeBatches", options, OPTIONS);
	const { batchSize, seed, epoch } = options;
	requireKind("makeBatches", "seed", seed, "number");
	requireKind("makeBatches", "epoch", epoch, "number");
	if (!Number.isInteger(batchSize) || batchSize < 1) {
		throw new RangeError(`makeBatches: expected a whole batchSize from 1, got ${describeValue(batchSize)}`);
	}
	const random = new Random(seed, epoch);
	const order = random.shuffle([...examples]);
	const groups: EncodedPair[][] = [];
	for (let start = 0; start < order.length; start += batchSize * BATCHES_PER_CHUNK) {
		const chunk = order
			.slice(start, start + batchSize * BATCHES_PER_CHUNK)
			.sort((a, b) => a.target.length - b.target.length);
		for (let i = 0; i < chunk.length; i += batchSize) groups.push(chunk.slice(i, i + batchSize));
	}
	return random.shuffle(groups).map((group) => pad(group));
}

/** One batch of exactly these pairs, in this order. */
export function padBatch(examples: readonly EncodedPair[]): Batch {
	requireExamples("padBatch", "examples", examples);
	return pad(examples);
}

function pad(examples: readonly EncodedPair[]): Batch {
	const B = examples.length;
	const S = longest(examples.map((example) => example.source.length));
	const T = longest(examples.map((example) => example.target.length)) + 1;
	const source = new Int32Array(B * S).fill(PAD_ID);
	const targetInput = new Int32Array(B * T).fill(PAD_ID);
	const targetOutput = new Int32Array(B * T).fill(PAD_ID);
	examples.forEach((example, row) => {
		source.set(example.source, row * S);
		targetInput.set([BOS_ID, ...example.target], row * T);
		targetOutput.set([...example.target, EOS_ID], row * T);
	});
	return {
		source,
		sourceLengths: Int32Array.from(examples, (example) => example.source.length),
		targetInput,
		targetOutput,
		targetLengths: Int32Array.from(examples, (example) => example.target.length + 1),
		batchSize: B,
		sourceLength: S,
		targetLength: T,
	};
}

function longest(lengths: readonly number[]): number {
	return lengths.reduce((most, length) => Math.max(most, length), 0);
}
