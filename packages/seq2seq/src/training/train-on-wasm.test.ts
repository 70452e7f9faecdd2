import { availableBackends, type BackendName, useBackend } from "@mirada/test-kit";
import { describe, expect, test } from "vitest";
import { makeBatches } from "../data/batches.js";
import { toyRun } from "./__fixtures__/toy-run.js";
import { Adam } from "./adam.js";
import { trainStep } from "./train-step.js";

const backends = await availableBackends();
const STEPS = 12;

/** The losses of the first steps, and the numbers that the last one left. */
async function train(backend: BackendName, attention: "none" | "luong-general") {
	await useBackend(backend);
	const { model, examples } = toyRun({ attention });
	const batches = makeBatches(examples, { batchSize: 4, seed: 1, epoch: 0 });
	const optimizer = new Adam(model.variables);
	const losses = Array.from(
		{ length: STEPS },
		(_, step) => trainStep(model, optimizer, batches[step % batches.length]!, 0.01).loss,
	);
	const weights = [...model.variables.values()].map((variable) => variable.dataSync().slice());
	optimizer.dispose();
	return { losses, weights };
}

describe.runIf(backends.includes("mirada-wasm")).each(["none", "luong-general"] as const)(
	"training on mirada-wasm with attention %s",
	(attention) => {
		test("gives the bits of another run", async () => {
			expect(await train("mirada-wasm", attention)).toEqual(await train("mirada-wasm", attention));
		});

		// The reference is tfjs' cpu backend, which has none of our kernels.
		test.each(backends.filter((name) => name !== "mirada-wasm"))("gives the losses of %s", async (other) => {
			const { losses } = await train("mirada-wasm", attention);
			const want = await train(other, attention);
			expect(losses[STEPS - 1]!).toBeLessThan(losses[0]!);
			for (const [step, loss] of want.losses.entries())
				expect(Math.abs(losses[step]! - loss)).toBeLessThan(2e-4 * loss);
		});
	},
);
