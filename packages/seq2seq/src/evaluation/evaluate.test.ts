import { describe, expect, test } from "vitest";
import { ToyModel } from "../../test/toy-decoding-model.js";
import type { ReferencedSentence } from "../data/corpus.js";
import { Vocabulary } from "../data/vocabulary.js";
import { alignmentReport } from "./alignment/alignment-report.js";
import { diagonalMap } from "./alignment/attention-map.js";
import { forcedAttention } from "./alignment/forced-attention.js";
import { compareEvaluations, evaluateTranslator } from "./evaluate.js";

const WORDS = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete"];
const vocabulary = Vocabulary.build([WORDS], 20);
const vocabularies = { source: vocabulary, target: vocabulary };

/** Writes the source backwards, looking at each word as it writes it; from word `forgetsAfter` on, always "uno". */
class BackwardsModel extends ToyModel {
	constructor(private readonly forgetsAfter = 100) {
		super({ vocabularySize: vocabulary.size });
	}
	override logProbsOf(source: readonly number[], prefix: readonly number[]): number[] {
		const t = prefix.length - 1;
		const word = t >= source.length ? this.eosId : source[source.length - 1 - t]!;
		const right = t >= this.forgetsAfter && word !== this.eosId ? 4 : word;
		return Array.from({ length: this.vocabularySize }, (_, id) =>
			Math.fround(Math.log(id === right ? 0.9 : 0.01)),
		);
	}
	override attentionOf(source: readonly number[], prefix: readonly number[]): number[] {
		const looked = Math.max(0, source.length - prefix.length);
		return source.map((_, s) => (s === looked ? 1 : 0));
	}
}

const SENTENCES: ReferencedSentence[] = Array.from({ length: 24 }, (_, i) => {
	const source = Array.from({ length: 2 + (i % 14) }, (_, s) => WORDS[(i + s * s) % 7]!);
	const backwards = [...source].reverse();
	return {
		source,
		references: i % 2 === 0 ? [backwards] : [["otra", ...backwards.slice(1)], backwards],
		alignment: source.map((_, s) => [s, source.length - 1 - s] as const),
	};
});

describe("evaluateTranslator", () => {
	test.each([{ kind: "greedy" }, { kind: "beam", beamSize: 3, numHypotheses: 2 }] as const)(
		"scores the best hypothesis of each sentence: $kind",
		(strategy) => {
			const result = evaluateTranslator({
				model: new BackwardsModel(),
				vocabularies,
				sentences: SENTENCES,
				strategy,
			});
			expect(result.bleu.score).toBeCloseTo(100, 9);
			expect(result.bleu.signature).toBe("nrefs:var|case:mixed|eff:no|tok:none|smooth:exp|version:2.6.0");
			expect(result.bleuFirstReference.score).toBeLessThan(100);
			expect(result.bleuFirstReference.signature).toContain("nrefs:1|");
			expect(result.chrf.score).toBeCloseTo(100, 9);
			expect(result.chrfPlusPlus.name).toBe("chrF2++");
			expect(result.byLength.map(({ label, sentences }) => [label, sentences])).toEqual([
				["<=5", 8],
				["6-8", 6],
				["9-12", 7],
				[">12", 3],
			]);
			expect(result.unfinished).toBe(0);
			expect(result.paddingMass).toBe(0);
			expect(result.speed.tokensPerSecond).toBeGreaterThan(0);
			result.sentences.forEach(({ source, translation, hypotheses }, i) => {
				expect(source).toBe(SENTENCES[i]!.source);
				expect(translation).toEqual([...source].reverse());
				expect(hypotheses).toHaveLength(strategy.kind === "beam" ? 2 : 1);
				expect(hypotheses[0]!.weights!.map((row) => row.indexOf(1))).toEqual(
					source.map((_, s) => s).reverse(),
				);
			});
		},
	);

	test("never writes <unk> unless allowed, and reads an empty sentence", () => {
		const sentences = [{ source: ["desconocida", "uno"], references: [["uno", "desconocida"]] }];
		const evaluate = (allowUnknown: boolean) =>
			evaluateTranslator({ model: new BackwardsModel(), vocabularies, sentences, allowUnknown });
		expect(evaluate(true).sentences[0]!.translation).toEqual(["uno", "<unk>"]);
		expect(evaluate(false).sentences[0]!.translation).not.toContain("<unk>");
		const empty = [{ source: [], references: [["uno"]] }];
		expect(
			evaluateTranslator({ model: new BackwardsModel(), vocabularies, sentences: empty }).sentences,
		).toHaveLength(1);
	});
});

