// What `mirada bench` times on every backend: attention, matrix products, training steps.

import { fusedAttention } from "@mirada/attention";
import type { AttentionScore } from "@mirada/seq2seq";
import * as tf from "@tensorflow/tfjs";
import { startTraining, type TrainingSettings } from "./measure-training.js";

export type TaskGroup = "attentionForward" | "attentionTraining" | "matmul" | "training";

/** One task on the active backend. */
export interface RunningTask {
	/** Does the work once, with its results computed; gives the amount of work where it differs from run to run. */
	run(): number | undefined;
	/** What backends are compared by. */
	result: Float32Array;
	release(): void;
}

export interface BenchTask {
	group: TaskGroup;
	/** The sizes, as people read them. */
	label: string;
	unit: "GFLOP/s" | "words/s";
	/** Billions of operations of a run, or null where `run` says how many words. */
	work: number | null;
	start(): RunningTask;
}

interface AttentionSizes {
	batch: number;
	heads: number;
	length: number;
	headSize: number;
	causal: boolean;
}

const attentionSizes: readonly AttentionSizes[] = [
	{ batch: 64, heads: 8, length: 16, headSize: 64, causal: false },
	{ batch: 4, heads: 8, length: 128, headSize: 64, causal: true },
	{ batch: 1, heads: 8, length: 1024, headSize: 64, causal: false },
];

export function benchTasks(settings: TrainingSettings): BenchTask[] {
	return [
		...attentionSizes.map((sizes) => attentionTask(sizes, false)),
		...attentionSizes.map((sizes) => attentionTask(sizes, true)),
		matmulTask(256),
		matmulTask(1024),
		trainingTask("none", settings),
		trainingTask("luong-general", settings),
	];
}

/** Numbers from -1 to 1, the same on every backend. */
function numbers(count: number, seed: number): Float32Array {
	let state = seed;
	return Float32Array.from({ length: count }, () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return (state / 2 ** 32) * 2 - 1;
	});
}

function attentionTask(sizes: AttentionSizes, training: boolean): BenchTask {
	const { batch, heads, length, headSize, causal } = sizes;
	const shape: [number, number, number, number] = [batch, length, heads, headSize];
	// Two products forward, five backward; a causal mask leaves half of the scores.
	const products = training ? 7 : 2;
	const scores = batch * heads * length * length * (causal ? 0.5 : 1);
	return {
		group: training ? "attentionTraining" : "attentionForward",
		label: `${batch}×${heads}×${length}×${length}×${headSize}${causal ? ", causal" : ""}`,
		unit: "GFLOP/s",
		work: (2 * products * scores * headSize) / 1e9,
		start() {
			const [query, key, value] = [1, 2, 3].map((seed) =>
				tf.tensor4d(numbers(batch * length * heads * headSize, seed), shape),
			) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
			const attention = (query: tf.Tensor, key: tf.Tensor, value: tf.Tensor) =>
				fusedAttention({
					query: query as tf.Tensor4D,
					key: key as tf.Tensor4D,
					value: value as tf.Tensor4D,
					isCausal: causal,
				}).output;
			const gradients = tf.grads((...inputs: tf.Tensor[]) =>
				attention(inputs[0]!, inputs[1]!, inputs[2]!).square().sum(),
			);
			const compute = () => {
				const results = training ? gradients([query, key, value]) : [attention(query, key, value)];
				return results.map((tensor) => tensor.dataSync() as Float32Array);
			};
			return {
				run: () => void tf.tidy(() => void compute()),
				result: tf.tidy(() => Float32Array.from(compute()[0]!)),
				release: () => tf.dispose([query, key, value]),
			};
		},
	};
}

function matmulTask(size: number): BenchTask {
	return {
		group: "matmul",
		label: `${size}×${size}×${size}`,
		unit: "GFLOP/s",
		work: (2 * size ** 3) / 1e9,
		start() {
			const [a, b] = [1, 2].map((seed) => tf.tensor2d(numbers(size * size, seed), [size, size])) as [
				tf.Tensor2D,
				tf.Tensor2D,
			];
			const compute = () => tf.matMul(a, b).dataSync() as Float32Array;
			return {
				run: () => void tf.tidy(() => void compute()),
				result: tf.tidy(() => Float32Array.from(compute())),
				release: () => tf.dispose([a, b]),
			};
		},
	};
}

function trainingTask(score: AttentionScore, settings: TrainingSettings): BenchTask {
	return {
		group: "training",
		label: score,
		unit: "words/s",
		work: null,
		start() {
			const training = startTraining(score, settings);
			return {
				run: () => training.step().words,
				// The loss of the first step, before any backend could have gone its own way.
				result: Float32Array.of(training.step().loss),
				release: () => training.release(),
			};
		},
	};
}
