import { describe, expect, it } from "vitest";
import { exampleReport } from "../../test/example-report.js";
import { languages, messagesIn } from "../messages/index.js";
import type { CriterionName, Report } from "../results/report.js";
import { judge } from "../results/verdict.js";
import { adviceFor } from "./advice.js";
import { describeCriteria } from "./verdict-text.js";

const { advice } = messagesIn("en");

/** The example's report on real pairs of another file, with a change. */
function given(name: CriterionName, change: (report: Report) => void): string[] {
	const report = exampleReport();
	Object.assign(report.data, {
		generated: false,
		name: "pairs.txt",
		trainPairs: 50_000,
		pairs: 60_000,
		sources: 1200,
	});
	report.settings.pairs = 0;
	setLosses(report, [3, 2.5, 2.499]);
	change(report);
	return adviceFor(name, report, messagesIn("en"));
}

function setLosses({ models }: Report, losses: number[]): void {
	models.attention.epochs = losses.map((validationLoss, i) => ({
		...models.attention.epochs[0]!,
		epoch: i + 1,
		validationLoss,
	}));
}

describe("advice on a BLEU gain that is too small", () => {
	it("is none where no number speaks for any", () => {
		expect(given("bleuGain", () => {})).toEqual([]);
	});

	it("asks for more epochs only where validation loss still fell", () => {
		expect(given("bleuGain", (r) => setLosses(r, [3, 2.5, 2.2]))).toEqual([
			advice.stillLearning("with attention", "2.500", "2.200"),
		]);
		expect(given("bleuGain", (r) => setLosses(r, [3]))).toEqual([]);
	});

	it("advises against more epochs where validation loss rose again", () => {
		expect(given("bleuGain", (r) => setLosses(r, [3, 2.5, 2.7]))).toEqual([
			advice.overfitting("with attention", 2, "2.500", "2.700"),
		]);
	});

	it("asks for more pairs where there were few, or where many were left out", () => {
		expect(given("bleuGain", (r) => (r.data.trainPairs = 700))).toEqual([advice.fewPairs("700")]);
		expect(
			given("bleuGain", (r) => {
				r.settings.pairs = r.data.trainPairs = 20_000;
			}),
		).toEqual([advice.pairsLeftOut("20\u202f000", "60\u202f000")]);
	});

	it("asks for a larger vocabulary where references have words outside it", () => {
		expect(given("bleuGain", (r) => (r.data.unknownTargetShare = 0.25))).toEqual([
			advice.unknownWords("25.0\u00a0%"),
		]);
	});

	it("says where there is nothing to gain", () => {
		expect(
			given("bleuGain", (r) => {
				r.models.none.bleuMulti = 97;
				setLosses(r, [3, 2, 1]);
			}),
		).toEqual([advice.strongBaseline("97.00")]);
	});

	it("names the outputs that are no translations, and of which model", () => {
		expect(
			given("bleuGain", (r) => {
				Object.assign(r.models.attention.outputs, { degenerate: "wordless", wordless: 450, empty: 25 });
				Object.assign(r.models.none.outputs, {
					degenerate: "constant",
					mostFrequent: { text: "no .", count: 300 },
				});
			}),
		).toEqual([
			advice.degenerate.constant("without attention", "60.0\u00a0%", "no ."),
			advice.degenerate.wordless("with attention", "95.0\u00a0%"),
		]);
	});

	it("says that the default settings pass only of corpora on which they did, and not to those who used them", () => {
		const says = (change: (report: Report) => void) =>
			given("bleuGain", change).includes(advice.defaultsPass);
		expect(says((r) => (r.settings.units = 8))).toBe(false);
		const builtin = (r: Report) => Object.assign(r.data, { generated: true });
		expect(says((r) => void builtin(r))).toBe(true);
		const withDefaults = (r: Report) => Object.assign(r.settings, { pairs: 20_000 });
		expect(says((r) => [builtin, withDefaults].forEach((change) => void change(r)))).toBe(false);
		const spaEng = "6ec60e212f812ee3430f7568ea6f33b6fb080e32193c5952e8da0ee8ba45574c";
		expect(says((r) => (r.data.sha256 = spaEng))).toBe(true);
	});
});

describe("advice on an alignment that beats not every null", () => {
	const worse = (r: Report, improvement: number) =>
		Object.assign(r.alignment.improvements.diagonal[0]!, {
			improvement,
			low: improvement - 0.1,
			high: improvement + 0.1,
			isBetter: false,
		});

	it("asks for more test sentences only where the interval reaches 0 from above, and there are more", () => {
		expect(
			given("alignment", (r) => {
				worse(r, 0.05);
				r.data.sources = 40_000;
			}),
		).toEqual([advice.uncertain("500")]);
		expect(given("alignment", (r) => void worse(r, 0.05))).toEqual([]);
		expect(given("alignment", (r) => void worse(r, -0.05))).toEqual([]);
	});

	it("names a diagonal that is hard to beat", () => {
		expect(
			given("alignment", (r) => {
				worse(r, -0.05);
				r.alignment.diagonal.matchScore = 0.74;
			}),
		).toEqual([advice.strongDiagonal("74.0\u00a0%")]);
	});

	it("names maps that are off by one row, and weights that are even", () => {
		expect(
			given("alignment", (r) => {
				worse(r, -0.3);
				r.alignment.matchByRowShift = { before: 0.8, own: 0.3, after: 0.2 };
			}),
		).toEqual([advice.offByOne.before("80.0\u00a0%", "30.0\u00a0%")]);
		expect(
			given("alignment", (r) => {
				worse(r, -0.3);
				r.alignment.attention.rowEntropy = 0.97;
				setLosses(r, [6, 5, 4]);
			}),
		).toEqual([advice.evenWeights("0.97"), advice.stillLearning("with attention", "5.000", "4.000")]);
	});

	it("does not ask for more training of a model whose translations are right", () => {
		expect(
			given("alignment", (r) => {
				worse(r, -0.3);
				r.models.attention.bleuMulti = 99;
				setLosses(r, [0.3, 0.2, 0.1]);
			}),
		).toEqual([]);
	});

	it("says where there was nothing to judge by", () => {
		expect(given("alignment", (r) => (r.alignment.links = 0))).toEqual([advice.nothingLinked]);
	});
});

describe.each(languages)("the verdict in %s", (language) => {
	const messages = messagesIn(language);
	const texts = (change: (report: Report) => void) => {
		const report = exampleReport();
		change(report);
		Object.assign(report, judge(report));
		return describeCriteria(report, messages);
	};

	it("names the measures by which a null is beaten, and no others", () => {
		const alignment = texts(() => {}).at(-1)!;
		expect(alignment.evidence).toContain(messages.homework.measures.alignmentErrorRate);
		expect(alignment.evidence).not.toContain(messages.homework.measures.matchScore);
		expect(alignment.hint).toBeUndefined();
	});

	it.each([
		[6, 9, "bleuIntervalAbove"],
		[2, 9, "bleuIntervalAcross"],
		[1, 4, "bleuIntervalBelow"],
	] as const)("says where the interval from %d to %d lies", (low, high, key) => {
		const bleu = texts((r) => Object.assign(r.comparison.bootstrap, { low, high }))[2]!;
		expect(bleu.evidence).toContain(messages.homework.evidence[key]);
	});

	it("marks what is not judged", () => {
		const marks = texts((r) => (r.models.attention.outputs.degenerate = "empty")).map(({ mark }) => mark);
		const { pass, notJudged } = messages.homework;
		expect(marks).toEqual([pass, pass, notJudged, pass, notJudged]);
	});
});
