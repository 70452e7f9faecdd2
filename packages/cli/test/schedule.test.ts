// The learning rate of a run: asked for, stored, reported, and kept by a resumed run, also by one that gets more epochs.

import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";
import { temporaryFolder, tinySettings } from "./tiny-run.js";

const out = temporaryFolder();
const train = (folder: string, ...more: string[]) => [
	"train",
	...tinySettings,
	...["--out", join(out, folder), "--name", "run"],
	...more,
];
const resume = (folder: string, ...more: string[]) => [
	...["train", "--out", join(out, folder), "--name", "run", "--resume"],
	...more,
];
const file = (folder: string, name: string) => join(out, folder, "run", name);
const weights = (folder: string) => readFileSync(file(folder, "models/attention/model.safetensors"));
const settings = (folder: string) => JSON.parse(readFileSync(file(folder, "config.json"), "utf8")).settings;

/** What every finished epoch logged but its time: with models this small, the best weights are the first epoch's. */
function epochsOf(folder: string): unknown[] {
	const lines = readFileSync(file(folder, "log.jsonl"), "utf8").trim().split("\n");
	return lines
		.map((line) => JSON.parse(line))
		.filter(({ event }) => event === "epoch")
		.map(({ time: _, seconds: __, ...line }) => line);
}

/** Stops after an epoch. */
async function stopAfter(epoch: string, argv: string[]) {
	const stop = new AbortController();
	const onError = (written: string) => {
		if (written.includes(`with attention: epoch ${epoch}`)) stop.abort("SIGINT");
	};
	const result = await runRecorded(argv, { stop: stop.signal, onError });
	expect(result.code, result.err).toBe(130);
	return result;
}

describe("--schedule and --learning-rate", () => {
	it("are stored with the run and change what it learns", async () => {
		// Three steps, of which all but the first have different rates under linear and cosine.
		const asked = ["--epochs", "3", "--learning-rate", "2e-3", "--schedule"];
		const cosine = await runRecorded(train("cosine", ...asked, "cosine"));
		expect(cosine.code, cosine.err).toBe(0);
		expect(cosine.out).toContain("learning rate 0.002, schedule cosine");
		expect(settings("cosine")).toMatchObject({ schedule: "cosine", learningRate: 0.002 });
		for (const schedule of ["linear", "constant", "constant-linear", "inverse-sqrt"]) {
			const other = await runRecorded(train(schedule, ...asked, schedule));
			expect(other.code, other.err).toBe(0);
			expect(epochsOf(schedule)).not.toEqual(epochsOf("cosine"));
		}
	}, 120_000);

	it.each([
		[
			"--schedule",
			"falling",
			"--schedule: expected one of constant, constant-linear, linear, cosine, inverse-sqrt, got",
		],
		["--learning-rate", "0", '--learning-rate: expected a number from 1e-8 to 1, got "0"'],
		["--learning-rate", "1.5", '--learning-rate: expected a number from 1e-8 to 1, got "1.5"'],
		["--learning-rate", "-1e-3", "--learning-rate"],
		["--learning-rate", "fast", 'got "fast"'],
		["--learning-rate", "0x1", 'got "0x1"'],
		["--learning-rate", "NaN", 'got "NaN"'],
		["--learning-rate", "", 'got ""'],
	])("refuse what they cannot be: %s %j", async (option, value, says) => {
		const { code, err } = await runRecorded(train("never", option, value));
		expect(err).toContain(says);
		expect(code).toBe(2);
	});
});

describe("a resumed run", () => {
	it("of an earlier version, which stored no schedule, goes on at its constant rate", async () => {
		const whole = await runRecorded(train("constant-whole", "--schedule", "constant"));
		expect(whole.code, whole.err).toBe(0);
		await stopAfter("1/2", train("earlier", "--schedule", "constant"));
		const config = JSON.parse(readFileSync(file("earlier", "config.json"), "utf8"));
		delete config.settings.schedule;
		writeFileSync(file("earlier", "config.json"), JSON.stringify(config));

		const other = await runRecorded(resume("earlier", "--schedule", "linear"));
		expect(other.code).toBe(5);
		expect(other.err).toContain("schedule is constant there and linear here");

		const { code, out: printed, err } = await runRecorded(resume("earlier"));
		expect(code, err).toBe(0);
		expect(printed).toContain("schedule constant");
		expect(epochsOf("earlier")).toEqual(epochsOf("constant-whole"));
		expect(weights("earlier").equals(weights("constant-whole"))).toBe(true);
	}, 120_000);

	it("with more epochs keeps its finished steps and follows the longer schedule, interrupted or not", async () => {
		await stopAfter("1/2", train("raised", "--schedule", "linear"));
		cpSync(join(out, "raised"), join(out, "raised-stopped"), { recursive: true });

		const whole = await runRecorded(resume("raised", "--epochs", "4"));
		expect(whole.code, whole.err).toBe(0);
		expect(whole.out).toContain(
			"Epochs raised from 2 to 4: finished steps are kept, and the learning rate rises",
		);
		expect(whole.err).toContain("resuming in epoch 2");
		expect(settings("raised").epochs).toBe(4);
		expect(epochsOf("raised")).toMatchObject([{ epoch: 1 }, { epoch: 2 }, { epoch: 3 }, { epoch: 4 }]);

		await stopAfter("3/4", resume("raised-stopped", "--epochs", "4"));
		const rest = await runRecorded(resume("raised-stopped", "--lang", "es"));
		expect(rest.code, rest.err).toBe(0);
		expect(rest.out).not.toContain("aumentadas");
		expect(epochsOf("raised-stopped")).toEqual(epochsOf("raised"));
		expect(weights("raised-stopped").equals(weights("raised"))).toBe(true);
	}, 120_000);

	it("says in Spanish that its epochs were raised, and nothing of a rate that stays", async () => {
		await stopAfter("1/2", train("fixed", "--schedule", "constant"));
		const { code, out: printed, err } = await runRecorded(resume("fixed", "--epochs", "3", "--lang", "es"));
		expect(code, err).toBe(0);
		expect(printed).toContain("Épocas aumentadas de 2 a 3: los pasos hechos se conservan.");
	}, 120_000);

	it("whose model is finished gets no more epochs, and a stopped one no fewer", async () => {
		const done = await runRecorded(train("done"));
		expect(done.code, done.err).toBe(0);
		const before = weights("done");
		const more = await runRecorded(resume("done", "--epochs", "3"));
		expect(more.code).toBe(2);
		expect(more.err).toContain("the model with attention has already finished its 2 epochs");
		expect(weights("done").equals(before)).toBe(true);
		expect(settings("done").epochs).toBe(2);

		await stopAfter("1/2", train("fewer"));
		const fewer = await runRecorded(resume("fewer", "--epochs", "1"));
		expect(fewer.code).toBe(5);
		expect(fewer.err).toContain("epochs is 2 there and 1 here");
		expect(existsSync(file("fewer", "models/attention/model.safetensors"))).toBe(false);
	}, 120_000);
});
