// Calls every function of the addon with arguments that no caller should pass, and prints what came of it as JSON.
// Run as a process of its own by hostile-arguments.test.ts: a crash ends this process, not the tests.
import { createHook } from "node:async_hooks";
import { loadBinding } from "../src/load-binding.js";

type Call = Record<string, unknown>;

const floats = (n: number) => new Float32Array(n).fill(0.5);
const integers = (...values: number[]) => Int32Array.from(values);

/** One valid call of each function that takes an options object. */
function validCalls(): Record<string, () => Call> {
	const lstm = () => ({
		batch: 2,
		steps: 3,
		inputSize: 4,
		units: 5,
		reverse: false,
		hardSigmoid: false,
		x: floats(24),
		kernel: floats(80),
		recurrentKernel: floats(100),
		bias: floats(20),
		h0: floats(10),
		c0: floats(10),
		lengths: integers(3, 1),
		hidden: floats(30),
		gates: floats(120),
		cells: floats(30),
	});
	const attentionalState = () => ({
		rows: 3,
		units: 2,
		featureSize: 5,
		contextSize: 4,
		hidden: floats(6),
		hiddenKernel: floats(10),
		context: floats(12),
		contextKernel: floats(20),
	});
	const attention = () => ({
		batchSize: 1,
		targetLength: 2,
		sourceLength: 3,
		numHeads: 2,
		numKeyHeads: 1,
		keyDim: 2,
		valueDim: 2,
		query: floats(8),
		key: floats(6),
		value: floats(6),
		queryStrides: [8, 4, 2],
		keyStrides: [6, 2, 2],
		valueStrides: [6, 2, 2],
		keyLengths: integers(2),
		mask: new Uint8Array(6).fill(1),
		maskShape: [1, 1, 2, 3],
		bias: floats(6),
		biasShape: [1, 1, 2, 3],
		scale: 1,
		isCausal: false,
		causalAlignment: "top-left",
		slidingWindow: 0,
		dropoutRate: 0.1,
		seed: 1,
	});
	const attentionGradients = () => ({
		...attention(),
		output: floats(8),
		logSumExp: floats(4),
		dOutput: floats(8),
		dWeights: floats(12),
	});
	const probabilities = () => ({ rows: 3, classes: 4, probabilities: floats(12), least: 1e-7, most: 1 });
	return {
		attentionForward: () => ({
			...attention(),
			output: floats(8),
			logSumExp: floats(4),
			weights: floats(12),
			returnWeights: true,
		}),
		attentionForwardAsync: () => ({ ...attention(), returnWeights: true }),
		attentionBackward: () => ({
			...attentionGradients(),
			dQuery: floats(8),
			dKey: floats(6),
			dValue: floats(6),
			dBias: floats(6),
			biasGradient: true,
		}),
		attentionBackwardAsync: () => ({ ...attentionGradients(), biasGradient: true }),
		setNumThreads: () => ({ threads: 2 }),
		setInstructionSet: () => ({ name: "scalar" }),
		lstmForward: () => ({ ...lstm(), lastHidden: floats(10), lastCell: floats(10) }),
		lstmBackward: () => ({
			...lstm(),
			dHidden: floats(30),
			dLastHidden: floats(10),
			dLastCell: floats(10),
			dX: floats(24),
			dKernel: floats(80),
			dRecurrentKernel: floats(100),
			dBias: floats(20),
			dH0: floats(10),
			dC0: floats(10),
		}),
		attentionalState: () => ({ ...attentionalState(), features: floats(15) }),
		attentionalStateBackward: () => ({
			...attentionalState(),
			features: floats(15),
			dFeatures: floats(15),
			dHidden: floats(6),
			dHiddenKernel: floats(10),
			dContext: floats(12),
			dContextKernel: floats(20),
		}),
		linearCrossEntropy: () => ({
			rows: 3,
			inputSize: 2,
			classes: 4,
			hidden: floats(6),
			kernel: floats(8),
			bias: floats(4),
			labels: integers(1, 0, 3),
			ignoreLabel: 0,
			labelSmoothing: 0.1,
			dHidden: floats(6),
			dKernel: floats(8),
			dBias: floats(4),
		}),
		probabilityCrossEntropy: () => ({ ...probabilities(), labels: integers(1, 0, 3), loss: floats(3) }),
		probabilityCrossEntropyGradient: () => ({
			...probabilities(),
			targets: floats(12),
			dLoss: floats(3),
			dProbabilities: floats(12),
		}),
		softmaxGradient: () => ({ ...probabilities(), dProbabilities: floats(12), dLogits: floats(12) }),
		gatherRows: () => ({
			rows: 3,
			width: 2,
			count: 4,
			table: floats(6),
			indices: integers(0, 2, 1, 1),
			out: floats(8),
		}),
		scatterAddRows: () => ({
			rows: 3,
			width: 2,
			count: 4,
			values: floats(8),
			indices: integers(0, 2, 1, 1),
			out: floats(6),
		}),
		sumRows: () => ({
			rows: 3,
			width: 2,
			count: 4,
			values: floats(8),
			indices: integers(0, 2, 1, 1),
			out: floats(8),
			outRows: integers(0, 0, 0, 0),
		}),
		decoderStep: () => ({
			rows: 2,
			embeddingSize: 3,
			units: 4,
			words: 5,
			readWords: 6,
			previousRows: 3,
			count: 2,
			tokens: integers(5, 0),
			parents: integers(2, 2),
			embedding: floats(18),
			kernel: floats(48),
			recurrentKernel: floats(64),
			bias: floats(16),
			h: floats(12),
			c: floats(12),
			hiddenKernel: floats(16),
			outputKernel: floats(20),
			outputBias: floats(5),
			banned: new Uint8Array(5),
			sources: 2,
			sourceLength: 3,
			memoryRows: integers(1, 0),
			key: floats(24),
			value: floats(24),
			lengths: integers(3, 1),
			contextKernel: floats(16),
			scale: 1,
			weights: floats(6),
			nextH: floats(8),
			nextC: floats(8),
			likeliest: integers(0, 0, 0, 0),
			logProbs: floats(4),
		}),
		adamStep: () => ({
			variables: [floats(3), floats(6)],
			gradients: [floats(3), floats(4)],
			gradientRows: [null, integers(0, 2)],
			m: [floats(3), floats(6)],
			v: [floats(3), floats(6)],
			learningRate: 0.1,
			beta1: 0.9,
			beta2: 0.999,
			epsilon: 1e-8,
			step: 1,
			clipNorm: 1,
		}),
		measureFmaPeak: () => ({ milliseconds: 0 }),
		measureCopyBandwidth: () => ({ megabytes: 1, milliseconds: 0 }),
	};
}

