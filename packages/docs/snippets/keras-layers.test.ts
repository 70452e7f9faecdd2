import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { causal, mha, output, own, weights, x } from "./keras-layers.js";

it("gives the shapes and the parameters that the lesson says", () => {
	expect(output!.shape).toEqual([2, 5, 512]);
	expect(weights!.shape).toEqual([2, 8, 5, 7]);
	expect(own.shape).toEqual([2, 6, 512]);
	expect(mha.countParams()).toBe(1_050_624);
});

it("changes the last output alone when the last word changes under a causal mask", async () => {
	const other = tf.concat([x.slice([0, 0, 0], [2, 5, 512]), tf.randomNormal([2, 1, 512])], 1);
	const changed = mha.apply([other, other], { useCausalMask: true }) as tf.Tensor;
	const difference = await causal.sub(changed).abs().max([0, 2]).data();
	expect(Math.max(...difference.slice(0, 5))).toBe(0);
	expect(difference[5]).toBeGreaterThan(0.01);
});

it("permutes the output of self-attention as the words are permuted", async () => {
	const order = tf.tensor1d([5, 3, 1, 0, 2, 4], "int32");
	const permuted = x.gather(order, 1);
	const result = mha.apply([permuted, permuted]) as tf.Tensor;
	const difference = await result.sub(own.gather(order, 1)).abs().max().data();
	expect(difference[0]).toBeLessThan(1e-4);
});
