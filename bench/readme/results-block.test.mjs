import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { numbersOf, readRuns, recordRun } from "./homework-runs.mjs";
import { resultsBlock } from "./results-block.mjs";

const folder = mkdtempSync(join(tmpdir(), "mirada-readme-"));
afterAll(() => rmSync(folder, { recursive: true }));

const scores = (alignmentErrorRate, matchScore) => ({ alignmentErrorRate, matchScore });
const report = (linksFrom = "gold") => ({
	schemaVersion: 2,
	finishedAt: "2026-01-02T03:04:05.000Z",
	passed: true,
	criteria: [{ name: "maps", passed: true, judged: true, evidence: { drawn: 2 } }],
	settings: { data: "/somewhere/spa.txt", epochs: 1 },
	environment: { processor: "Chip", cores: 4, node: "20.1.0", backendDetail: "avx2, 4 threads" },
	data: { name: "spa.txt", trainPairs: 1234 },
	models: {
		none: { bleuMulti: 10.04, chrf: 20, trainSeconds: 30 },
		attention: { bleuMulti: 20.06, chrf: 31.25, trainSeconds: 60 },
	},
	comparison: { bleuGain: 10.02, bootstrap: { low: 9, high: 11 } },
	alignment: {
		linksFrom,
		attention: scores(0.125, 0.75),
		uniform: scores(0.9, 0.1),
		diagonal: scores(0.4, 0.6),
		untrained: scores(0.8, 0.2),
	},
	samples: [{ source: "a sentence of the corpus" }],
	maps: [{ source: ["a", "sentence"] }],
});
const withBeam = (report, beamSize = 5) => {
	const { models } = report;
	const outputs = { sentences: 4, mostFrequent: { text: "a sentence of the corpus", count: 2 } };
	const beamOf = (bleuMulti) => ({ beamSize, lengthPenalty: 1, coveragePenalty: 0.2, bleuMulti, outputs });
	return {
		...report,
		schemaVersion: 3,
		settings: { ...report.settings, beam: beamSize, judge: "greedy" },
		models: {
			none: { ...models.none, outputs, beam: beamOf(12.24) },
			attention: { ...models.attention, outputs, beam: beamOf(25.25) },
		},
		beamComparison: { bleuGain: 13.01, bootstrap: { low: 12, high: 14 } },
	};
};
const run = (options = "", more = {}) => ({
	name: "homework-real",
	options,
	...numbersOf(report(more.linksFrom), more.note),
});
const timed = (name, median) => ({ name, threads: 2, seconds: { median } });
const training = {
	versions: { torch: "2", keras: "3" },
	machine: { cores: 4, cpu: "Chip", node: "v20.1.0" },
	rows: [
		{
			case: "with attention, pairs from --data",
			group: "training",
			axes: { attention: "luong-general" },
			amount: 10_000,
			contenders: [
				timed("Mirada", 1),
				timed("Mirada", 2),
				timed("PyTorch", 2.5),
				{ name: "Keras", threads: 2 },
			],
		},
	],
};

function write(name, value) {
	mkdirSync(join(folder, name, ".."), { recursive: true });
	writeFileSync(join(folder, name), JSON.stringify(value));
}

describe("a recorded run", () => {
	it("keeps the numbers of its report, and no sentence", () => {
		write("run/report.json", report());
		recordRun(folder, { name: "homework-builtin", run: join(folder, "run") });
		const text = readFileSync(join(folder, "homework-builtin.json"), "utf8");
		expect(text).not.toContain("sentence");
		expect(text).not.toContain("/somewhere");
		const [recorded, ...others] = readRuns(folder);
		expect(others).toEqual([]);
		expect(recorded).toMatchObject({ name: "homework-builtin", schemaVersion: 2, date: "2026-01-02" });
		expect(recorded.models).toEqual(report().models);
	});

	it("keeps the numbers of beam search, and no sentence of its outputs", () => {
		write("beam/report.json", withBeam(report()));
		recordRun(folder, { name: "homework-quick", run: join(folder, "beam") });
		const text = readFileSync(join(folder, "homework-quick.json"), "utf8");
		expect(text).not.toContain("sentence of the corpus");
		const recorded = JSON.parse(text);
		expect(recorded.schemaVersion).toBe(3);
		expect(recorded.models.attention.beam).toMatchObject({ beamSize: 5, lengthPenalty: 1, bleuMulti: 25.25 });
		expect(recorded.models.attention.beam.outputs.mostFrequent).toEqual({ count: 2 });
		expect(recorded.beamComparison.bleuGain).toBe(13.01);
		rmSync(join(folder, "homework-quick.json"));
	});

	it("is refused where its report has another version, a note or a name that is unknown", () => {
		expect(() => numbersOf({ ...report(), schemaVersion: 1 })).toThrow(
			"report.json: expected schema version 2 or 3, got 1",
		);
		expect(() => numbersOf(report(), "noisy")).toThrow('expected the note "busy" or none, got "noisy"');
		expect(() => recordRun(folder, { name: "homework", run: folder })).toThrow('got "homework"');
		expect(() => recordRun(folder, { name: "homework-quick", run: join(folder, "none") })).toThrow(
			"does not exist",
		);
	});

	it("is refused when it was recorded by an older version, with every such file and how to repeat it", () => {
		const older = join(folder, "older");
		write("older/homework-builtin.json", { models: {} });
		write("older/homework-real-seed2.json", { schemaVersion: 1, models: {} });
		expect(() => readRuns(older)).toThrow(
			/homework-builtin.json: expected schema version 2 or 3, got 1.*: npm run homework\n.*seed2.json: .*: npm run homework -- --data spa.txt --seed 2\n/,
		);
	});
});

