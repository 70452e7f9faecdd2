/**
 * The words a model knows, and their ids.
 */

import {
	describeValue,
	isAttached,
	isString,
	isStringList,
	requireList,
	requireMethods,
	requireOptions,
	wrongArgument,
} from "@mirada/core-native/contract";

// Their places are their ids; 0 pads, so that a zeroed array is all padding.
const SPECIALS = ["<pad>", "<unk>", "<s>", "</s>"] as const;

export const PAD_ID = 0;
export const UNK_ID = 1;
export const BOS_ID = 2;
export const EOS_ID = 3;

export interface VocabularyJson {
	/** Every token in the order of its id, the four special ones first. */
	readonly tokens: readonly string[];
}

export class Vocabulary {
	readonly padId = PAD_ID;
	readonly unkId = UNK_ID;
	readonly bosId = BOS_ID;
	readonly eosId = EOS_ID;
	/** Every token in the order of its id. */
	readonly tokens: readonly string[];
	private readonly ids: ReadonlyMap<string, number>;

	private constructor(tokens: readonly string[]) {
		this.tokens = tokens;
		this.ids = new Map(tokens.map((token, id) => [token, id]));
	}

	/** How many ids there are, special tokens included. */
	get size(): number {
		return this.tokens.length;
	}

	/**
	 * The most frequent words of `sentences`; of equally frequent ones, the word met first. `size` is the most
	 * ids there may be, the four special tokens included: fewer, if the sentences have fewer words.
	 */
	static build(sentences: Iterable<readonly string[]>, size: number): Vocabulary {
		requireSentences("Vocabulary.build", sentences);
		if (!Number.isInteger(size) || size <= SPECIALS.length) {
			throw new RangeError(
				`Vocabulary.build: expected a whole size above ${SPECIALS.length} (the special tokens), got ${describeValue(size)}`,
			);
		}
		const counts = new Map<string, number>();
		for (const sentence of sentences) {
			if (!isStringList(sentence)) {
				throw wrongArgument("Vocabulary.build", "every sentence", "an array of strings", sentence);
			}
			for (const word of sentence) counts.set(word, (counts.get(word) ?? 0) + 1);
		}
		for (const special of SPECIALS) counts.delete(special);
		// A Map iterates by first insertion and sort is stable: ties stay in the order of first occurrence.
		const words = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
		return new Vocabulary([...SPECIALS, ...words.slice(0, size - SPECIALS.length)]);
	}

	has(token: string): boolean {
		return this.ids.has(token);
	}

	/** The words that `encode` gives `unkId`, each once, in the order of the sentence. */
	unknownWords(tokens: readonly string[]): string[] {
		requireList("Vocabulary.unknownWords", "tokens", tokens, "strings", isString);
		return [...new Set(tokens.filter((token) => !this.ids.has(token)))];
	}

	/** Unknown words become `unkId`. */
	encode(tokens: readonly string[]): number[] {
		requireList("Vocabulary.encode", "tokens", tokens, "strings", isString);
		return tokens.map((token) => this.ids.get(token) ?? this.unkId);
	}

	/** The words up to the first `</s>`; `<pad>` and `<s>` are left out, `<unk>` stays. */
	decode(ids: Iterable<number>): string[] {
		if (!isIterable(ids)) {
			throw wrongArgument("Vocabulary.decode", "ids", "a list of ids", ids);
		}
		const words: string[] = [];
		for (const id of ids) {
			if (id === this.eosId) break;
			if (id !== this.padId && id !== this.bosId) words.push(this.token(id));
		}
		return words;
	}

	/** The token of one id, special or not. */
	token(id: number): string {
		const token = typeof id === "number" ? this.tokens[id] : undefined;
		if (token === undefined) {
			throw new RangeError(
				`Vocabulary.token: expected an id from 0 to ${this.size - 1}, got ${describeValue(id)}`,
			);
		}
		return token;
	}

	toJSON(): VocabularyJson {
		return { tokens: this.tokens };
	}

	static fromJSON(json: VocabularyJson): Vocabulary {
		const tokens: unknown = json?.tokens;
		if (!Array.isArray(tokens) || tokens.some((token) => typeof token !== "string")) {
			throw new TypeError("Vocabulary.fromJSON: expected { tokens: string[] }, got something else");
		}
		const found = tokens.slice(0, SPECIALS.length);
		if (SPECIALS.some((special, id) => found[id] !== special)) {
			throw new RangeError(
				`Vocabulary.fromJSON: expected the first tokens to be ${SPECIALS.join(" ")}, got ${found.join(" ")}`,
			);
		}
		const vocabulary = new Vocabulary([...tokens]);
		if (vocabulary.ids.size !== tokens.length) {
			throw new RangeError(
				`Vocabulary.fromJSON: expected every token once, got ${tokens.length - vocabulary.ids.size} repeated`,
			);
		}
		return vocabulary;
	}
}

/** @throws TypeError unless `value` encodes and decodes, as a Vocabulary of any copy of this package does. */
export function requireVocabulary(where: string, name: string, value: unknown): asserts value is Vocabulary {
	requireMethods(where, name, value, "a Vocabulary", ["encode", "decode", "token"]);
}

/** @throws TypeError unless `value` is { source, target }, two vocabularies. */
export function requireVocabularies(where: string, value: unknown): void {
	requireOptions(where, value, { source: true, target: true });
	const { source, target } = value as Record<string, unknown>;
	requireVocabulary(where, "vocabularies.source", source);
	requireVocabulary(where, "vocabularies.target", target);
}

function requireSentences(where: string, sentences: unknown): void {
	// Text and typed arrays can be walked through too, but hold no sentences.
	const isText = typeof sentences === "string" || ArrayBuffer.isView(sentences);
	if (isIterable(sentences) && !isText) return;
	throw wrongArgument(where, "sentences", "a list of string arrays", sentences);
}

/** Whether a loop can walk through it: not through a typed array whose memory was transferred to another thread. */
function isIterable(value: unknown): boolean {
	if (ArrayBuffer.isView(value) && !isAttached(value as Int32Array)) return false;
	return value != null && typeof (value as Record<symbol, unknown>)[Symbol.iterator] === "function";
}
