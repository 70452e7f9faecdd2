import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeResult } from "../framework/result-file.mjs";
import { writeReport } from "../report.mjs";
import { linearAxis, logarithmicAxis } from "./axis.mjs";
import { dotPlot } from "./dot-plot.mjs";
import { homeworkSection } from "./homework.mjs";
import { firstParagraph } from "./notes.mjs";
import { looksOf } from "./svg.mjs";
import { suiteTables, targetTable } from "./tables.mjs";

const folder = mkdtempSync(join(tmpdir(), "mirada-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

const timed = (name, threads, seconds, more = {}) => ({
	name,
	threads,
	seconds: { median: seconds, min: seconds * 0.9, max: seconds * 1.1, rounds: [seconds] },
	...more,
});
const row = (n, ours, theirs) => ({
	case: `${n} < ${n + 1}`,
	group: "square",
	axes: { n },
	amount: 10,
	unit: "GFLOP/s",
	identical: true,
	contenders: [
		timed("Mirada", 1, ours * 1.9, { ours: true, error: 1e-7 }),
		timed("Mirada", 2, ours, { ours: true, error: 1e-7 }),
		timed("Mirada", 2, ours * 1.5, { ours: true, extra: true, variant: "avx512" }),
		timed("MKL", 2, theirs, { variant: "torch.mm" }),
		{ name: "OpenBLAS", threads: 2, skipped: "is not installed" },
	],
});
const result = {
	suite: "products",
	title: "Products",
	date: "2026-01-01",
	command: "pnpm bench --suite products",
	seconds: 3,
	machine: {
		cpu: "a processor",
		cores: 2,
		memoryGigabytes: 4,
		system: "linux",
		node: "v20",
		otherWorkPercent: 30,
	},
	versions: { mirada: "1, amx (of avx512, amx), GNU 12" },
	threads: [1, 2],
	ceilings: { 1: { fmaGflops: 20 }, 2: { fmaGflops: 40 } },
	lines: [{ title: "rate by size", group: "square", x: "n", xLabel: "n" }],
	targets: [
		{ what: "products", measure: "ratio", over: "min", atLeast: 1.2 },
		{ what: "products", measure: "peak", over: "min", atLeast: 0.9 },
	],
	rows: [row(64, 0.5, 1), row(128, 0.5, 0.5)],
};

describe("axes", () => {
	it("have round ticks inside their range", () => {
		expect(linearAxis(0, 1.05, 0, 100).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
		expect(logarithmicAxis(0.5, 20, 0, 100).ticks).toEqual([0.5, 1, 2, 5, 10, 20]);
	});

	it("put the ends at the ends, and what lies beyond too", () => {
		const { at } = logarithmicAxis(1, 100, 0, 200);
		expect([at(1), at(10), at(100), at(1000)].map(Math.round)).toEqual([0, 100, 200, 200]);
	});
});

describe("plots", () => {
	const svg = dotPlot({
		title: "a < b",
		description: "what is seen",
		rows: [{ label: "x & y", values: { A: 2 } }],
		series: ["A", "B"],
		axis: { label: "times", scale: "log" },
	});

	it("are XML with a title, a description and a label with its unit", () => {
		expect(svg).toContain('<title id="title">a &lt; b</title>');
		expect(svg).toContain('<desc id="description">what is seen</desc>');
		expect(svg).toContain("x &amp; y");
		expect(svg).toContain(">times</text>");
		expect(svg).not.toContain("NaN");
	});

	it("give everyone a look of their own, and known peers always the same", () => {
		expect(looksOf(["Mirada (amx)", "PyTorch"])).toEqual([0, 1]);
		expect(looksOf(["PyTorch", "someone"])[0]).toBe(1);
		expect(new Set(looksOf(["Mirada", "a", "PyTorch", "b"])).size).toBe(4);
	});
});

describe("notes", () => {
	it("give the first paragraph under a row's name", () => {
		const notes = "# Notes\n\n## products\n\nMemory is\nthe limit.\n\nDetails.\n\n## other\nB";
		expect(firstParagraph(notes, "products")).toBe("Memory is the limit.");
		expect(firstParagraph(notes, "other")).toBe("B");
		expect(firstParagraph(notes, "absent")).toBeUndefined();
	});
});

describe("the table of targets", () => {
	it("shows the target, the worst case, whether it is met, and why not", () => {
		const lines = targetTable([result], () => "memory").split("\n");
		expect(lines[2]).toBe(
			"| products | at least 1.2 times as fast as the best peer, in every case | 1 (128 < 129); met in 1 of 2 cases | **no** | memory |",
		);
		expect(lines[3]).toContain("| 50 % (");
	});
});

describe("a row measured on a busy machine", () => {
	const [quiet, disturbed] = result.rows;
	const contenders = disturbed.contenders.map((contender) => ({ ...contender, otherWorkPercent: 41.5 }));
	const value = { case: "start", group: "time", value: 3, unit: "ms", otherWorkPercent: 7 };
	const busy = { ...result, rows: [quiet, { ...disturbed, contenders }, value] };

	it("is marked in its own table", () => {
		const text = suiteTables(busy).join("\n");
		expect(text).toContain("| 64 < 65 | ");
		expect(text).toContain("| 128 < 129 **(busy machine: 41.5 % other work)** | ");
		expect(text).toContain("| start **(busy machine: 7 % other work)** | 3 ms |");
	});

	it("is marked in the table of targets", () => {
		expect(targetTable([busy], () => "")).toContain("; measured on a busy machine: 128 < 129");
		expect(targetTable([result], () => "")).not.toContain("busy");
	});
});

describe("a peer that is fastest with fewer threads", () => {
	it("counts with them, and the table says so", () => {
		const contenders = [
			timed("Mirada", 2, 1, { ours: true, error: 1e-7 }),
			timed("MKL", 2, 80, { variant: "torch.mm" }),
			timed("MKL", 1, 2, { variant: "torch.mm" }),
		];
		const [text] = suiteTables({ ...result, rows: [{ ...result.rows[0], contenders }] });
		expect(text).toContain("| 5 (4.55 to 5.56), torch.mm, 1 thread | **2** |");
	});
});

describe("the section on the homework", () => {
	const homework = mkdtempSync(join(folder, "homework-"));
	const write = (name, value) => writeFileSync(join(homework, `${name}.json`), JSON.stringify(value));
	const speed = (before, after, ratio) => ({ before: { median: before }, after: { median: after }, ratio });
	const bleu = (none, attention) => ({
		models: { none: { bleuMulti: none }, attention: { bleuMulti: attention } },
	});

	it("is absent without speeds, and shows BLEU of the runs that there are", () => {
		write("homework-real-seed3", bleu(29.614, 38.427));
		expect(homeworkSection(homework)).toEqual([]);
		write("homework-speed", {
			date: "2026-01-01",
			machine: { ...result.machine, otherWorkPercent: 0.1 },
			commits: { before: "aaa", after: "bbb" },
			unit: "target words/s",
			models: { none: speed(10, 19, 1.9), "luong-general": speed(8, 14, 1.75) },
		});
		const text = homeworkSection(homework).join("\n");
		expect(text).toContain("| model | before (aaa), target words/s | after (bbb), target words/s | ratio |");
		expect(text).toContain("| with attention | 8 | 14 | 1.75 |");
		expect(text).toContain(
			"| seed 3 | 29.61 | 38.43 | [`homework-real-seed3.json`](homework-real-seed3.json) |",
		);
		expect(text).not.toContain("seed 1");
		expect(text).not.toContain("beam");
		const { models } = bleu(30, 39.128);
		const beam = (bleuMulti) => ({ beam: { beamSize: 5, bleuMulti } });
		write("homework-real", {
			models: { none: { ...models.none, ...beam(31) }, attention: { ...models.attention, ...beam(41.237) } },
		});
		const both = homeworkSection(homework).join("\n");
		expect(both).toContain("| without attention, beam | with attention, beam | beam size |");
		expect(both).toContain("| seed 1 | 30.00 | 39.13 | 31.00 | 41.24 | 5 |");
		expect(both).toContain("| seed 3 | 29.61 | 38.43 | – | – | – |");
	});
});

describe("the report", () => {
	it("shows every result file of the folder, with its plots, machine and warnings", () => {
		writeResult(folder, result);
		const { path, summary } = writeReport(folder);
		expect(summary.split("\n")[0]).toBe(
			"not met  products: at least 1.2 times as fast as the best peer, in every case: 1 (128 < 129); met in 1 of 2 cases",
		);
		const text = readFileSync(path, "utf8");
		expect(text).toContain("| 64 < 65 | 20 (18.2 to 22.2) | 13.3 (12.1 to 14.8) |");
		expect(text).toContain("is not installed");
		expect(text).toContain("must not be quoted");
		const plots = readdirSync(join(folder, "plots")).toSorted();
		expect(plots).toEqual(
			[
				"products-square-rate-by-size.svg",
				"products-square-peak.svg",
				"products-square-ratio.svg",
				"products-square-threads.svg",
			].toSorted(),
		);
		for (const file of plots) expect(text).toContain(`(plots/${file})`);
	});
});
