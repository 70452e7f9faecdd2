import { describe, expect, it } from "vitest";
import { exampleReport } from "../../test/example-report.js";
import { alignmentNulls, type Report } from "./report.js";
import { judge } from "./verdict.js";

/** Names of the criteria that are not met. */
function failed(change: (report: Report) => void): string[] {
	const report = exampleReport();
	change(report);
	return judge(report)
		.criteria.filter(({ passed }) => !passed)
		.map(({ name }) => name);
}

describe("judge", () => {
	it("passes a run that meets every criterion", () => {
		expect(judge(exampleReport()).passed).toBe(true);
		expect(failed(() => {})).toEqual([]);
	});

	it.each<[string, (report: Report) => void, string[]]>([
		[
			"an encoder that hands on its last state alone",
			(r) => (r.probes.encoderOutputs = [32, 8]),
			["encoderSequences"],
		],
		["outputs of another length", (r) => (r.probes.encoderOutputs[1] = 1), ["encoderSequences"]],
		["rows that do not sum to 1", (r) => (r.probes.largestRowError = 0.01), ["attendsToAll"]],
		["any weight on padding", (r) => (r.probes.paddingMass = 1e-30), ["attendsToAll"]],
		["a source position without gradient", (r) => r.probes.positionsWithGradient--, ["attendsToAll"]],
		["a gain just under 5", (r) => (r.comparison.bleuGain = 4.999), ["bleuGain"]],
		["a gain that is no number", (r) => (r.comparison.bleuGain = Number.NaN), ["bleuGain"]],
		["a single map", (r) => r.maps.pop(), ["maps"]],
		["a map of nothing", (r) => (r.maps[0]!.target = []), ["maps"]],
		["no sentence to judge the alignment on", (r) => (r.alignment.sentences = 0), ["alignment"]],
		["no link to judge the alignment by", (r) => (r.alignment.links = 0), ["alignment"]],
	])("fails %s", (_, change, expected) => {
		expect(failed(change)).toEqual(expected);
	});

	it.each(["empty", "wordless", "constant"] as const)(
		"does not judge a model whose outputs are %s",
		(kind) => {
			const judged = (model: "none" | "attention") => {
				const report = exampleReport();
				report.models[model].outputs.degenerate = kind;
				const { criteria, passed } = judge(report);
				expect(passed).toBe(false);
				return criteria.filter((criterion) => !criterion.judged).map(({ name }) => name);
			};
			expect(judged("attention")).toEqual(["bleuGain", "alignment"]);
			// The baseline's outputs say nothing of where the attention looks.
			expect(judged("none")).toEqual(["bleuGain"]);
		},
	);

	describe("with --judge beam", () => {
		const judgeByBeam = (change: (report: Report) => void = () => {}) => {
			const report = exampleReport();
			report.settings.judge = "beam";
			change(report);
			const { criteria } = judge(report);
			return criteria.find(({ name }) => name === "bleuGain")!;
		};

		it("decides the gain on what beam search found", () => {
			expect(judgeByBeam()).toMatchObject({
				passed: true,
				evidence: { search: "beam", none: 22, attention: 34.5, bleuGain: 12.5, intervalLow: 10.75 },
			});
			expect(judgeByBeam((r) => (r.beamComparison!.bleuGain = 4.9)).passed).toBe(false);
			expect(judgeByBeam((r) => (r.comparison.bleuGain = 4.9)).passed).toBe(true);
		});

		it("does not judge outputs of beam search that are no translations, whatever greedy ones are", () => {
			expect(judgeByBeam((r) => (r.models.none.outputs.degenerate = "empty")).judged).toBe(true);
			expect(judgeByBeam((r) => (r.models.none.beam!.outputs.degenerate = "empty"))).toMatchObject({
				judged: false,
				passed: false,
				evidence: { degenerateNone: "empty", degenerateAttention: null },
			});
		});

		it("leaves the alignment to greedy outputs", () => {
			const report = exampleReport();
			report.settings.judge = "beam";
			report.models.attention.beam!.outputs.degenerate = "constant";
			const alignment = () => judge(report).criteria.find(({ name }) => name === "alignment")!;
			expect(alignment().judged).toBe(true);
			report.models.attention.outputs.degenerate = "constant";
			expect(alignment().judged).toBe(false);
		});

		it("cannot be without beam search", () => {
			expect(() => judgeByBeam((r) => (r.models.none.beam = null))).toThrow(
				/expected results of beam search/,
			);
		});
	});

	it.each(alignmentNulls)("fails an alignment that does not beat the %s null", (name) => {
		expect(failed((report) => (report.alignment.improvements[name][0]!.isBetter = false))).toEqual([
			"alignment",
		]);
	});

	it("fails an alignment whose deciding measure was not compared", () => {
		expect(failed((report) => (report.alignment.improvements.uniform = []))).toEqual(["alignment"]);
	});

	it("does not count a measure that does not decide", () => {
		const other = { measure: "matchScore", improvement: -1, low: -1, high: -1, isBetter: false } as const;
		expect(failed((report) => report.alignment.improvements.uniform.push(other))).toEqual([]);
	});
});
