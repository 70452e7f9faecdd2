import { describe, expect, test } from "vitest";
import { type LearningRateSchedule, learningRateAt } from "./learning-rate.js";
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
	return learningRateAt(0.5, schedule, { step, epoch: bleus.length, epochs: epochsWith(bleus) });
}

describe("learningRateAt", () => {
	test("constant stays", () => {
		expect(rate({ kind: "constant" }, 1000)).toBe(0.5);
	});

	test("warm-up rises in a line to the base rate and falls as one over the root", () => {
		const schedule = { kind: "warmup-inverse-sqrt", warmupSteps: 100 } as const;
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

	test("refuses a schedule that it does not know", () => {
		expect(() => rate({ kind: "cosine" } as never, 1)).toThrow(
			'expected a known schedule, got {"kind":"cosine"}',
		);
	});
});
