// `mirada bench` at its shortest: what it says, in what form, and that a wrong result is never timed.

import { existsSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { afterAll, describe, expect, it } from "vitest";
import { agree, raceTask } from "../src/bench/race.js";
import { machineOf, renderBench } from "../src/bench/render.js";
import type { BenchTask } from "../src/bench/tasks.js";
import type { CommandContext } from "../src/command-context.js";
import { messagesIn } from "../src/messages/index.js";
import { textStyle, visibleWidth } from "../src/terminal/text-style.js";
import { runRecorded } from "./recorded-io.js";
import { backend } from "./tiny-run.js";

afterAll(() => tf.setBackend("cpu"));

const contextOf = (columns: number, language: "en" | "es" = "en"): CommandContext => {
	const output = { write: () => {}, columns };
	return {
		io: {
			stdout: output,
			stderr: output,
			stdin: (async function* () {})(),
			env: {},
			stopRequest: () => new AbortController().signal,
		},
		language,
		messages: messagesIn(language),
		style: textStyle(output, {}),
		errorStyle: textStyle(output, {}),
		program: "mirada",
		argv: ["bench"],
		exitCode: 0,
	};
};

const report = {
	machine: { processor: "a processor", cores: 2, native: "avx2, 2 threads", fmaPeak: 200, copyBandwidth: 10 },
	details: new Map([
		["native", "avx2"],
		["tfjs-wasm", "4"],
		["cpu", null],
	] as const),
	rows: [
		{
			group: "attentionForward" as const,
			label: "1×8×64×64×64",
			unit: "GFLOP/s" as const,
			entries: [
				{ contender: "native" as const, status: "timed" as const, rate: 100 },
				{ contender: "tfjs-wasm" as const, status: "timed" as const, rate: 4 },
			],
		},
		{
			group: "training" as const,
			label: "none",
			unit: "words/s" as const,
			entries: [
				{ contender: "native" as const, status: "timed" as const, rate: 12345 },
				{ contender: "tfjs-wasm" as const, status: "missing" as const, rate: null },
			],
		},
	],
};

describe("the page of mirada bench", () => {
	it("shows rates, shares of the peak, bars, ratios, and what is missing", () => {
		const text = renderBench(report, contextOf(80));
		expect(text).toMatch(/Mirada +100 \( 50 %\) {2}█{40}/);
		expect(text).toMatch(/tfjs-wasm +4\.00 \( {2}2 %\) {2}█▋/);
		expect(text).toMatch(/tfjs-wasm +– {2}not supported: a kernel is missing/);
		expect(text).toContain("Mirada is 25.0 times as fast as tfjs-wasm");
		expect(text).toContain("12\u202f345");
		expect(text).toContain("not installed: tfjs-cpu");
	});

	it("shrinks its bars with the terminal, down to none", () => {
		for (const columns of [80, 40, 32]) {
			const bars = renderBench(report, contextOf(columns))
				.split("\n")
				.filter((line) => /^ {2}(Mirada|tfjs)/.test(line) && !line.includes("not supported"));
			for (const line of bars) expect(visibleWidth(line)).toBeLessThanOrEqual(columns);
		}
		expect(renderBench(report, contextOf(20))).not.toContain("█");
	});

	it("speaks Spanish", () => {
		const text = renderBench(report, contextOf(80, "es"));
		expect(text).toContain("Velocidad de este equipo");
		expect(text).toContain("sin atención");
	});

	it("names a machine without processors by its architecture", () => {
		expect(machineOf([], "x", { fmaPeak: 2e9, copyBandwidth: 1e9 }).processor).toBe(process.arch);
	});
});

describe("the race", () => {
	const task = (results: number[][]): BenchTask => {
		let next = 0;
		return {
			group: "matmul",
			label: "test",
			unit: "GFLOP/s",
			work: 1e-6,
			start: () => ({ run: () => undefined, result: Float32Array.from(results[next++]!), release: () => {} }),
		};
	};

	it("times backends whose results agree", async () => {
		const { entries } = await raceTask(
			task([
				[1, 2],
				[1, 2.0001],
			]),
			["cpu", "cpu"],
			0.001,
			new Map(),
		);
		expect(entries.map(({ status }) => status)).toEqual(["timed", "timed"]);
		expect(entries[0]!.rate).toBeGreaterThan(0);
	});

	it("never times a wrong result", async () => {
		for (const wrong of [[1, 2.1], [1, Number.NaN], [1]]) {
			const { entries } = await raceTask(task([[1, 2], wrong]), ["cpu", "cpu"], 0.001, new Map());
			expect(entries[1]).toEqual({ contender: "cpu", status: "wrong", rate: null });
		}
		expect(agree(Float32Array.of(Number.NaN), Float32Array.of(1))).toBe(false);
	});

	it("leaves out who would take too long", async () => {
		const { entries } = await raceTask(task([[1]]), ["cpu"], 1, new Map([["cpu", 1e-9]]));
		expect(entries[0]!.status).toBe("slow");
	});
});

const hasWasm = existsSync(new URL("../../core-native/build-wasm/mirada_core.wasm", import.meta.url));
const peers = hasWasm ? ["tfjs-wasm", "mirada-wasm"] : ["tfjs-wasm"];

describe.skipIf(backend !== "native")("mirada bench", () => {
	it.each(peers)(
		"compares with one backend, %s, as JSON on stdout",
		async (peer) => {
			const sizes = ["--units", "8", "--vocabulary", "50", "--batch", "4", "--seconds", "1"];
			const { code, out } = await runRecorded(["bench", "--backend", peer, "--json", ...sizes]);
			expect(code).toBe(0);
			const { machine, backends, rows } = JSON.parse(out);
			expect(machine.fmaPeak).toBeGreaterThan(0.1);
			expect(Object.keys(backends)).toEqual(["native", peer]);
			expect(backends[peer]).toMatch(peer === "tfjs-wasm" ? /TensorFlow\.js/ : /WebAssembly SIMD, 1 thread/);
			expect(rows.map(({ group }: { group: string }) => group)).toContain("training");
			for (const row of rows) expect(row.entries[0]).toMatchObject({ contender: "native", status: "timed" });
		},
		120_000,
	);
});

describe("mirada bench, asked wrongly", () => {
	it.each([
		[["--backend", "gpu"], /--backend/],
		[["--seconds", "0"], /--seconds/],
	])("%s ends with 2", async (options, message) => {
		const { code, err } = await runRecorded(["bench", ...options]);
		expect(code).toBe(2);
		expect(err).toMatch(message);
	});
});
