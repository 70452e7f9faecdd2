// Tests the framework with small programs in both languages as contenders.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { readFloats } from "./comparison.mjs";
import { ContenderProcess } from "./contender-process.mjs";
import { race } from "./race.mjs";

const folder = mkdtempSync(join(tmpdir(), "mirada-bench-"));
const started = [];
afterAll(async () => {
	await Promise.all(started.map((worker) => worker.close()));
	rmSync(folder, { recursive: true });
});

const serveUrl = new URL("../peers/serve.mjs", import.meta.url).href;
const program = `
	import { serve, Skip } from ${JSON.stringify(serveUrl)};
	serve({
		wait({ milliseconds, value, reason }) {
			if (reason) throw new Skip(reason);
			return {
				run: () => new Promise((resolve) => setTimeout(resolve, milliseconds)),
				outputs: () => ({ value: Float32Array.of(value) }),
			};
		},
		fall: () => process.exit(3),
	});`;

const file = join(folder, "waiter.mjs");
writeFileSync(file, program);
const worker = () => {
	const one = new ContenderProcess([process.execPath, file]);
	started.push(one);
	return one;
};
const contender = (name, request, more = {}) => {
	const process = worker();
	return {
		name,
		threads: 1,
		process: async () => process,
		request: { task: "wait", value: 1, ...request },
		...more,
	};
};
const settings = { rounds: 2, roundMilliseconds: 30, outputsFolder: folder };

describe("race", () => {
	it("times those who are right, drops slow variants, and says why others are out", async () => {
		const results = await race({
			...settings,
			contenders: [
				contender("Mirada", { milliseconds: 2 }, { ours: true }),
				contender("A", { milliseconds: 4 }, { variant: "fast" }),
				contender("A", { milliseconds: 40 }, { variant: "slow" }),
				contender("B", { milliseconds: 1, value: 5 }),
				contender("C", { reason: "knows no masks" }),
				contender("D", { task: "fall" }),
				{ name: "E", threads: 1, request: {}, process: () => Promise.reject(new Error("is not installed")) },
			],
			check(prepared) {
				for (const entry of prepared) if (readFloats(entry.outputs.value)[0] !== 1) entry.wrong = "not 1";
			},
		});
		const [mirada, fast, slow, wrong, skipped, fallen, absent] = results;
		expect(mirada.seconds.rounds).toHaveLength(2);
		expect(mirada.seconds.median).toBeGreaterThan(0.0015);
		expect(fast).toMatchObject({ best: true });
		expect(slow.seconds).toBeUndefined();
		expect(slow.trialSeconds).toBeGreaterThan(0.03);
		expect(wrong).toMatchObject({ wrong: "not 1" });
		expect(wrong.seconds).toBeUndefined();
		expect(skipped.skipped).toBe("knows no masks");
		expect(fallen.skipped).toContain("exit code 3");
		expect(absent.skipped).toBe("is not installed");
	});
});

describe("a busy machine", () => {
	const contenders = () => [
		contender("Mirada", { milliseconds: 2 }, { ours: true }),
		contender("A", { milliseconds: 4 }),
	];
	/** Other work of one count after the other; the last goes on. */
	const watchOf = (...others) => {
		const watched = [];
		const watch = (pids) => () => {
			watched.push(pids());
			return { others: others.length > 1 ? others.shift() : others[0], all: 100 };
		};
		return { watch, watched };
	};

	it("has its disturbed rounds repeated, and leaves no mark where the repetition was quiet", async () => {
		// Two trials (one of none), then rounds: disturbed, quiet, quiet.
		const { watch, watched } = watchOf(0, 0, 60, 0);
		const results = await race({ ...settings, contenders: contenders(), watch });
		expect(watched).toHaveLength(5);
		expect(watched.at(-1)).toHaveLength(2);
		for (const { seconds, otherWorkPercent } of results) {
			expect(seconds.rounds).toHaveLength(2);
			expect(otherWorkPercent).toBeUndefined();
		}
	});

	it("is told with every figure where it stays busy", async () => {
		const { watch } = watchOf(60);
		const results = await race({ ...settings, contenders: contenders(), watch });
		expect(results.map(({ otherWorkPercent }) => otherWorkPercent)).toEqual([60, 60]);
		expect(results[0].seconds.rounds).toHaveLength(2);
	});
});

describe("variants in one process", () => {
	it("are timed each by its own work, and one that cannot takes nothing from the others", async () => {
		const shared = worker();
		const variant = (name, request) => ({
			name: "A",
			variant: name,
			threads: 1,
			process: async () => shared,
			request: { task: "wait", value: 1, ...request },
		});
		const [fast, slow, cannot] = await race({
			...settings,
			contenders: [
				variant("fast", { milliseconds: 3 }),
				variant("slow", { milliseconds: 40 }),
				variant("cannot", { reason: "no" }),
			],
		});
		expect(fast.seconds.median).toBeLessThan(0.02);
		expect(slow.trialSeconds).toBeGreaterThan(0.03);
		expect(cannot.skipped).toBe("no");
	});
});

describe("the two languages", () => {
	it("answer the same operations", () => {
		const text = (name) => readFileSync(fileURLToPath(new URL(`../peers/${name}`, import.meta.url)), "utf8");
		for (const op of ["prepare", "check", "time", "release", "call"]) {
			expect(text("serve.py")).toContain(`op == "${op}"`);
			expect(text("serve.mjs")).toMatch(new RegExp(`^\\t\\t(async )?${op}[(:]`, "m"));
		}
	});
});
