import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { bitsOf, toyRun } from "./__fixtures__/toy-run.js";
import type { Checkpoint, CheckpointStore } from "./checkpoint.js";
import { train } from "./train.js";
import { validate } from "./validate.js";

/** Keeps a copy of the last checkpoint in memory. */
class MemoryStore implements CheckpointStore {
	last: Checkpoint | null = null;
	count = 0;

	async load(): Promise<Checkpoint | null> {
		return this.last;
	}

	async save(checkpoint: Checkpoint): Promise<void> {
		this.last = structuredClone(checkpoint);
		this.count++;
	}
}

const settings = { batchSize: 4, learningRate: 0.01 };

describe.each(await availableBackends())("train on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test.each(["none", "luong-general"] as const)("learns twenty pairs by heart: %s", async (attention) => {
		const { model, examples, vocabularies, validation } = toyRun({ attention, dropoutRate: 0 });
		const losses: number[] = [];
		const result = await train(model, examples, {
			vocabularies,
			batchSize: 20,
			learningRate: 0.06,
			epochs: 30,
			onEpoch: ({ trainingLoss }) => losses.push(trainingLoss),
		});
		expect(result).toMatchObject({ status: "finished", step: 30, bestEpoch: null });
		expect(losses.at(-1)!).toBeLessThan(0.1 * losses[0]!);
		expect(validate(model, validation, vocabularies).bleu).toBeGreaterThan(90);
	});

	test("reports every step, every epoch and lines for a log", async () => {
		const { model, examples, ...run } = toyRun();
		const [steps, epochs, lines]: [number[], number[], unknown[]] = [[], [], []];
		await train(model, examples, {
			...settings,
			...run,
			epochs: 2,
			onStep(report) {
				steps.push(report.step);
				expect(report.tokensPerSecond).toBeGreaterThan(0);
				expect(report.secondsLeft).toBeGreaterThanOrEqual(0);
				expect(report.batches).toBe(5);
			},
			onEpoch: ({ epoch }) => epochs.push(epoch),
			log: (line) => lines.push(JSON.parse(JSON.stringify(line))),
		});
		expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		expect(epochs).toEqual([0, 1]);
		expect(lines).toMatchObject([
			{ event: "epoch" },
			{ event: "epoch" },
			{ event: "end", status: "finished" },
		]);
	});

	test("leaves no tensor behind", async () => {
		const { model, examples, ...run } = toyRun();
		const before = tf.memory().numTensors;
		await train(model, examples, { ...settings, ...run, epochs: 1 });
		expect(tf.memory().numTensors).toBe(before);
	});

	test.each([
		{ kind: "inverse-sqrt", warmupSteps: 4 },
		{ kind: "linear", constantShare: 0.3, endFactor: 0.01 },
		{ kind: "cosine" },
	] as const)(
		"interrupted at any step and resumed, ends as if never interrupted, to the bit: %o",
		async (schedule) => {
			const unbroken = toyRun();
			const expected = await train(unbroken.model, unbroken.examples, {
				...settings,
				...optionsOf(unbroken),
				schedule,
				epochs: 3,
			});
			const store = new MemoryStore();
			let status = "interrupted";
			// In the middle of an epoch, at its end, and twice in one epoch.
			for (const stopAfter of [2, 5, 7, 9, 100]) {
				const { model, examples, ...run } = toyRun();
				const stop = new AbortController();
				const result = await train(model, examples, {
					...settings,
					...run,
					schedule,
					epochs: 3,
					checkpoints: { store, resume: true },
					signal: stop.signal,
					onStep: ({ step }) => step === stopAfter && stop.abort(),
				});
				status = result.status;
				if (status === "interrupted") expect(result.step).toBe(stopAfter);
				else {
					expect(bitsOf(model)).toBe(bitsOf(unbroken.model));
					expect(result).toEqual(expected);
				}
			}
			expect(status).toBe("finished");
		},
	);

	test("stops when validation gets no better, and ends with the best weights", async () => {
		const { model, examples, ...run } = toyRun();
		// A learning rate that destroys what it learnt.
		const schedule = { kind: "decay", factor: 60, startEpoch: 8 } as const;
		const result = await train(model, examples, {
			...settings,
			...run,
			schedule,
			adam: { clipNorm: 0 },
			epochs: 30,
			patience: 2,
		});
		expect(result.status).toBe("stopped-early");
		expect(result.epochs).toHaveLength(result.bestEpoch! + 3);
		const best = result.epochs[result.bestEpoch!]!.validation!;
		expect(validate(model, run.validation, run.vocabularies)).toEqual(best);
	});

	test("writes a checkpoint every so many steps and after each epoch", async () => {
		const { model, examples, ...run } = toyRun();
		const store = new MemoryStore();
		await train(model, examples, { ...settings, ...run, epochs: 2, checkpoints: { store, everySteps: 2 } });
		// Steps 2, 4, 5 (end of epoch), 6, 8, 10 (end of epoch).
		expect(store.count).toBe(6);
		expect(store.last!.progress).toMatchObject({ step: 10, epoch: 2, batchIndex: 0, lossSum: 0 });
	});

	test("a checkpoint of another configuration is refused, naming the settings that differ", async () => {
		const { model, examples, ...run } = toyRun();
		const store = new MemoryStore();
		await train(model, examples, { ...settings, ...run, epochs: 1, checkpoints: { store } });
		const other = toyRun({ units: 8 });
		const resume = train(other.model, other.examples.slice(1), {
			...settings,
			...optionsOf(other),
			epochs: 1,
			checkpoints: { store, resume: true },
		});
		await expect(resume).rejects.toMatchObject({ name: "CheckpointError", code: "other-configuration" });
		await expect(resume).rejects.toMatchObject({
			differences: [{ name: "units", stored: "16", asked: "8" }, { name: "examples" }],
		});
		await expect(resume).rejects.toThrow(/units 16 \(here 8\), examples "20-.*" \(here "19-/);
	});

	test("more epochs than before go on where the run ended; at a constant rate as if it had not ended", async () => {
		const constant = { ...settings, schedule: { kind: "constant" } } as const;
		const store = new MemoryStore();
		const short = toyRun();
		await train(short.model, short.examples, {
			...constant,
			...optionsOf(short),
			epochs: 1,
			checkpoints: { store },
		});
		const long = toyRun();
		const checkpoints = { store, resume: true };
		const result = await train(long.model, long.examples, {
			...constant,
			...optionsOf(long),
			epochs: 2,
			checkpoints,
		});
		const whole = toyRun();
		expect(await train(whole.model, whole.examples, { ...constant, ...optionsOf(whole), epochs: 2 })).toEqual(
			result,
		);
		expect(bitsOf(long.model)).toBe(bitsOf(whole.model));
	});

	test.each([
		["after its last step", 10],
		["in the middle of an epoch", 7],
	])(
		"resumed %s with more epochs, has the rates of the longer schedule from there on",
		async (_, lastStep) => {
			const schedule = { kind: "linear" } as const;
			const store = new MemoryStore();
			/** Goes on until `stopAfter`; gives the rate of every step. */
			const sitting = async (store: MemoryStore, epochs: number, stopAfter: number) => {
				const { model, examples, ...run } = toyRun();
				const stop = new AbortController();
				const rates: [step: number, rate: number][] = [];
				const result = await train(model, examples, {
					...settings,
					...run,
					schedule,
					epochs,
					checkpoints: { store, resume: true },
					signal: stop.signal,
					onStep: ({ step, learningRate }) => {
						rates.push([step, learningRate]);
						if (step === stopAfter) stop.abort();
					},
				});
				return { result, rates, bits: bitsOf(model) };
			};
			const linear = (step: number, plannedSteps: number): [number, number] => [
				step,
				0.01 * ((plannedSteps - step + 1) / plannedSteps),
			];
			const stepsFrom = (first: number, last: number) =>
				Array.from({ length: last - first + 1 }, (_, i) => first + i);

			const short = await sitting(store, 2, lastStep);
			expect(short.rates).toBeAllClose(
				stepsFrom(1, lastStep).map((step) => linear(step, 10)),
				{ atol: 1e-12 },
			);
			const copy = new MemoryStore();
			copy.last = structuredClone(store.last);
			const unbroken = await sitting(copy, 4, 100);
			expect(unbroken.rates).toBeAllClose(
				stepsFrom(lastStep + 1, 20).map((step) => linear(step, 20)),
				{ atol: 1e-12 },
			);
			expect(unbroken.result).toMatchObject({ status: "finished", step: 20 });

			for (const stopAfter of [11, 12, 15]) {
				expect((await sitting(store, 4, stopAfter)).result.status).toBe("interrupted");
			}
			const { result, bits } = await sitting(store, 4, 100);
			expect(result).toEqual(unbroken.result);
			expect(bits).toBe(unbroken.bits);
		},
	);

	test("keeps the base rate for 75 % of the steps and lowers it to 0 in a straight line unless told otherwise", async () => {
		const { model, examples, ...run } = toyRun();
		const rates: number[] = [];
		await train(model, examples, {
			...settings,
			...run,
			epochs: 2,
			onStep: ({ learningRate }) => rates.push(learningRate),
		});
		expect(rates).toBeAllClose([0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.008, 0.004], {
			atol: 1e-12,
		});
	});

	test("says so when the loss is no number any more", async () => {
		const { model, examples, ...run } = toyRun();
		const variable = model.variables.get("output/bias")!;
		variable.assign(tf.fill(variable.shape, Number.NaN));
		await expect(train(model, examples, { ...settings, ...run, epochs: 1 })).rejects.toThrow(
			"train: expected a finite loss at step 1, got NaN",
		);
	});
});

function optionsOf({ vocabularies, validation }: ReturnType<typeof toyRun>) {
	return { vocabularies, validation };
}