describe("the results of a README", () => {
	it("show the runs that there are, in English", () => {
		const text = resultsBlock("en", { runs: [run("--data spa.txt --quick", { note: "busy" })] });
		expect(text).toContain(
			"| `npm run homework -- --data spa.txt --quick` | 1,234 | 10.0 → 20.1 | +10.0 (9.0 to 11.0) | 20.0 → 31.3 | AER 0.13 (best null baseline 0.40) | 1.5 (busy machine) | PASS |",
		);
		expect(text).toContain("Measured on 4 cores of Chip (avx2, 4 threads), Node 20.1.0.");
		expect(text).toContain("[`homework-real.json`](bench/results/homework-real.json)");
	});

	it("show them in Spanish, with the same numbers", () => {
		const text = resultsBlock("es", { runs: [run("", { note: "busy" })], training });
		expect(text).toContain(
			"| `npm run homework` | 1\u202f234 | 10,0 → 20,1 | +10,0 (de 9,0 a 11,0) | 20,0 → 31,3 | AER 0,13 (mejor modelo nulo: 0,40) | 1,5 (equipo ocupado) | CUMPLE |",
		);
		expect(text).toContain("4 núcleos de Chip (avx2, 4 hilos)");
		expect(text).toContain("| con atención | 10\u202f000 | 4\u202f000 | – | 2,50 |");
	});

	it("have columns for beam search where a run has it, and a dash for runs that have none", () => {
		const beam = { name: "homework-real", options: "--data spa.txt", ...numbersOf(withBeam(report())) };
		const english = resultsBlock("en", { runs: [run(), beam] });
		expect(english).toContain("with greedy decoding and with beam search.");
		expect(english).toContain(
			"| BLEU, greedy | BLEU gain, greedy (95 % interval) | BLEU, beam 5 | BLEU gain, beam 5 (95 % interval) | chrF, greedy |",
		);
		expect(english).toContain("| 10.0 → 20.1 | +10.0 (9.0 to 11.0) | – | – | 20.0 → 31.3 |");
		expect(english).toContain(
			"| 10.0 → 20.1 | +10.0 (9.0 to 11.0) | 12.2 → 25.3 | +13.0 (12.0 to 14.0) | 20.0 → 31.3 |",
		);
		expect(english).toContain("**Beam search**");
		const spanish = resultsBlock("es", { runs: [run(), beam] });
		expect(spanish).toContain(
			"| BLEU, voraz | mejora de BLEU, voraz (intervalo del 95 %) | BLEU, haz de 5 |",
		);
		expect(spanish).toContain("| 12,2 → 25,3 | +13,0 (de 12,0 a 14,0) |");
		expect(spanish).toContain("**búsqueda en haz**");
		for (const language of ["en", "es"]) {
			expect(resultsBlock(language, { runs: [run()] })).not.toMatch(/beam|haz/i);
		}
	});

	it("name the beam size in the cells where runs have several, and the search that judged", () => {
		const of = (size, judge) => {
			const wide = withBeam(report(), size);
			return {
				name: "homework-real",
				options: "",
				...numbersOf({ ...wide, settings: { ...wide.settings, judge } }),
			};
		};
		const text = resultsBlock("en", { runs: [of(5, "greedy"), of(10, "beam")] });
		expect(text).toContain("| BLEU, beam search |");
		expect(text).toContain("12.2 → 25.3 (beam 5)");
		expect(text).toContain("12.2 → 25.3 (beam 10)");
		expect(text).toMatch(/\| PASS \|\n.*\| PASS \(beam search\) \|/);
	});

	it("explain only the alignment measures that they quote", () => {
		const gold = resultsBlock("en", { runs: [run()] });
		expect(gold).toContain("**AER**");
		expect(gold).not.toContain("**Match**");
		const aligned = resultsBlock("en", { runs: [run("", { linksFrom: "aligner" })] });
		expect(aligned).toContain("| match 0.75 (best null baseline 0.60) |");
		expect(aligned).toContain("**Match**");
		expect(aligned).not.toContain("**AER**");
	});

	it("compare training speed with the fastest variant of each library, and mark one that was not timed", () => {
		const text = resultsBlock("en", { runs: [], training });
		expect(text).toContain("| with attention | 10,000 | 4,000 | – | 2.50 |");
		expect(text).toContain("on real pairs");
		expect(text).not.toContain("chrF");
	});

	it("point at the report where nothing was recorded", () => {
		expect(resultsBlock("en", { runs: [] })).toMatch(/^`npm run bench` .*report\.md/);
	});
});
