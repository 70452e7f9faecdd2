import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Vocabulary } from "../data/vocabulary.js";
import type { Checkpoint } from "./checkpoint.js";
import { CheckpointFile, hashOfConfiguration } from "./checkpoint-file.js";
import { initialProgress } from "./progress.js";

const vocabulary = Vocabulary.build([["sí", "no"]], 10).toJSON();
const checkpoint: Checkpoint = {
	configuration: { units: 4, schedule: { kind: "constant" } },
	progress: { ...initialProgress(), step: 7, lossSum: 0.1 + 0.2 },
	vocabularies: { source: vocabulary, target: vocabulary },
	tensors: new Map([
		["model/a", { shape: [2, 2], values: Float32Array.of(1, -0, Number.NaN, 1e-40) }],
		["adam/first/a", { shape: [], values: Float32Array.of(3) }],
	]),
};

let folder: string;
let file: CheckpointFile;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "mirada-checkpoint-"));
	file = new CheckpointFile(join(folder, "run", "checkpoint.safetensors"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("CheckpointFile", () => {
	test("gives back what was saved, to the bit", async () => {
		expect(await file.load()).toBeNull();
		await file.save(checkpoint);
		expect(await file.load()).toEqual(checkpoint);
	});

	test("notices every length that is too short", async () => {
		await file.save(checkpoint);
		const bytes = readFileSync(file.path);
		for (let length = 0; length < bytes.length; length += 13) {
			writeFileSync(file.path, bytes.subarray(0, length));
			await expect(file.load()).rejects.toMatchObject({
				name: "CheckpointError",
				code: "truncated",
				fault: { kind: "length", got: length },
			});
		}
	});

	test("notices any changed byte, and bytes too many", async () => {
		await file.save(checkpoint);
		const bytes = readFileSync(file.path);
		for (let place = 8; place < bytes.length; place += 7) {
			const damaged = Uint8Array.from(bytes);
			damaged[place]! ^= 1;
			writeFileSync(file.path, damaged);
			await expect(file.load(), `byte ${place}`).rejects.toMatchObject({ name: "CheckpointError" });
		}
		writeFileSync(file.path, Buffer.concat([bytes, bytes]));
		await expect(file.load()).rejects.toMatchObject({ code: "unreadable", fault: { kind: "checksum" } });
	});

	test("keeps the checkpoint before when the new one cannot be written", async () => {
		await file.save(checkpoint);
		const blocked = new CheckpointFile(join(file.path, "below a file"));
		await expect(blocked.save(checkpoint)).rejects.toMatchObject({ code: "unwritable" });
		expect(await file.load()).toEqual(checkpoint);
	});

	test("says why a checkpoint cannot be written, and what to do about that", async () => {
		await file.save(checkpoint);
		const whyNot = (path: string) =>
			new CheckpointFile(path).save(checkpoint).then(
				() => expect.fail("expected the checkpoint not to be written"),
				(error: Error) => error.message,
			);
		const belowFile = await whyNot(join(file.path, "below a file"));
		expect(belowFile).toMatch(/got E(EXIST|NOTDIR).*\nHint: a file stands where a folder is needed/);
		expect(belowFile).not.toMatch(/disk|read-only/);
		const folder = join(file.path, "..", "folder");
		mkdirSync(folder);
		expect(await whyNot(folder)).toMatch(/\nHint: a folder stands where the file is needed/);
		expect(await whyNot(join(folder, "x".repeat(300)))).toMatch(/\nHint: the path is too long/);
		if (existsSync("/dev/full")) {
			// The name that is written aside leads to a device that is always full.
			symlinkSync("/dev/full", join(folder, "run.partial"));
			expect(await whyNot(join(folder, "run"))).toMatch(/\nHint: the disk is full: free some space/);
		}
	});

	test("is not disturbed by what a killed process left aside", async () => {
		await file.save(checkpoint);
		writeFileSync(`${file.path}.partial`, "half a checkpoi");
		expect(await file.load()).toEqual(checkpoint);
		await file.save({ ...checkpoint, progress: { ...checkpoint.progress, step: 8 } });
		expect((await file.load())!.progress.step).toBe(8);
	});

	test("the hash of a configuration does not depend on the order of its settings", () => {
		expect(hashOfConfiguration({ a: 1, b: 2 })).toBe(hashOfConfiguration({ b: 2, a: 1 }));
		expect(hashOfConfiguration({ a: 1, b: 2 })).not.toBe(hashOfConfiguration({ a: 2, b: 2 }));
	});
});
