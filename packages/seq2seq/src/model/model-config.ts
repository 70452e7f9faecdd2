// What a translation model is made of.

import { describeValue, type OptionNames, requireOptions } from "@mirada/core-native/contract";

/** How the decoder scores each source position, or `none`: the baseline, which sees the last state alone. */
export type AttentionScore = (typeof ATTENTION_SCORES)[number];
export const ATTENTION_SCORES = [
	"none",
	"luong-dot",
	"luong-general",
	"luong-concat",
	"bahdanau",
	"multi-head",
] as const;

export interface TranslationModelConfig {
	/** Ids of source words, special tokens included. */
	sourceVocabularySize: number;
	/** Ids of target words, special tokens included. */
	targetVocabularySize: number;
	/** Width E of the word vectors of both sides; default 256. */
	embeddingSize: number;
	/** Width U of the LSTMs; a bidirectional encoder has U / 2 in each direction; default 256. */
	units: number;
	/** Default `unidirectional`. */
	encoder: "unidirectional" | "bidirectional";
	/** Default `luong-general`. */
	attention: AttentionScore;
	/** Heads of `multi-head`, no matter elsewhere; default 4. */
	numHeads: number;
	/**
	 * What the output layer reads: `tanh`: h~ = tanh(Wc [context; h])   (Luong et al. 2015, eq. 5), or `concat`:
	 * [h; context] itself; default `tanh`.
	 */
	attentionalState: "tanh" | "concat";
	/** Whether the decoder reads the last attentional state with each word (ibid., section 3.3); default false. */
	inputFeeding: boolean;
	/** Dropout on the word vectors and before the output layer while training; default 0.2. */
	dropoutRate: number;
	/** Default 0. */
	labelSmoothing: number;
	/** Seed of the first values and of dropout; default 1. */
	seed: number;
}

/** The sizes that have no default, and what should differ from the defaults. */
export type TranslationModelOptions = Pick<
	TranslationModelConfig,
	"sourceVocabularySize" | "targetVocabularySize"
> &
	Partial<TranslationModelConfig>;

const DEFAULTS = {
	embeddingSize: 256,
	units: 256,
	encoder: "unidirectional",
	attention: "luong-general",
	numHeads: 4,
	attentionalState: "tanh",
	inputFeeding: false,
	dropoutRate: 0.2,
	labelSmoothing: 0,
	seed: 1,
} as const satisfies Partial<TranslationModelConfig>;

const OPTIONS: OptionNames<TranslationModelOptions> = {
	sourceVocabularySize: true,
	targetVocabularySize: true,
	embeddingSize: true,
	units: true,
	encoder: true,
	attention: true,
	numHeads: true,
	attentionalState: true,
	inputFeeding: true,
	dropoutRate: true,
	labelSmoothing: true,
	seed: true,
};

/** Fills in the defaults and checks every field. */
export function modelConfig(options: TranslationModelOptions): TranslationModelConfig {
	requireOptions("modelConfig", options, OPTIONS);
	const config: TranslationModelConfig = { ...DEFAULTS, ...withoutUndefined(options) };
	const sizes = [
		"sourceVocabularySize",
		"targetVocabularySize",
		"embeddingSize",
		"units",
		"numHeads",
	] as const;
	for (const name of sizes) {
		expect(Number.isInteger(config[name]) && config[name] > 0, name, "a whole number above 0", config[name]);
	}
	expect(Number.isInteger(config.seed), "seed", "a whole number", config.seed);
	expect(ATTENTION_SCORES.includes(config.attention), "attention", oneOf(ATTENTION_SCORES), config.attention);
	const directions = ["unidirectional", "bidirectional"] as const;
	expect(directions.includes(config.encoder), "encoder", oneOf(directions), config.encoder);
	const states = ["tanh", "concat"] as const;
	expect(
		states.includes(config.attentionalState),
		"attentionalState",
		oneOf(states),
		config.attentionalState,
	);
	expect(typeof config.inputFeeding === "boolean", "inputFeeding", "true or false", config.inputFeeding);
	for (const name of ["dropoutRate", "labelSmoothing"] as const) {
		expect(
			typeof config[name] === "number" && config[name] >= 0 && config[name] < 1,
			name,
			"a number in [0, 1)",
			config[name],
		);
	}
	if (config.encoder === "bidirectional") {
		expect(config.units % 2 === 0, "units", "an even number, half for each direction", config.units);
	}
	if (config.attention === "multi-head") {
		expect(
			config.units % config.numHeads === 0,
			"numHeads",
			`a divisor of units ${config.units}`,
			config.numHeads,
		);
	}
	return config;
}

function expect(holds: boolean, name: string, expected: string, got: unknown): void {
	if (!holds)
		throw new RangeError(`modelConfig: expected ${name} to be ${expected}, got ${describeValue(got)}`);
}

function oneOf(values: readonly string[]): string {
	return `one of ${values.join(", ")}`;
}

function withoutUndefined<T extends object>(options: T): T {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
