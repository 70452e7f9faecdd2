import { availableBackends, useBackend } from "@mirada/test-kit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { attentionalState } from "./attentional-state.js";

const [B, T, U, M, F] = [2, 3, 5, 4, 6];

/** Numbers in [-0.5, 0.5) without a pattern. */
function numbers(count: number, seed: number): number[] {
	return Array.from({ length: count }, (_, i) => {
		const x = Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 43758.5453;
		return Math.fround(x - Math.floor(x) - 0.5);
	});
}

const hidden = numbers(B * T * U, 1);
const hiddenKernel = numbers(U * F, 2);
const context = numbers(B * T * M, 3);
const contextKernel = numbers(M * F, 4);
const factors = numbers(B * T * F, 5);

/** features, and the gradients of sum(factors features), in plain loops over doubles. */
function byHand(withContext: boolean) {
	const width = withContext ? M : 0;
	const features = Array<number>(B * T * F);
	const gradients = {
		hidden: Array<number>(hidden.length).fill(0),
		hiddenKernel: Array<number>(hiddenKernel.length).fill(0),
		context: Array<number>(context.length).fill(0),
		contextKernel: Array<number>(contextKernel.length).fill(0),
	};
	for (let r = 0; r < B * T; r++) {
		for (let f = 0; f < F; f++) {
			let sum = 0;
			for (let u = 0; u < U; u++) sum += hidden[r * U + u]! * hiddenKernel[u * F + f]!;
			for (let m = 0; m < width; m++) sum += context[r * M + m]! * contextKernel[m * F + f]!;
			const y = Math.tanh(sum);
			features[r * F + f] = y;
			const dSum = (1 - y * y) * factors[r * F + f]!;
			for (let u = 0; u < U; u++) {
				gradients.hidden[r * U + u]! += dSum * hiddenKernel[u * F + f]!;
				gradients.hiddenKernel[u * F + f]! += dSum * hidden[r * U + u]!;
			}
			for (let m = 0; m < width; m++) {
				gradients.context[r * M + m]! += dSum * contextKernel[m * F + f]!;
				gradients.contextKernel[m * F + f]! += dSum * context[r * M + m]!;
			}
		}
	}
	return { features, gradients };
}

describe.each(await availableBackends())("attentionalState on %s", (backend) => {
	beforeAll(() => useBackend(backend));

	const inputs = () => ({
		hidden: tf.tensor3d(hidden, [B, T, U]),
		hiddenKernel: tf.tensor2d(hiddenKernel, [U, F]),
		context: tf.tensor3d(context, [B, T, M]),
		contextKernel: tf.tensor2d(contextKernel, [M, F]),
	});

	test.each([true, false])("gives the sum's tanh and its gradients; with a context: %s", (withContext) => {
		const want = byHand(withContext);
		const given = inputs();
		const names = (Object.keys(given) as (keyof typeof given)[]).slice(0, withContext ? 4 : 2);
		const run = (...[h, Wh, c, Wc]: tf.Tensor[]) =>
			attentionalState(
				h as tf.Tensor3D,
				Wh as tf.Tensor2D,
				withContext ? { context: c as tf.Tensor3D, kernel: Wc as tf.Tensor2D } : null,
			);
		const tensors = names.map((name) => given[name]);
		const features = run(...tensors);
		expect(features.shape).toEqual([B, T, F]);
		expect(features).toBeAllClose(want.features, { atol: 2e-6 });
		const loss = (...xs: tf.Tensor[]) => tf.sum(tf.mul(run(...xs), tf.tensor3d(factors, [B, T, F])));
		const gradients = tf.grads(loss)(tensors);
		for (const [i, name] of names.entries()) {
			expect(gradients[i]!.shape).toEqual(given[name].shape);
			expect(gradients[i]!).toBeAllClose(want.gradients[name], { atol: 3e-6 });
		}
	});

	test("leaves nothing behind", () => {
		const { hidden, hiddenKernel, context, contextKernel } = inputs();
		const before = tf.memory().numTensors;
		tf.tidy(() => {
			tf.grads((h: tf.Tensor, c: tf.Tensor) =>
				tf.sum(
					attentionalState(h as tf.Tensor3D, hiddenKernel, {
						context: c as tf.Tensor3D,
						kernel: contextKernel,
					}),
				),
			)([hidden, context]);
		});
		expect(tf.memory().numTensors).toBe(before);
	});
});
