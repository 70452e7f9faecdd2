import "@mirada/test-kit";
import { describe, expect, test } from "vitest";
import { type LearningRateSchedule, learningRateAt, requireSchedule } from "./learning-rate.js";
import type { EpochSummary } from "./progress.js";

function epochsWith(bleus: readonly number[]): EpochSummary[] {
	return bleus.map((bleu, epoch) => ({
		epoch,
		step: epoch + 1,
		trainingLoss: 1,
		learningRate: 1,
		validation: { loss: 1, bleu },
	}));
}

function rate(schedule: LearningRateSchedule, step: number, bleus: readonly number[] = []): number {
	const point = { step, plannedSteps: 1000, epoch: bleus.length, epochs: epochsWith(bleus) };
	return learningRateAt(0.5, schedule, point);
}

const close = { atol: 1e-12 };

/** The rates of every step of a training of that many, from a base rate of 0.8. */
function rates(schedule: LearningRateSchedule, plannedSteps: number): number[] {
	return Array.from({ length: plannedSteps }, (_, i) =>
		learningRateAt(0.8, schedule, { step: i + 1, plannedSteps, epoch: 0, epochs: [] }),
	);
}

describe("learningRateAt", () => {
	test("constant stays", () => {
		expect(rate({ kind: "constant" }, 1000)).toBe(0.5);
	});

	// Worked by hand: 0.8 (1 - (s - 1) / 4) for s = 1 ... 4.
	test("linear falls from the base rate by the same amount every step, and would be 0 after the last", () => {
		expect(rates({ kind: "linear" }, 4)).toBeAllClose([0.8, 0.6, 0.4, 0.2], close);
		expect(rates({ kind: "linear" }, 1)).toEqual([0.8]);
	});

	test("linear with a constant share falls only after it", () => {
		expect(rates({ kind: "linear", constantShare: 0.5 }, 8)).toBeAllClose(
			[0.8, 0.8, 0.8, 0.8, 0.8, 0.6, 0.4, 0.2],
			close,
		);
		// The share ends between two steps: 0.5 * 5 = 2.5, so t = 0, 0, 0, 0.5 / 2.5, 1.5 / 2.5.
		expect(rates({ kind: "linear", constantShare: 0.5 }, 5)).toBeAllClose([0.8, 0.8, 0.8, 0.64, 0.32], close);
	});

	test("linear falls to its end factor", () => {
		expect(rates({ kind: "linear", endFactor: 0.25 }, 4)).toBeAllClose([0.8, 0.65, 0.5, 0.35], close);
		expect(rates({ kind: "linear", endFactor: 1 }, 3)).toBeAllClose([0.8, 0.8, 0.8], close);
	});

	// cos(0), cos(pi / 3), cos(2 pi / 3) = 1, 1/2, -1/2; cos(pi / 4) = sqrt(1/2).
	test("cosine follows half a period", () => {
		expect(rates({ kind: "cosine" }, 3)).toBeAllClose([0.8, 0.6, 0.2], close);
		expect(rates({ kind: "cosine" }, 4)[1]).toBeCloseTo(0.4 * (1 + Math.SQRT1_2), 12);
		expect(rates({ kind: "cosine", endFactor: 0.5 }, 3)).toBeAllClose([0.8, 0.7, 0.5], close);
		expect(rates({ kind: "cosine", constantShare: 0.25 }, 4)).toBeAllClose([0.8, 0.8, 0.6, 0.2], close);
	});

	test("inverse-sqrt rises in a line to the base rate and falls as one over the root", () => {
		const schedule = { kind: "inverse-sqrt", warmupSteps: 100 } as const;
		expect([1, 50, 100, 400].map((step) => rate(schedule, step))).toEqual([0.005, 0.25, 0.5, 0.25]);
	});

	test("halves after each run of epochs without anything better", () => {
		const schedule = { kind: "halve-on-plateau", patience: 2 } as const;
		expect(rate(schedule, 1, [10, 11, 10])).toBe(0.5);
		expect(rate(schedule, 1, [10, 11, 10, 11])).toBe(0.25);
		expect(rate(schedule, 1, [10, 11, 10, 11, 9, 12])).toBe(0.25);
		expect(rate(schedule, 1, [10, 11, 10, 11, 9, 9])).toBe(0.125);
	});

	test("decays from its epoch on", () => {
		const schedule = { kind: "decay", factor: 0.5, startEpoch: 2 } as const;
		expect([[], [1], [1, 1], [1, 1, 1]].map((bleus) => rate(schedule, 1, bleus))).toEqual([
			0.5, 0.5, 0.25, 0.125,
		]);
	});

	const falling = [
		{ kind: "linear" },
		{ kind: "linear", constantShare: 0.9, endFactor: 0.1 },
		{ kind: "linear", constantShare: 0.999_999 },
		{ kind: "cosine" },
		{ kind: "cosine", constantShare: 0.3, endFactor: 0.01 },
	] as const satisfies LearningRateSchedule[];

	test.each(falling)("%o starts at the base rate, never rises and stays above its end", (schedule) => {
		const endFactor = "endFactor" in schedule ? schedule.endFactor : 0;
		for (const plannedSteps of [1, 2, 3, 7, 100, 12_345]) {
			const all = rates(schedule, plannedSteps);
			expect(all[0]).toBe(0.8);
			expect(all.every((value, i) => i === 0 || value <= all[i - 1]!)).toBe(true);
			expect(all.at(-1)).toBeGreaterThan(0.8 * endFactor);
		}
	});

	test.each(falling)(
		"%o depends on the share of the training that is over, not on its length",
		(schedule) => {
			const [short, long] = [rates(schedule, 40), rates(schedule, 400)];
			expect(short).toBeAllClose(
				short.map((_, i) => long[10 * i]!),
				close,
			);
		},
	);

	test("refuses a schedule that it does not know", () => {
		expect(() => rate({ kind: "exponential" } as never, 1)).toThrow(
			'expected a known schedule, got {"kind":"exponential"}',
		);
	});
});

