// The measured numbers that the lesson quotes, read from bench/results when the site is built. A page writes
// `[[bleu-gain]]`; an unknown name stops the build.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
	type LengthScore,
	lengthScores,
	type HomeworkResult as ResultByLength,
} from "../models/length-scores.js";
import { decoderStates, encoderOutputs, redCar, sourceWords, targetWords } from "../numbers/red-car.js";
import { fixed, type Language, whole } from "../piece/language.js";
import { bytes } from "../pieces/cost/static.js";

interface Epoch {
	epoch: number;
	validationLoss: number;
	validationBleu: number;
}

interface ModelResult {
	parameters: number;
	trainSeconds: number;
	bleuMulti: number;
	epochs: readonly Epoch[];
}

interface AlignmentResult {
	alignmentErrorRate: number;
	matchScore: number;
	rowEntropy: number;
}

interface HomeworkResult extends ResultByLength {
	date: string;
	environment: { processor: string; cores: number };
	data: { trainPairs: number; testSources: number };
	models: ResultByLength["models"] & Record<"none" | "attention", ModelResult>;
	comparison: { bleuGain: number; bootstrap: { low: number; high: number } };
	alignment: Record<"attention" | "uniform" | "diagonal" | "untrained", AlignmentResult>;
}

interface MemoryResult {
	date: string;
	rows: readonly { case: string; group: string; axes: { S: number; ours: number }; extraBytes: number }[];
}

export class Results {
	private readonly builtin: HomeworkResult;
	private readonly real: HomeworkResult;
	private readonly memory: MemoryResult;

	/** @param folder bench/results */
	constructor(folder: string) {
		const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
		this.builtin = read("homework-builtin");
		this.real = read("homework-real");
		this.memory = read("memory");
	}

	/** The text that stands for `[[name]]`. */
	text(name: string, language: Language): string {
		const make = this.texts[name];
		if (!make) throw new Error(`Results: unknown name "${name}"; known: ${this.names.join(", ")}`);
		return make(language);
	}

	get names(): string[] {
		return Object.keys(this.texts);
	}

	private readonly texts: Readonly<Record<string, (language: Language) => string>> = {
		...this.run("", () => this.builtin),
		...this.run("real-", () => this.real),
		aer: (language) => fixed(this.builtin.alignment.attention.alignmentErrorRate, 2, language),
		"aer-diagonal": (language) => fixed(this.builtin.alignment.diagonal.alignmentErrorRate, 2, language),
		"aer-uniform": (language) => fixed(this.builtin.alignment.uniform.alignmentErrorRate, 2, language),
		"aer-untrained": (language) => fixed(this.builtin.alignment.untrained.alignmentErrorRate, 2, language),
		"match-percent": (language) => fixed(100 * this.builtin.alignment.attention.matchScore, 0, language),
		"match-diagonal-percent": (language) =>
			fixed(100 * this.builtin.alignment.diagonal.matchScore, 0, language),
		"match-untrained-percent": (language) =>
			fixed(100 * this.builtin.alignment.untrained.matchScore, 0, language),
		"table-length": (language) => this.lengthTable(language),
		"table-epochs": (language) => this.epochTable(language),
		"table-memory": (language) => this.memoryTable(language),
		"table-keys": () => matrixTable("k", "src", sourceWords, encoderOutputs, 0, "en"),
		"table-queries": () => matrixTable("q", "tgt", targetWords, decoderStates, 0, "en"),
		"table-scores": (language) =>
			matrixTable("q · k", "tgt", targetWords, redCar.scores, 0, language, sourceWords),
		"table-weights": (language) =>
			matrixTable("α", "tgt", targetWords, redCar.weights, 3, language, sourceWords),
		"table-contexts": (language) => matrixTable("c", "tgt", targetWords, redCar.contexts, 2, language),
	};