describe("compareEvaluations", () => {
	test("finds the better model and where it is better", () => {
		const evaluate = (model: BackwardsModel) =>
			evaluateTranslator({ model, vocabularies, sentences: SENTENCES });
		const [forgetful, whole] = [evaluate(new BackwardsModel(5)), evaluate(new BackwardsModel())];
		const { bootstrap, bootstrapFirstReference, byLength } = compareEvaluations(forgetful, whole, {
			resamples: 200,
		});
		expect(bootstrap.difference.score).toBeCloseTo(whole.bleu.score - forgetful.bleu.score, 9);
		expect(bootstrap.difference.interval.lower).toBeGreaterThan(5);
		expect(bootstrap.pValue).toBeLessThan(0.05);
		expect(bootstrapFirstReference.candidate.score).toBeCloseTo(whole.bleuFirstReference.score, 9);
		// Up to five words it forgets nothing.
		expect(byLength[0]!.bleu.baseline!.score).toBeCloseTo(100, 9);
		expect(byLength[3]!.bleu.baseline!.score).toBeLessThan(60);
		expect(byLength[3]!.bleu.candidate!.score).toBeCloseTo(100, 9);
	});

	test("refuses evaluations of different sentences", () => {
		const evaluate = (sentences: ReferencedSentence[]) =>
			evaluateTranslator({ model: new BackwardsModel(), vocabularies, sentences });
		const [all, fewer] = [evaluate(SENTENCES), evaluate(SENTENCES.slice(0, 3))];
		expect(() => compareEvaluations(all, fewer)).toThrow(
			/the same sentences in the same order, got different ones at 3/,
		);
		expect(() => compareEvaluations(fewer, all)).toThrow(/got different ones at 3/);
	});
});

describe("forcedAttention", () => {
	const pairs = SENTENCES.map(({ source }) => ({ source, target: [...source].reverse() }));
	const links = SENTENCES.map(({ alignment }) => ({ sure: alignment! }));

	test("gives rows that belong to the target words they predict", () => {
		const model = forcedAttention({ model: new BackwardsModel(), vocabularies, pairs });
		const untrained = forcedAttention({
			model: new ToyModel({ vocabularySize: vocabulary.size }),
			vocabularies,
			pairs,
		});
		const report = alignmentReport({ model, untrained, links, linksFrom: "gold", resamples: 200 });
		expect(report.model.alignmentErrorRate).toBeCloseTo(0, 12);
		expect(report.matchByRowShift.own).toBe(1);
		expect(report.matchByRowShift.before).toBe(0);
		expect(report.matchByRowShift.after).toBe(0);
		expect(report.beatsEveryNull).toBe(true);
		expect(model[3]!.weights).not.toEqual(diagonalMap(5, 5).weights);
	});

	test("refuses a model without attention and an empty source", () => {
		const model = new ToyModel({ attention: false, vocabularySize: vocabulary.size });
		expect(() => forcedAttention({ model, vocabularies, pairs })).toThrow(/a model with attention/);
		expect(() => forcedAttention({ model, vocabularies, pairs: [{ source: [], target: [] }] })).toThrow(
			/got none at 0/,
		);
	});
});
