import { readFileSync } from "node:fs";
import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { Adam } from "./adam.js";

interface Case {
	name: string;
	clipNorm: number;
	learningRate: number;
	shapes: number[][];
	start: number[][];
	steps: { gradients: number[][]; norm: number; variables: number[][] }[];
}
const fixture = new URL("../ops/__fixtures__/pytorch.json", import.meta.url);
const cases: Case[] = JSON.parse(readFileSync(fixture, "utf8")).adam;

describe.each(await availableBackends())("Adam on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	test.each(cases)(
		"moves as PyTorch's does for five steps: $name",
		({ clipNorm, learningRate, ...sample }) => {
			const variables = new Map(
				sample.start.map((values, i) => [`v${i}`, tf.variable(tf.tensor(values, sample.shapes[i]))]),
			);
			const optimizer = new Adam(variables, { clipNorm });
			for (const step of sample.steps) {
				const gradients = new Map(
					step.gradients.map((values, i) => [`v${i}`, tf.tensor(values, sample.shapes[i])]),
				);
				expect(optimizer.apply(gradients, learningRate)).toBeAllClose([step.norm], { atol: 0, rtol: 1e-5 });
				for (const [i, values] of step.variables.entries()) {
					// PyTorch adds 1e-6 to the norm before it clips.
					expect(variables.get(`v${i}`)!).toBeAllClose(values, { atol: 2e-6 });
				}
			}
		},
	);

	test("takes a missing gradient for 0 and leaves no tensor behind", () => {
		const variables = new Map([
			["moving", tf.variable(tf.ones([2]))],
			["resting", tf.variable(tf.ones([2]))],
		]);
		const optimizer = new Adam(variables);
		const gradients = new Map([["moving", tf.ones([2])]]);
		optimizer.apply(gradients, 0.1).dispose();
		const before = tf.memory().numTensors;
		optimizer.apply(gradients, 0.1).dispose();
		expect(tf.memory().numTensors).toBe(before);
		expect(variables.get("resting")!).toBeAllClose([1, 1], { atol: 0 });
		expect(variables.get("moving")!).toBeAllClose([0.8, 0.8], { atol: 1e-5 });
	});
});
