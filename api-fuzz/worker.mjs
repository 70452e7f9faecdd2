// What a worker of the fuzz does until it is ended: `workerData.task` again and again.

import { parentPort, workerData } from "node:worker_threads";

const { task, how, buffer } = workerData;
let isEnding = false;
parentPort.once("message", () => {
	isEnding = true;
});

function end() {
	if (how === "exit") process.exit(7);
	throw new Error("ended on purpose");
}

const [B, T, N, H] = [4, 128, 4, 32];
const floats = () => new Float32Array(B * T * N * H).fill(0.25);

async function prepare() {
	if (task === "scribble") {
		const indices = new Int32Array(buffer);
		return () => {
			for (let i = 0; i < 20_000; i++) indices[i % indices.length] = i % 7 === 0 ? 2 ** 31 - 1 - i : i % 3;
		};
	}
	const core = await import("@mirada/core-native");
	const sizes = { batchSize: B, targetLength: T, sourceLength: T, numHeads: N, keyDim: H };
	if (task === "attend")
		return () => core.attentionForward({ ...sizes, query: floats(), key: floats(), value: floats() });
	if (task === "attendAsync")
		return () => {
			// Several at once, so that some are still under way when the worker ends.
			for (let i = 0; i < 4; i++)
				core.attentionForwardAsync({ ...sizes, query: floats(), key: floats(), value: floats() });
			return new Promise((resolve) => setTimeout(resolve, 1));
		};
	const tf = await import("@tensorflow/tfjs");
	core.registerNativeBackend();
	await tf.setBackend("native");
	if (task === "tensors")
		return () =>
			tf.tidy(() =>
				tf
					.softmax(tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])))
					.sum()
					.dataSync(),
			);
	const { TranslationModel, greedySearch } = await import("@mirada/seq2seq");
	const sizesOfModel = { sourceVocabularySize: 9, targetVocabularySize: 9, embeddingSize: 8, units: 8 };
	const model = new TranslationModel(sizesOfModel);
	return () => greedySearch(model, [[4, 5], [6]], { maxOutputLength: 5 });
}

const work = await prepare();
parentPort.postMessage("working");
while (true) {
	await work();
	// Messages arrive between two turns.
	await new Promise((resolve) => setImmediate(resolve));
	if (isEnding) end();
}
