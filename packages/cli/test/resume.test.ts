// A run that is stopped and resumed ends as if it had never stopped.

import { copyFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";
import { temporaryFolder, tinySettings } from "./tiny-run.js";

const out = temporaryFolder();
const command = (folder: string, ...more: string[]) => [
	"homework",
	...tinySettings,
	...["--out", join(out, folder), "--name", "run"],
	...more,
];
const checkpoint = (folder: string) =>
	join(out, folder, "run", "checkpoints", "none", "checkpoint.safetensors");

/** Stops when `text` is written. */
async function stopAt(text: string, argv: string[], signal = "SIGINT") {
	const stop = new AbortController();
	const onError = (written: string) => {
		if (written.includes(text)) stop.abort(signal);
	};
	return runRecorded(argv, { stop: stop.signal, onError });
}

describe("a stopped homework", () => {
	it("leaves a checkpoint, says how to go on, and goes on to the same bits", async () => {
		const whole = await runRecorded(command("whole"));
		expect(whole.code, whole.err).toBe(1);

		const first = await stopAt("without attention: epoch 1/2", command("parts"));
		expect(first.code, first.err).toBe(130);
		expect(existsSync(checkpoint("parts"))).toBe(true);
		expect(first.err).toContain("Stopped by SIGINT");
		expect(first.err).toMatch(/Continue with: {2}mirada homework .*--name run --resume/);

		const second = await stopAt("with attention: epoch 1/2", command("parts", "--resume"), "SIGTERM");
		expect(second.code, second.err).toBe(143);
		expect(second.err).toContain("resuming in epoch 2");

		const third = await runRecorded(command("parts", "--resume"));
		expect(third.code, third.err).toBe(1);
		expect(third.err).toContain("without attention: already trained");

		for (const file of [
			"models/none/model.safetensors",
			"models/attention/model.safetensors",
			"hypotheses.attention.txt",
			"maps/1.svg",
		]) {
			const [one, other] = ["whole", "parts"].map((folder) => readFileSync(join(out, folder, "run", file)));
			expect([file, one!.equals(other!)]).toEqual([file, true]);
		}
	}, 300_000);

	it("refuses settings other than its own, the checkpoint of another run, and one that was cut", async () => {
		await stopAt("without attention: epoch 1/2", command("mine"));
		const again = await runRecorded(command("mine"));
		expect(again.code).toBe(2);
		expect(again.err).toContain("already holds a run");

		const units = await runRecorded(command("mine", "--resume", "--units", "9"));
		expect(units.code).toBe(5);
		expect(units.err).toContain("units is 8 there and 9 here");

		await stopAt("without attention: epoch 1/2", command("theirs", "--seed", "7"));
		copyFileSync(checkpoint("theirs"), checkpoint("mine"));
		const seed = await runRecorded(command("mine", "--resume"));
		expect(seed.code).toBe(5);
		expect(seed.err).toContain("the checkpoint was made with other settings");
		expect(seed.err).toContain("seed is 7 there and 1 here");

		truncateSync(checkpoint("mine"), 5000);
		const cut = await runRecorded(command("mine", "--resume"));
		expect(cut.code).toBe(5);
		expect(cut.err).toContain("the checkpoint is damaged");
		expect(cut.err).toMatch(/hint: Delete it/);
	}, 300_000);

	it("has nothing to resume where there is no run", async () => {
		const { code, err } = await runRecorded(command("nowhere", "--resume"));
		expect(code).toBe(2);
		expect(err).toContain("there is no run to continue");
	});
});

describe("a stopped train", () => {
	const train = (folder: string, ...more: string[]) => ["train", ...command(folder, ...more).slice(1)];
	const models = (folder: string) =>
		["none", "attention"].filter((name) => existsSync(join(out, folder, "run/models", name)));

	it.each([
		["none", "without attention", "luong-general"],
		["luong-general", "with attention", "none"],
	])(
		"--attention %s goes on with its own model, and with no other",
		async (attention, label, other) => {
			const folder = `train-${attention}`;
			const stopped = await stopAt(`${label}: epoch 1/2`, train(folder, "--attention", attention));
			expect(stopped.code, stopped.err).toBe(130);

			const refused = await runRecorded(train(folder, "--resume", "--attention", other));
			expect(refused.code).toBe(5);
			expect(refused.err).toContain(`attention is ${attention} there and ${other} here`);
			expect(models(folder)).toEqual([]);

			const { code, err } = await runRecorded(train(folder, "--resume"));
			expect(code, err).toBe(0);
			expect(err).toContain("resuming in epoch 2");
			expect(models(folder)).toEqual([attention === "none" ? "none" : "attention"]);
		},
		120_000,
	);
});