	private run(prefix: string, result: () => HomeworkResult): Record<string, (language: Language) => string> {
		const minutes = ({ models }: HomeworkResult) =>
			(models.none.trainSeconds + models.attention.trainSeconds) / 60;
		return {
			[`${prefix}bleu-none`]: (language) => fixed(result().models.none.bleuMulti, 1, language),
			[`${prefix}bleu-attention`]: (language) => fixed(result().models.attention.bleuMulti, 1, language),
			[`${prefix}bleu-gain`]: (language) => fixed(result().comparison.bleuGain, 1, language),
			[`${prefix}bleu-gain-low`]: (language) => fixed(result().comparison.bootstrap.low, 1, language),
			[`${prefix}bleu-gain-high`]: (language) => fixed(result().comparison.bootstrap.high, 1, language),
			[`${prefix}train-pairs`]: (language) => whole(result().data.trainPairs, language),
			[`${prefix}test-sentences`]: (language) => whole(result().data.testSources, language),
			[`${prefix}minutes`]: (language) => fixed(minutes(result()), 1, language),
			[`${prefix}machine`]: () => result().environment.processor.replaceAll("(R)", ""),
			[`${prefix}cores`]: () => String(result().environment.cores),
		};
	}

	private lengthTable(language: Language): string {
		const texts = tableTexts[language];
		const real = new Map(lengthScores(this.real).map((score) => [score.from, score]));
		const gain = ({ none, attention, sentences }: LengthScore) =>
			`${fixed(none, 1, language)} → ${fixed(attention, 1, language)} (${whole(sentences, language)})`;
		const rows = lengthScores(this.builtin).map((score) => {
			const { from, to } = score;
			const ofReal = real.get(from);
			return [to === null ? texts.orMore(from) : `${from}–${to}`, gain(score), ofReal ? gain(ofReal) : "–"];
		});
		return markdownTable(texts.lengthHead, rows);
	}

	private epochTable(language: Language): string {
		const { none, attention } = this.builtin.models;
		const rows = none.epochs.map((epoch, i) => {
			const other = attention.epochs[i]!;
			return [
				String(epoch.epoch),
				fixed(epoch.validationLoss, 2, language),
				fixed(other.validationLoss, 2, language),
				fixed(epoch.validationBleu, 1, language),
				fixed(other.validationBleu, 1, language),
			];
		});
		return markdownTable(tableTexts[language].epochHead, rows);
	}

	/** Extra memory of attention, forward and backward, against the matrices that it does not build. */
	private memoryTable(language: Language): string {
		const { rows } = this.memory;
		const lengths = [...new Set(rows.map(({ axes }) => axes.S))];
		const extra = (length: number, ours: number) =>
			rows.find(
				({ axes, group }) => axes.S === length && axes.ours === ours && group === "forward + backward",
			)!.extraBytes;
		return markdownTable(
			tableTexts[language].memoryHead,
			lengths.map((length) => [
				whole(length, language),
				bytes(8 * length * length * 4, language),
				bytes(extra(length, 1), language),
				bytes(extra(length, 0), language),
			]),
		);
	}
}

const tableTexts = {
	en: {
		lengthHead: [
			"source words",
			"built-in corpus: BLEU, without → with (sentences)",
			"real pairs: BLEU, without → with (sentences)",
		],
		epochHead: ["epoch", "loss, without", "loss, with", "BLEU, without", "BLEU, with"],
		memoryHead: ["N", "N × N weights, 8 heads", "Mirada: extra memory", "PyTorch: extra memory"],
		orMore: (from: number) => `${from} or more`,
	},
	es: {
		lengthHead: [
			"palabras del origen",
			"corpus incluido: BLEU, sin → con (oraciones)",
			"pares reales: BLEU, sin → con (oraciones)",
		],
		epochHead: ["época", "pérdida, sin", "pérdida, con", "BLEU, sin", "BLEU, con"],
		memoryHead: ["N", "pesos N × N, 8 cabezas", "Mirada: memoria extra", "PyTorch: memoria extra"],
		orMore: (from: number) => `${from} o más`,
	},
};

function matrixTable(
	corner: string,
	side: "src" | "tgt",
	rows: readonly string[],
	values: readonly (readonly number[])[],
	decimals: number,
	language: Language,
	columns?: readonly string[],
): string {
	const head = [
		corner,
		...(columns?.map((word) => `*${word}*{.src}`) ?? values[0]!.map((_, i) => String(i + 1))),
	];
	return markdownTable(
		head,
		values.map((row, i) => [
			`**${rows[i]}**{.${side}}`,
			...row.map((value) => fixed(value, decimals, language)),
		]),
	);
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
	return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
