// How the learning rate changes while a model trains: a pure function of how far it has come.
import { describeValue, requireOptions } from "@mirada/core-native/contract";
import type { EpochSummary } from "./progress.js";

export type LearningRateSchedule =
	/** Always the base rate. */
	| { kind: "constant" }
	/** rate = base min(step / w, sqrt(w / step))   (Vaswani et al. 2017, eq. 3, scaled to reach `base` at w). */
	| { kind: "warmup-inverse-sqrt"; warmupSteps: number }
	/** Half the rate after every `patience` epochs in a row without a better validation BLEU. */
	| { kind: "halve-on-plateau"; patience: number }
	/** `factor` times the rate for every epoch from `startEpoch` (from 0) on   (Luong et al. 2015, section 4.1). */
	| { kind: "decay"; factor: number; startEpoch: number };

export interface LearningRatePoint {
	/** The training step to come, from 1. */
	step: number;
	/** The epoch under way, from 0. */
	epoch: number;
	/** The finished epochs. */
	epochs: readonly EpochSummary[];
}

const SCHEDULES = {
	constant: [],
	"warmup-inverse-sqrt": ["warmupSteps"],
	"halve-on-plateau": ["patience"],
	decay: ["factor", "startEpoch"],
} satisfies Record<LearningRateSchedule["kind"], string[]>;

/** @throws RangeError for a schedule that does not exist or lacks a number, TypeError for an unknown option. */
export function requireSchedule(where: string, schedule: LearningRateSchedule): void {
	const { kind } = (schedule ?? {}) as { kind?: unknown };
	if (typeof kind !== "string" || !Object.hasOwn(SCHEDULES, kind)) {
		const known = Object.keys(SCHEDULES).join(", ");
		throw new RangeError(`${where}: expected schedule.kind ${known}, got ${describeValue(kind)}`);
	}
	const numbers: readonly string[] = SCHEDULES[kind as LearningRateSchedule["kind"]];
	requireOptions(where, schedule, {
		kind: true,
		...Object.fromEntries(numbers.map((name) => [name, true as const])),
	});
	for (const name of numbers) {
		const value: unknown = Reflect.get(schedule, name);
		if (typeof value === "number" && value >= (name === "startEpoch" ? 0 : Number.MIN_VALUE)) continue;
		throw new RangeError(
			`${where}: expected schedule.${name} to be a number above 0, got ${describeValue(value)}`,
		);
	}
}

/** The rate of the step to come. */
export function learningRateAt(
	base: number,
	schedule: LearningRateSchedule,
	point: LearningRatePoint,
): number {
	switch (schedule.kind) {
		case "constant":
			return base;
		case "warmup-inverse-sqrt": {
			const { warmupSteps } = schedule;
			return base * Math.min(point.step / warmupSteps, Math.sqrt(warmupSteps / point.step));
		}
		case "halve-on-plateau":
			return base * 0.5 ** plateaus(point.epochs, schedule.patience);
		case "decay":
			return base * schedule.factor ** Math.max(0, point.epoch - schedule.startEpoch + 1);
		default:
			throw new RangeError(
				`learningRateAt: expected a known schedule, got ${JSON.stringify(schedule satisfies never)}`,
			);
	}
}

/** How many times `patience` epochs in a row brought nothing better. */
function plateaus(epochs: readonly EpochSummary[], patience: number): number {
	let best = Number.NEGATIVE_INFINITY;
	let waited = 0;
	let count = 0;
	for (const { validation } of epochs) {
		const bleu = validation?.bleu ?? Number.NEGATIVE_INFINITY;
		if (bleu > best) {
			best = bleu;
			waited = 0;
		} else if (++waited === patience) {
			count++;
			waited = 0;
		}
	}
	return count;
}