describe("requireSchedule", () => {
	const check = (schedule: unknown) => () => requireSchedule("here", schedule as LearningRateSchedule);

	test.each([
		{ kind: "constant" },
		{ kind: "linear" },
		{ kind: "linear", constantShare: 0, endFactor: 1 },
		{ kind: "cosine", constantShare: 0.99, endFactor: 0 },
		{ kind: "inverse-sqrt", warmupSteps: 0.5 },
		{ kind: "halve-on-plateau", patience: 1 },
		{ kind: "decay", factor: 60, startEpoch: 0 },
	])("accepts %o", (schedule) => {
		expect(check(schedule)).not.toThrow();
	});

	test.each([
		[
			{ kind: "linear", constantShare: 1 },
			"schedule.constantShare to be a number of 0 or more and below 1, got 1",
		],
		[{ kind: "linear", constantShare: -0.1 }, "schedule.constantShare to be a number of 0 or more"],
		[{ kind: "linear", constantShare: Number.NaN }, "got NaN"],
		[{ kind: "cosine", endFactor: 1.5 }, "schedule.endFactor to be a number from 0 to 1, got 1.5"],
		[{ kind: "cosine", endFactor: "0" }, "schedule.endFactor to be a number from 0 to 1"],
		[{ kind: "inverse-sqrt" }, "schedule.warmupSteps to be a finite number above 0, got undefined"],
		[
			{ kind: "inverse-sqrt", warmupSteps: Number.POSITIVE_INFINITY },
			"a finite number above 0, got Infinity",
		],
		// Half an epoch never passes, so the rate would never be halved.
		[
			{ kind: "halve-on-plateau", patience: 1.5 },
			"schedule.patience to be a whole number of 1 or more, got 1.5",
		],
		[{ kind: "decay", factor: 0, startEpoch: 0 }, "schedule.factor to be a finite number above 0, got 0"],
		[
			{ kind: "decay", factor: 1, startEpoch: -1 },
			"schedule.startEpoch to be a whole number of 0 or more, got -1",
		],
		[
			{ kind: "warmup-inverse-sqrt", warmupSteps: 4 },
			"schedule.kind constant, linear, cosine, inverse-sqrt, ",
		],
		[{ kind: "toString" }, "expected schedule.kind"],
		[null, "expected schedule.kind"],
	])("refuses %o", (schedule, message) => {
		expect(check(schedule)).toThrow(RangeError);
		expect(check(schedule)).toThrow(message);
	});

	test("refuses an option that the schedule does not have", () => {
		expect(check({ kind: "constant", endFactor: 0 })).toThrow(TypeError);
		expect(check({ kind: "linear", warmupSteps: 3 })).toThrow("warmupSteps");
	});
});