/** One valid call of each function of matrices whose arguments come one by one. */
function validPositionalCalls(): Record<string, () => unknown[]> {
	return { matmul: () => [floats(8), floats(12), floats(6), 2, 3, 4, false, true, floats(3), 1, 8, 12] };
}

function detached(): Float32Array {
	const array = floats(8);
	structuredClone(array.buffer, { transfer: [array.buffer] });
	return array;
}

const HOSTILE: unknown[] = [
	undefined,
	null,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	-1,
	0,
	0.5,
	7,
	2 ** 31 - 1,
	2 ** 53,
	"8",
	true,
	{},
	[],
	() => 1,
	Symbol("x"),
	10n,
	new Date(),
	floats(0),
	floats(7),
	integers(1 << 30, -5, 99, 1 << 30),
	new Float64Array(8),
	new Uint8Array(8),
	new DataView(new ArrayBuffer(8)),
	new ArrayBuffer(32),
	detached(),
	new Float32Array(new SharedArrayBuffer(24)),
	new Proxy([], { get: () => undefined }),
];

const binding = loadBinding() as unknown as Record<string, (...args: unknown[]) => unknown>;
const outcome = { calls: 0, returned: 0, typeErrors: 0, rangeErrors: 0, others: [] as string[] };

async function attempt(name: string, args: unknown[], what: string): Promise<void> {
	outcome.calls++;
	try {
		await binding[name]!(...args);
		outcome.returned++;
	} catch (error) {
		const { name: kind, message } = error as Error;
		if (kind === "TypeError") outcome.typeErrors++;
		else if (kind === "RangeError") outcome.rangeErrors++;
		if ((kind !== "TypeError" && kind !== "RangeError") || !/expected .+, got .+/s.test(message)) {
			outcome.others.push(`${name} with ${what}: ${kind}: ${message}`);
		}
	}
}

for (const [name, valid] of Object.entries(validCalls())) {
	for (const [i, value] of HOSTILE.entries()) {
		await attempt(name, [value], `argument ${i}`);
		for (const field of Object.keys(valid()))
			await attempt(name, [{ ...valid(), [field]: value }], `${field} = ${i}`);
	}
	for (const field of Object.keys(valid())) {
		const { [field]: _, ...rest } = valid();
		await attempt(name, [rest], `no ${field}`);
		// A getter that detaches every other array of the call just before it answers.
		const call = valid();
		const value = call[field];
		Object.defineProperty(call, field, {
			enumerable: true,
			get() {
				for (const other of Object.values(Object.getOwnPropertyDescriptors(call)).map((d) => d.value)) {
					for (const array of [other].flat()) {
						if (ArrayBuffer.isView(array) && array !== value && array.byteLength > 0) {
							structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
						}
					}
				}
				return value;
			},
		});
		await attempt(name, [call], `${field} detaches the others`);
	}
}
// The making of an asynchronous call runs hooks, which are JavaScript too: one that detaches the inputs.
for (const name of ["attentionForwardAsync", "attentionBackwardAsync"]) {
	const call = validCalls()[name]!();
	const hook = createHook({
		init(_id, type) {
			if (type !== name) return;
			for (const array of Object.values(call))
				if (ArrayBuffer.isView(array) && array.byteLength > 0)
					structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
		},
	}).enable();
	const before = outcome.rangeErrors;
	await attempt(name, [call], "a hook that detaches the inputs");
	hook.disable();
	if (outcome.rangeErrors === before) outcome.others.push(`${name} read inputs that a hook had detached`);
}
for (const [name, valid] of Object.entries(validPositionalCalls())) {
	for (const [place] of valid().entries()) {
		await attempt(name, valid().slice(0, place), `${place} arguments`);
		for (const [i, value] of HOSTILE.entries())
			await attempt(name, valid().with(place, value), `argument ${place} = ${i}`);
	}
}
console.log(JSON.stringify(outcome));
