// A training run for a process of its own, which kills itself where it is told to: see resume.test.ts.
import { existsSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import type { Checkpoint } from "../checkpoint.js";
import { CheckpointFile } from "../checkpoint-file.js";
import { train } from "../train.js";
import { bitsOf, toyRun } from "./toy-run.js";

export interface KillableRun {
	backend: string;
	/** Path of the checkpoint. */
	path: string;
	/** Step after which SIGKILL comes, in the middle of what follows; 0 for none. */
	killAfter: number;
	/** Whether it comes while a checkpoint is being written. */
	whileSaving: boolean;
}

/** Trains to the end and returns the bits of the weights, or does not return. */
export async function killableRun(options: KillableRun): Promise<string> {
	const { backend, path, killAfter, whileSaving } = options;
	await tf.setBackend(backend);
	const die = () => process.kill(process.pid, "SIGKILL");

	const dieOnceWriting = () => (existsSync(`${path}.partial`) ? die() : setImmediate(dieOnceWriting));

	class DeadlyFile extends CheckpointFile {
		override async save(checkpoint: Checkpoint): Promise<void> {
			if (whileSaving && checkpoint.progress.step === killAfter) dieOnceWriting();
			await super.save(checkpoint);
		}
	}

	const { model, examples, ...run } = toyRun();
	const { epochs } = await train(model, examples, {
		...run,
		epochs: 3,
		batchSize: 5,
		learningRate: 0.01,
		schedule: { kind: "inverse-sqrt", warmupSteps: 4 },
		checkpoints: { store: new DeadlyFile(path), everySteps: 2, resume: true },
		onStep: ({ step }) => step === killAfter && !whileSaving && die(),
	});
	return JSON.stringify({ weights: bitsOf(model), epochs });
}
