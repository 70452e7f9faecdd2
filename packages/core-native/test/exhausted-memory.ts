// Calls functions whose temporary arrays need more memory than the limit leaves. Makes all arguments first and prints
// how much address space they take; with the argument "call" it makes the calls and prints how they ended as JSON.
import { readFileSync } from "node:fs";
import { loadBinding } from "../src/load-binding.js";

const million = 1 << 20;
const binding = loadBinding();

const sumRows = (count: number) => ({
	rows: million,
	width: 1,
	count,
	values: new Float32Array(count),
	indices: new Int32Array(count),
	out: new Float32Array(count),
	outRows: new Int32Array(count),
});

function lstm() {
	const [B, T, D, U] = [million, 4, 1, 4];
	const floats = (...axes: number[]) => new Float32Array(axes.reduce((size, axis) => size * axis, 1));
	return {
		batch: B,
		steps: T,
		inputSize: D,
		units: U,
		reverse: false,
		hardSigmoid: false,
		x: floats(B, T, D),
		kernel: floats(D, 4, U),
		recurrentKernel: floats(U, 4, U),
		bias: floats(4, U),
		h0: floats(B, U),
		c0: floats(B, U),
		hidden: floats(B, T, U),
		gates: floats(B, T, 4, U),
		cells: floats(B, T, U),
		dHidden: floats(B, T, U),
		dLastHidden: floats(B, U),
		dLastCell: floats(B, U),
		dX: floats(B, T, D),
		dKernel: floats(D, 4, U),
		dRecurrentKernel: floats(U, 4, U),
		dBias: floats(4, U),
		dH0: floats(B, U),
		dC0: floats(B, U),
	};
}

function decoderStep() {
	const [R, E, U, V, K] = [16, 1, 1, 1 << 13, million];
	return {
		rows: R,
		embeddingSize: E,
		units: U,
		words: V,
		readWords: 1,
		previousRows: 1,
		count: K,
		tokens: new Int32Array(R),
		parents: new Int32Array(R),
		embedding: new Float32Array(E),
		kernel: new Float32Array(4),
		recurrentKernel: new Float32Array(4),
		bias: new Float32Array(4),
		h: new Float32Array(1),
		c: new Float32Array(1),
		hiddenKernel: new Float32Array(1),
		outputKernel: new Float32Array(V),
		outputBias: new Float32Array(V),
		banned: new Uint8Array(V),
		nextH: new Float32Array(R),
		nextC: new Float32Array(R),
		likeliest: new Int32Array(R * K),
		logProbs: new Float32Array(R * K),
	};
}

function attention() {
	const [T, S, H] = [1024, million, 16];
	return {
		batchSize: 1,
		targetLength: T,
		sourceLength: S,
		numHeads: 1,
		keyDim: H,
		query: new Float32Array(T * H),
		key: new Float32Array(S * H),
		value: new Float32Array(S * H),
		output: new Float32Array(T * H),
		rowMax: new Float32Array(T),
		rowSum: new Float32Array(T),
		dOutput: new Float32Array(T * H),
	};
}

const attentionArguments = attention();
const attentionResults = {
	dQuery: new Float32Array(1024 * 16),
	dKey: new Float32Array(million * 16),
	dValue: new Float32Array(million * 16),
};
const sumRowsArguments = sumRows(16 * million);
const lstmArguments = lstm();
const decoderArguments = decoderStep();

const calls: Record<string, () => unknown> = {
	sumRows: () => binding.sumRows(sumRowsArguments),
	lstmBackward: () => binding.lstmBackward(lstmArguments),
	decoderStep: () => binding.decoderStep(decoderArguments),
	attentionBackward: () => binding.attentionBackward({ ...attentionArguments, ...attentionResults }),
	attentionBackwardAsync: () => binding.attentionBackwardAsync(attentionArguments),
	measureCopyBandwidth: () => binding.measureCopyBandwidth({ megabytes: 1024, milliseconds: 0 }),
};

/** Whether the core still computes right, on every thread. */
function works(): boolean {
	const n = 200;
	const c = new Float32Array(n * n);
	binding.matmul(new Float32Array(n * n).fill(1), new Float32Array(n * n).fill(2), c, n, n, n, false, false);
	const small = { ...sumRows(3), indices: Int32Array.of(7, 5, 7), values: Float32Array.of(1, 2, 4) };
	const rows = binding.sumRows(small);
	return (
		c.every((x) => x === 2 * n) && rows === 2 && `${small.outRows}` === "5,7,0" && `${small.out}` === "2,5,0"
	);
}

works();
const peak = Number(/VmPeak:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))![1]);
if (process.argv[2] !== "call") {
	console.log(JSON.stringify({ kilobytes: peak }));
} else {
	const outcomes: Record<string, { error: string; works: boolean }> = {};
	for (const [name, call] of Object.entries(calls)) {
		let error = "none";
		try {
			await call();
		} catch (thrown) {
			error = `${(thrown as Error).name}: ${(thrown as Error).message}`;
		}
		outcomes[name] = { error, works: works() };
	}
	// Stacks of threads need address space too.
	const threads = binding.setNumThreads({ threads: 256 });
	binding.setNumThreads({ threads: 2 });
	console.log(JSON.stringify({ outcomes, threads, works: works() }));
}
