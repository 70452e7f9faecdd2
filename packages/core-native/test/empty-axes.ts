// Calls every function with each of its axes empty, the others short or as long as an axis can be, and prints what was
// wrong as JSON. An output that has elements is a reduction over nothing: it must be written with what that gives.
import { loadBinding } from "../src/load-binding.js";
import { type Axes, DECODING_OPS, MOST_ELEMENTS, type Op } from "./empty-decoding-axes.js";

const LONGEST = 2 ** 31 - 1;
const SENTINEL = 12345;
const SECONDS = 1;

const lstmInputs: Op["inputs"] = {
	x: ({ B, T, D }) => [B!, T!, D!],
	kernel: ({ D, U }) => [D!, 4, U!],
	recurrentKernel: ({ U }) => [U!, 4, U!],
	bias: ({ U }) => [4, U!],
	h0: ({ B, U }) => [B!, U!],
	c0: ({ B, U }) => [B!, U!],
};
const lstmOptions = ({ B, T, D, U }: Axes) => ({
	batch: B,
	steps: T,
	inputSize: D,
	units: U,
	reverse: false,
	hardSigmoid: false,
});
const BTU: (axes: Axes) => number[] = ({ B, T, U }) => [B!, T!, U!];
const BT4U: (axes: Axes) => number[] = ({ B, T, U }) => [B!, T!, 4, U!];
const BU: (axes: Axes) => number[] = ({ B, U }) => [B!, U!];
const stateInputs: Op["inputs"] = {
	hidden: ({ R, U }) => [R!, U!],
	hiddenKernel: ({ U, F }) => [U!, F!],
	context: ({ R, M }) => [R!, M!],
	contextKernel: ({ M, F }) => [M!, F!],
};
const stateOptions = ({ R, U, F, M }: Axes) => ({ rows: R, units: U, featureSize: F, contextSize: M });
const attentionInputs: Op["inputs"] = {
	query: ({ B, T, N, H }) => [B!, T!, N!, H!],
	key: ({ B, S, N, H }) => [B!, S!, N!, H!],
	value: ({ B, S, N, V }) => [B!, S!, N!, V!],
};
const attentionOptions = ({ B, T, S, N, H, V }: Axes) => ({
	batchSize: B,
	targetLength: T,
	sourceLength: S,
	numHeads: N,
	keyDim: H,
	valueDim: V,
});
const embeddingOptions = ({ R, W, C }: Axes) => ({ rows: R, width: W, count: C });
const zeros = (length: number) => new Int32Array(length);

