// How the learning rate changes while a model trains: a pure function of how far training has come.
import { describeValue, requireOptions } from "@mirada/core-native/contract";
import type { EpochSummary } from "./progress.js";

/**
 * A schedule gives the rate of every step from a base rate. Below, s is the step to come (from 1), N the number of
 * steps planned (epochs times batches per epoch), and c, e are `constantShare` and `endFactor`, both 0 by default.
 * `linear` and `cosine` fall as a function of
 *
 *     t = max(0, s - 1 - c N) / (N - c N)
 *
 * which is 0 until the share c of the training is over and 1 after its last step, so every step has a rate above the
 * final one. They depend on N: planning more epochs stretches them.
 */
export type LearningRateSchedule =
	/** rate = base */
	| { kind: "constant" }
	/** rate = base (e + (1 - e) (1 - t)): constant for the share c, then in a straight line to e base. */
	| ({ kind: "linear" } & FallOptions)
	/** rate = base (e + (1 - e) (1 + cos(pi t)) / 2)   (Loshchilov & Hutter 2017, eq. 5, without restarts). */
	| ({ kind: "cosine" } & FallOptions)
	/**
	 * rate = base min(s / w, sqrt(w / s)): a straight line to the base rate at step w = `warmupSteps`, then the inverse
	 * square root   (Vaswani et al. 2017, eq. 3, scaled; Goyal et al. 2017, section 2.2, for the warm-up).
	 */
	| { kind: "inverse-sqrt"; warmupSteps: number }
	/** Half the rate after every `patience` epochs in a row without a better validation BLEU. */
	| { kind: "halve-on-plateau"; patience: number }
	/** `factor` times the rate for every epoch from `startEpoch` (from 0) on   (Luong et al. 2015, section 4.1). */
	| { kind: "decay"; factor: number; startEpoch: number };

interface FallOptions {
	/** c, the share of the planned steps before the rate falls: 0 or more and below 1; default 0. */
	constantShare?: number;
	/** e, what the rate falls to, as a fraction of the base rate: from 0 to 1; default 0. */
	endFactor?: number;
}

export interface LearningRatePoint {
	/** The training step to come, from 1. */
	step: number;
	/** Steps of the whole training: epochs times batches per epoch. */
	plannedSteps: number;
	/** The epoch under way, from 0. */
	epoch: number;
	/** The finished epochs. */
	epochs: readonly EpochSummary[];
}

/** The values that an option of a schedule can have. */
interface OptionRange {
	expected: string;
	contains(value: number): boolean;
	isOptional?: true;
}

const aboveZero: OptionRange = {
	expected: "a finite number above 0",
	contains: (value) => value > 0 && value < Number.POSITIVE_INFINITY,
};
const fallOptions: Readonly<Record<keyof FallOptions, OptionRange>> = {
	constantShare: {
		expected: "a number of 0 or more and below 1",
		contains: (value) => value >= 0 && value < 1,
		isOptional: true,
	},
	endFactor: {
		expected: "a number from 0 to 1",
		contains: (value) => value >= 0 && value <= 1,
		isOptional: true,
	},
};

const SCHEDULES = {
	constant: {},
	linear: fallOptions,
	cosine: fallOptions,
	"inverse-sqrt": { warmupSteps: aboveZero },
	"halve-on-plateau": { patience: wholeNumberFrom(1) },
	decay: { factor: aboveZero, startEpoch: wholeNumberFrom(0) },
} satisfies Record<LearningRateSchedule["kind"], Record<string, OptionRange>>;

function wholeNumberFrom(least: number): OptionRange {
	return {
		expected: `a whole number of ${least} or more`,
		contains: (value) => Number.isSafeInteger(value) && value >= least,
	};
}

/** @throws RangeError for an unknown schedule or a number out of range, TypeError for an unknown option. */
export function requireSchedule(where: string, schedule: LearningRateSchedule): void {
	const { kind } = (schedule ?? {}) as { kind?: unknown };
	if (typeof kind !== "string" || !Object.hasOwn(SCHEDULES, kind)) {
		const known = Object.keys(SCHEDULES).join(", ");
		throw new RangeError(`${where}: expected schedule.kind ${known}, got ${describeValue(kind)}`);
	}
	const ranges: Record<string, OptionRange> = SCHEDULES[kind as LearningRateSchedule["kind"]];
	requireOptions(where, schedule, {
		kind: true,
		...Object.fromEntries(Object.keys(ranges).map((name) => [name, true as const])),
	});
	for (const [name, { expected, contains, isOptional }] of Object.entries(ranges)) {
		const value: unknown = Reflect.get(schedule, name);
		if (value === undefined && isOptional) continue;
		if (typeof value === "number" && contains(value)) continue;
		throw new RangeError(
			`${where}: expected schedule.${name} to be ${expected}, got ${describeValue(value)}`,
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
		case "linear":
			return fallen(base, schedule, 1 - fallProgress(schedule, point));
		case "cosine":
			return fallen(base, schedule, (1 + Math.cos(Math.PI * fallProgress(schedule, point))) / 2);
		case "inverse-sqrt": {
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

/** t, from 0 to 1. */
function fallProgress({ constantShare = 0 }: FallOptions, { step, plannedSteps }: LearningRatePoint): number {
	const constantSteps = constantShare * plannedSteps;
	return Math.min(1, Math.max(0, step - 1 - constantSteps) / (plannedSteps - constantSteps));
}

/** @param left what is left of the difference between the base rate and the final one, from 1 to 0 */
function fallen(base: number, { endFactor = 0 }: FallOptions, left: number): number {
	return base * (endFactor + (1 - endFactor) * left);
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
