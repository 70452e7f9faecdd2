import * as tf from "@tensorflow/tfjs";
import { afterAll, describe, expect, test, vi } from "vitest";

// Before anything of ours is imported, so that tfjs is seen as it comes.
const TFJS_OWN = ["BatchMatMul", "SplitV", "Unpack"].map((name) => tf.getGradient(name as never));
const { expectClose, randomTensor, valuesOn } = await import("../../../test/on-both-backends.js");
const { registerTfjsFixes } = await import("./index.js");

describe.each(["cpu", "native"] as const)("on %s", (backend) => {
	const gradients = (f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, a: number[], b: number[]) =>
		valuesOn(backend, () => tf.grads(f)([randomTensor(a, 1), randomTensor(b, 2)]));

	const mendedOnly = (compute: () => unknown) => {
		for (const gradient of TFJS_OWN) tf.registerGradient(gradient);
		expect(compute).toThrow();
		registerTfjsFixes();
		compute();
	};

	test("unstack and split into one part have a gradient", () => {
		tf.setBackend(backend);
		mendedOnly(() =>
			tf
				.grad((x) => tf.unstack(x, 1)[0]!.square())(randomTensor([3, 1, 2]))
				.dataSync(),
		);
		mendedOnly(() =>
			tf
				.grad((x) => tf.split(x, 1, 1)[0]!.square())(randomTensor([3, 4]))
				.dataSync(),
		);
		expect([
			...tf
				.grad((x) => tf.unstack(x, 0)[0]!.square())(tf.tensor2d([[1, -2]]))
				.dataSync(),
		]).toEqual([2, -4]);
	});

	test("an LSTM over one time step trains", async () => {
		await tf.setBackend(backend);
		const train = () => {
			const model = tf.sequential({
				layers: [
					tf.layers.embedding({ inputDim: 5, outputDim: 3, inputLength: 1 }),
					// An activation that tfjs-layers computes step by step on `native` too.
					tf.layers.lstm({ units: 4, activation: "relu" }),
					tf.layers.dense({ units: 1 }),
				],
			});
			const optimizer = tf.train.sgd(0.1);
			const inputs = tf.tensor2d([[1], [2]]);
			const { value } = optimizer.computeGradients(
				() => (model.apply(inputs) as tf.Tensor).square().mean() as tf.Scalar,
			);
			model.dispose();
			return value.dataSync();
		};
		mendedOnly(train);
	});

	test("what an op saves outlives its scope and is cloned by no kernel of its own", () => {
		tf.setBackend(backend);
		const x = randomTensor([3, 2]);
		const identity = vi.spyOn(tf.getKernel("Identity", backend)!, "kernelFunc");
		const cube = tf.customGrad((...args) => {
			const [given, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc];
			const square = given.square();
			save([given, square]);
			return {
				value: square.mul(given),
				gradFunc: (dy: tf.Tensor, [kept, squared]: tf.Tensor[]) => {
					expect(squared!.isDisposed || kept!.isDisposed).toBe(false);
					return dy.mul(squared!).mul(3);
				},
			};
		});
		const before = tf.memory().numTensors;
		const gradient = tf.grad((y) => cube(y).sum())(x);
		const clones = identity.mock.calls.length;
		identity.mockRestore();
		expect(tf.memory().numTensors).toBe(before + 1);
		expect(gradient.dataSync()).toEqual(x.dataSync().map((value) => 3 * Math.fround(value * value)));
		if (backend === "native") expect(clones).toBe(0);
		else expect(clones).toBeGreaterThan(0);
	});

	test("the gradient of a gradient runs through what was saved", () => {
		tf.setBackend(backend);
		const x = tf.tensor1d([1, -2, 0.5]);
		const cube = (y: tf.Tensor) => y.mul(y).mul(y);
		const second = tf.grad((y) => tf.grad(cube)(y).sum())(x);
		expect([...second.dataSync()]).toEqual([6, -12, 3]);
		// With a penalty beside the loss itself the gradient has a way back that does not cross a saved tensor.
		const penalised = tf.grad((y) => cube(y).sum().add(tf.grad(cube)(y).square().sum()))(x);
		// 3 x² + d (3 x²)² / dx = 3 x² + 36 x³
		expect([...penalised.dataSync()]).toEqual([39, -276, 5.25]);
		// What was saved before the inner gradient began: y² and, by the tape, its way to y.
		const before = tf.grad((y) => {
			const square = y.square();
			return tf
				.grad((z) => square.mul(z))(y)
				.sum();
		})(x);
		// d (y² y) / dy = 3 y², and its gradient 6 y
		expect([...before.dataSync()]).toEqual([6, -12, 3]);
	});

	test("outputs that nothing was computed from get their zeros from the backend", () => {
		tf.setBackend(backend);
		const x = randomTensor([3, 2]);
		const fill = vi.spyOn(tf.getKernel("Fill", backend)!, "kernelFunc");
		const gradient = tf.grad((rows) => tf.unstack(rows)[1]!.square().sum())(x);
		const calls = fill.mock.calls.length;
		fill.mockRestore();
		expect(calls).toBe(2);
		const [, row] = x.arraySync() as [number[], number[], number[]];
		expect(gradient.arraySync()).toEqual([[0, 0], row.map((value) => Math.fround(2 * value)), [0, 0]]);
	});

	test("a product with a broadcast batch has gradients of its inputs' shapes", () => {
		for (const [transposeA, transposeB] of [
			[false, false],
			[false, true],
			[true, false],
			[true, true],
		] as const) {
			const product = (a: tf.Tensor, b: tf.Tensor) =>
				tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, transposeA, transposeB).square();
			const last = (rows: number, columns: number, transposed: boolean) =>
				transposed ? [columns, rows] : [rows, columns];
			for (const [aBatch, bBatch] of [
				[[4], []],
				[[], [4]],
				[[4], [1]],
				[[4], [4]],
			]) {
				const aShape = [...aBatch!, ...last(2, 3, transposeA)];
				const bShape = [...bBatch!, ...last(3, 5, transposeB)];
				// The same product with both inputs broadcast by an op whose gradient tfjs has right.
				const [B] = [...aBatch!, ...bBatch!].filter((length) => length > 1);
				const tiled = (x: tf.Tensor) => tf.mul(x, tf.ones([B!, ...x.shape.slice(-2)]));
				expectClose(
					gradients(product, aShape, bShape),
					gradients((a, b) => product(tiled(a), tiled(b)), aShape, bShape),
					1e-4,
				);
			}
		}
	});

	test("(B,T,D) times (D,E), which tfjs itself cannot differentiate", () => {
		tf.setBackend(backend);
		mendedOnly(() =>
			tf.dispose(
				tf.grads((a, b) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D))([
					randomTensor([2, 3, 4]),
					randomTensor([4, 5]),
				]),
			),
		);
	});
});

afterAll(registerTfjsFixes);