/** By name; "name (variant)" calls the same function. */
const OPS: Record<string, Op> = {
	lstmForward: {
		axes: { B: 2, T: 3, D: 4, U: 5 },
		inputs: lstmInputs,
		outputs: {
			hidden: [BTU, null],
			lastHidden: [BU, null],
			lastCell: [BU, null],
			gates: [BT4U, null],
			cells: [BTU, null],
		},
		options: lstmOptions,
	},
	lstmBackward: {
		axes: { B: 2, T: 3, D: 4, U: 5 },
		inputs: {
			...lstmInputs,
			hidden: BTU,
			gates: BT4U,
			cells: BTU,
			dHidden: BTU,
			dLastHidden: BU,
			dLastCell: BU,
		},
		outputs: {
			dX: [({ B, T, D }) => [B!, T!, D!], 0],
			dKernel: [({ D, U }) => [D!, 4, U!], 0],
			dRecurrentKernel: [({ U }) => [U!, 4, U!], null],
			dBias: [({ U }) => [4, U!], null],
			dH0: [BU, null],
			dC0: [BU, null],
		},
		options: lstmOptions,
	},
	attentionalState: {
		axes: { R: 2, U: 3, F: 4, M: 5 },
		inputs: stateInputs,
		outputs: { features: [({ R, F }) => [R!, F!], null] },
		options: stateOptions,
	},
	attentionalStateBackward: {
		axes: { R: 2, U: 3, F: 4, M: 5 },
		inputs: { ...stateInputs, features: ({ R, F }) => [R!, F!], dFeatures: ({ R, F }) => [R!, F!] },
		outputs: {
			dHidden: [({ R, U }) => [R!, U!], null],
			dHiddenKernel: [({ U, F }) => [U!, F!], null],
			dContext: [({ R, M }) => [R!, M!], null],
			dContextKernel: [({ M, F }) => [M!, F!], null],
		},
		options: stateOptions,
	},
	linearCrossEntropy: {
		axes: { R: 2, D: 3 },
		inputs: {
			hidden: ({ R, D }) => [R!, D!],
			kernel: ({ D }) => [D!, 4],
			bias: () => [4],
			labels: ({ R }) => [R!],
		},
		contents: { labels: zeros },
		outputs: {
			dHidden: [({ R, D }) => [R!, D!], null],
			dKernel: [({ D }) => [D!, 4], 0],
			dBias: [() => [4], null],
		},
		options: ({ R, D }) => ({ rows: R, inputSize: D, classes: 4, ignoreLabel: -1, labelSmoothing: 0 }),
	},
	probabilityCrossEntropy: {
		axes: { R: 2 },
		inputs: { probabilities: ({ R }) => [R!, 4], labels: ({ R }) => [R!] },
		contents: { labels: zeros },
		outputs: { loss: [({ R }) => [R!], null] },
		options: ({ R }) => ({ rows: R, classes: 4, least: 1e-7, most: 1 }),
	},
	probabilityCrossEntropyGradient: {
		axes: { R: 2 },
		inputs: { probabilities: ({ R }) => [R!, 4], targets: ({ R }) => [R!, 4], dLoss: ({ R }) => [R!] },
		outputs: { dProbabilities: [({ R }) => [R!, 4], null] },
		options: ({ R }) => ({ rows: R, classes: 4, least: 1e-7, most: 1 }),
	},
	softmaxGradient: {
		axes: { R: 2, V: 3 },
		inputs: { probabilities: ({ R, V }) => [R!, V!], dProbabilities: ({ R, V }) => [R!, V!] },
		outputs: { dLogits: [({ R, V }) => [R!, V!], null] },
		options: ({ R, V }) => ({ rows: R, classes: V }),
	},
	gatherRows: {
		axes: { R: 2, W: 3, C: 4 },
		inputs: { table: ({ R, W }) => [R!, W!], indices: ({ C }) => [C!] },
		contents: { indices: zeros },
		outputs: { out: [({ C, W }) => [C!, W!], null] },
		options: embeddingOptions,
		excluded: ({ R, C }) => R === 0 && C! > 0,
	},
	scatterAddRows: {
		axes: { R: 2, W: 3, C: 4 },
		inputs: { values: ({ C, W }) => [C!, W!], indices: ({ C }) => [C!] },
		contents: { indices: zeros },
		outputs: { out: [({ R, W }) => [R!, W!], 0] },
		options: embeddingOptions,
	},
	sumRows: {
		axes: { R: 2, W: 3, C: 4 },
		inputs: { values: ({ C, W }) => [C!, W!], indices: ({ C }) => [C!] },
		contents: { indices: zeros },
		outputs: {},
		options: (axes) => ({
			...embeddingOptions(axes),
			out: new Float32Array(axes.C! * axes.W!),
			outRows: new Int32Array(axes.C!),
		}),
	},
	...DECODING_OPS,
	packMatrix: {
		axes: { D: 4, C: 5 },
		inputs: { matrix: ({ D, C }) => [D!, C!] },
		outputs: {},
		options: ({ D, C }) => ({
			depth: D,
			columns: C,
			packed: new Float32Array(loadBinding().packedMatrixLength({ rows: 64, depth: D!, columns: C! })),
		}),
		excluded: ({ D, C }) => Math.max(D!, C!) > MOST_ELEMENTS,
	},
	packVocabulary: {
		axes: { U: 4, V: 5 },
		inputs: { outputKernel: ({ U, V }) => [U!, V!], outputBias: ({ V }) => [V!] },
		outputs: {},
		options: ({ U, V }) => ({
			units: U,
			words: V,
			packed: new Float32Array(loadBinding().packedVocabularyLength({ units: U!, words: V! })),
		}),
		excluded: ({ U, V }) => Math.max(U!, V!) > MOST_ELEMENTS,
	},
	attentionForward: {
		axes: { B: 2, T: 3, S: 4, N: 2, H: 5, V: 6 },
		inputs: attentionInputs,
		outputs: {
			output: [({ B, T, N, V }) => [B!, T!, N!, V!], null],
			logSumExp: [({ B, N, T }) => [B!, N!, T!], null],
			rowMax: [({ B, N, T }) => [B!, N!, T!], null],
			rowSum: [({ B, N, T }) => [B!, N!, T!], null],
		},
		options: attentionOptions,
	},
	"attentionForward (causal, with a window and lengths)": {
		axes: { B: 2, T: 3, S: 4, N: 2, H: 5, V: 6 },
		inputs: { ...attentionInputs, keyLengths: ({ B }) => [B!] },
		contents: { keyLengths: (length, { S }) => new Int32Array(length).fill(Math.min(S!, 2)) },
		outputs: {
			output: [({ B, T, N, V }) => [B!, T!, N!, V!], null],
			logSumExp: [({ B, N, T }) => [B!, N!, T!], null],
			rowMax: [({ B, N, T }) => [B!, N!, T!], null],
			rowSum: [({ B, N, T }) => [B!, N!, T!], null],
		},
		options: (axes) => ({ ...attentionOptions(axes), isCausal: true, slidingWindow: LONGEST }),
	},
	attentionBackward: {
		axes: { B: 2, T: 3, S: 4, N: 2, H: 5, V: 6 },
		inputs: {
			...attentionInputs,
			output: ({ B, T, N, V }) => [B!, T!, N!, V!],
			rowMax: ({ B, N, T }) => [B!, N!, T!],
			rowSum: ({ B, N, T }) => [B!, N!, T!],
			dOutput: ({ B, T, N, V }) => [B!, T!, N!, V!],
			bias: () => [1, 1, 1, 1],
		},
		outputs: {
			dQuery: [({ B, T, N, H }) => [B!, T!, N!, H!], null],
			dKey: [({ B, S, N, H }) => [B!, S!, N!, H!], null],
			dValue: [({ B, S, N, V }) => [B!, S!, N!, V!], null],
			dBias: [() => [1, 1, 1, 1], null],
		},
		options: (axes) => ({ ...attentionOptions(axes), biasShape: [1, 1, 1, 1] }),
	},
};

