import { describe, expect, it } from "vitest";
import { isDisturbed, otherWorkPercent, watchOtherWork } from "./other-work.mjs";
import { quietRounds } from "./quiet-rounds.mjs";

/** Rounds as a list of [other ticks, result]; each call takes the next. */
function constructed(attempts) {
	const waiting = [...attempts];
	let current;
	return {
		watch: () => () => current && { others: current[0], all: 100 },
		runRound: async () => {
			current = waiting.shift();
			return current?.[1];
		},
		unused: waiting,
	};
}

describe("a round's other work", () => {
	it("disturbs above 3 % of the machine, beyond what two ticks may err", () => {
		expect(isDisturbed({ others: 5, all: 100 })).toBe(false);
		expect(isDisturbed({ others: 6, all: 100 })).toBe(true);
		expect(isDisturbed({ others: 2, all: 12 })).toBe(false);
		expect(isDisturbed({ others: 34, all: 1000 })).toBe(true);
		expect(isDisturbed(undefined)).toBe(false);
	});

	it("is told in percent of the machine", () => {
		expect(otherWorkPercent({ others: 1, all: 8 })).toBe(12.5);
		expect(otherWorkPercent({ others: 0, all: 0 })).toBeUndefined();
		expect(otherWorkPercent(undefined)).toBeUndefined();
	});

	it.runIf(process.platform === "linux")("leaves out what we do ourselves", () => {
		const stop = watchOtherWork();
		const before = process.cpuUsage();
		while (process.cpuUsage(before).user < 200_000);
		const { others, all } = stop();
		expect(all).toBeGreaterThan(10);
		// 20 ticks of one processor were ours.
		expect(others).toBeLessThanOrEqual(all - 18);
	});
});

describe("rounds", () => {
	it("are repeated while they are disturbed, and the repetition counts", async () => {
		const { unused, ...play } = constructed([
			[0, "first"],
			[50, "disturbed"],
			[1, "second"],
		]);
		expect(await quietRounds({ rounds: 2, ...play })).toEqual({ rounds: ["first", "second"] });
		expect(unused).toEqual([]);
	});

	it("give the quietest of three attempts, and say how much was disturbed", async () => {
		const { unused, ...play } = constructed([
			[60, "a"],
			[20, "b"],
			[40, "c"],
			[0, "never run"],
		]);
		expect(await quietRounds({ rounds: 1, repeats: 9, ...play })).toEqual({
			rounds: ["b"],
			otherWorkPercent: 20,
		});
		expect(unused).toHaveLength(1);
	});

	it("share their repetitions, so that a busy machine takes at most twice as long", async () => {
		const attempts = Array.from({ length: 9 }, (_, i) => [50 + i, i]);
		const { unused, ...play } = constructed(attempts);
		expect(await quietRounds({ rounds: 3, ...play })).toEqual({
			rounds: [0, 3, 5],
			otherWorkPercent: 55,
		});
		expect(unused).toHaveLength(3);
	});

	it("run once each where the system does not tell of other work", async () => {
		let runs = 0;
		const result = await quietRounds({
			rounds: 3,
			runRound: async () => ++runs,
			watch: () => () => undefined,
		});
		expect(result.rounds).toEqual([1, 2, 3]);
	});
});
