// A worker thread writes to indices, lengths, labels, rows, axes and masks in shared memory while the main thread calls
// every function that makes addresses of them. Prints how the calls ended as JSON; a read or write outside of the
// arrays ends this process. Argument: milliseconds for each array.
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { loadBinding } from "../src/load-binding.js";
import { type Call, floats, validCalls } from "./valid-calls.js";

/** Each array whose numbers become addresses, larger than in the plain valid call so that a call takes a while. */
const STEERING: [name: string, field: string, wrong: number, larger?: () => Call][] = [
	["gatherRows", "indices", 1 << 30, () => embedding({ table: floats(3 * 64), out: floats(256 * 64) })],
	["scatterAddRows", "indices", 1 << 30, () => embedding({ values: floats(256 * 64), out: floats(3 * 64) })],
	[
		"sumRows",
		"indices",
		1 << 30,
		() => embedding({ values: floats(256 * 64), out: floats(256 * 64), outRows: new Int32Array(256) }),
	],
	["linearCrossEntropy", "labels", 1 << 30],
	["probabilityCrossEntropy", "labels", 1 << 30],
	["lstmForward", "lengths", 1 << 28],
	["lstmBackward", "lengths", 1 << 28],
	["decoderStep", "tokens", 1 << 30],
	["decoderStep", "parents", 1 << 30],
	["decoderStep", "memoryRows", 1 << 30],
	["decoderStep", "lengths", 1 << 28],
	["greedySearch", "memoryRows", 1 << 30],
	["greedySearch", "lengths", 1 << 28],
	["beamSearch", "memoryRows", 1 << 30],
	["beamSearch", "lengths", 1 << 28],
	["attentionForward", "keyLengths", 1 << 28],
	["attentionBackward", "keyLengths", 1 << 28],
	["attentionForward", "mask", 0],
	["attentionBackward", "mask", 0],
];

const MOST_MILLISECONDS = 30_000;

if (isMainThread) await main();
else write(workerData as { values: Int32Array | Uint8Array; wrong: number });

function embedding(arrays: Call): Call {
	return { rows: 3, width: 64, count: 256, indices: new Int32Array(256).fill(2), ...arrays };
}

async function main(): Promise<void> {
	const milliseconds = Number(process.argv[2]);
	const binding = loadBinding() as unknown as Record<string, (...args: unknown[]) => unknown>;
	const outcomes: Record<string, { returned: number; refused: number; others: string[] }> = {};
	const race = async (what: string, values: Int32Array | Uint8Array, wrong: number, call: () => void) => {
		const outcome = { returned: 0, refused: 0, others: [] as string[] };
		const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { values, wrong } });
		await new Promise((resolve) => worker.once("message", resolve));
		// Longer on a busy machine, where the other thread may have to wait: until both a call that is refused and one that
		// returns have met it. Some functions refuse nothing.
		const begin = performance.now();
		const refuses = !/mask|scatterAddRows|sumRows/.test(what);
		const isShort = () => outcome.returned === 0 || (refuses && outcome.refused === 0);
		const elapsed = () => performance.now() - begin;
		while (elapsed() < milliseconds || (isShort() && elapsed() < MOST_MILLISECONDS)) {
			try {
				call();
				outcome.returned++;
			} catch (error) {
				// tfjs' own kernel refuses an index in its own words.
				if (error instanceof RangeError || /GatherV2/.test((error as Error).message)) outcome.refused++;
				else outcome.others.push(String(error));
			}
		}
		await worker.terminate();
		outcomes[what] = outcome;
	};

	for (const [name, field, wrong, larger = validCalls()[name]!] of STEERING) {
		const call = larger();
		const values = shared(call[field] as Int32Array | Uint8Array);
		await race(`${name} ${field}`, values, wrong, () => binding[name]!({ ...call, [field]: values }));
	}
	// Rows [0, 2] that become [2^30, 2].
	const adam = validCalls().adamStep!();
	const rows = shared(Int32Array.of(0, 2));
	await race("adamStep gradientRows", rows, 1 << 30, () =>
		binding.adamStep!({ ...adam, gradientRows: [null, rows] }),
	);
	// One axis of 8 elements, and its steps.
	const axes = shared(Int32Array.of(8, 1, 1, 1)).subarray(1);
	const encoded = new Int32Array(axes.buffer, 0, 4);
	encoded.set([1, 8, 1, 1]);
	await race("binary axes", axes, 1 << 24, () =>
		binding.binary!(0, encoded, floats(8), floats(8), floats(8)),
	);

	// Not loaded by the writing threads, of which there are many.
	const tf = await import("@tensorflow/tfjs");
	const { registerNativeBackend } = await import("../src/register-native-backend.js");
	tf.env().set("IS_NODE", false);
	registerNativeBackend();
	tf.setBackend("native");
	const ids = shared(new Int32Array(256).fill(2));
	const table = tf.ones([3, 64]);
	await race("tf.gather", ids, 1 << 30, () => tf.dispose(tf.gather(table, tf.tensor1d(ids, "int32"))));
	console.log(JSON.stringify(outcomes));
}

function shared<T extends Int32Array | Uint8Array>(values: T): T {
	const buffer = new SharedArrayBuffer(values.byteLength);
	const result = (values instanceof Int32Array ? new Int32Array(buffer) : new Uint8Array(buffer)) as T;
	result.set(values);
	return result;
}

/** The first number is right half of the time, for moments of random length. */
function write({ values, wrong }: { values: Int32Array | Uint8Array; wrong: number }): void {
	const right = values[0]!;
	let state = 1;
	parentPort!.postMessage("writing");
	for (;;) {
		for (const value of [wrong, right]) {
			Atomics.store(values, 0, value);
			state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
			for (let pause = state >>> 22; pause > 0; pause--) Atomics.load(values, 0);
		}
	}
}