const binding = loadBinding() as unknown as Record<string, (...args: unknown[]) => unknown>;
const wrong: string[] = [];
let cases = 0;

/** Every way to give each axis of `names` one of the lengths that `lengths` has for it. */
function* choices(names: string[], lengths: (name: string) => number[]): Generator<Axes> {
	const [name, ...rest] = names;
	if (name === undefined) return void (yield {});
	for (const axes of choices(rest, lengths))
		for (const length of lengths(name)) yield { ...axes, [name]: length };
}

const size = (shape: number[]) =>
	shape.includes(0) ? 0 : shape.reduce((product, axis) => product * axis, 1);

function tryOp(name: string, op: Op, axes: Axes): void {
	const shapes = [
		...Object.values(op.inputs).map((f) => f(axes)),
		...Object.values(op.outputs).map(([f]) => f(axes)),
	];
	if (op.excluded?.(axes) || shapes.some((shape) => size(shape) > MOST_ELEMENTS)) return;
	// Outputs of integers are not among the shapes.
	if (["decoderStep", "greedySearch", "beamSearch"].includes(name) && axes.R! > MOST_ELEMENTS) return;
	const call: Record<string, unknown> = { ...op.options?.(axes) };
	for (const [input, shape] of Object.entries(op.inputs)) {
		const length = size(shape(axes));
		call[input] = op.contents?.[input]?.(length, axes) ?? new Float32Array(length).fill(0.5);
	}
	for (const [output, [shape]] of Object.entries(op.outputs))
		call[output] = new Float32Array(size(shape(axes))).fill(SENTINEL);
	const title = `${name} ${JSON.stringify(axes)}`;
	const begin = performance.now();
	cases++;
	try {
		binding[name.split(" ")[0]!]!(call);
	} catch (error) {
		wrong.push(`${title}: ${error}`);
	}
	const seconds = (performance.now() - begin) / 1000;
	if (seconds > SECONDS) wrong.push(`${title}: took ${seconds.toFixed(1)} s`);
	for (const [output, [, value]] of Object.entries(op.outputs))
		for (const element of call[output] as Float32Array)
			if (value === null ? element === SENTINEL : element !== value) {
				wrong.push(`${title}: ${output} is ${element === SENTINEL ? "not written" : element}`);
				break;
			}
}

for (const [name, op] of Object.entries(OPS))
	for (const empty of Object.keys(op.axes)) {
		const lengths = (axis: string) => (axis === empty ? [0] : [op.axes[axis]!, LONGEST]);
		// All others short and long, or two of them empty.
		for (const axes of choices(Object.keys(op.axes), lengths)) tryOp(name, op, axes);
		for (const other of Object.keys(op.axes))
			for (const axes of choices(Object.keys(op.axes), (axis) => (axis === other ? [0] : lengths(axis))))
				tryOp(name, op, axes);
	}
console.log(JSON.stringify({ cases, wrong }));
