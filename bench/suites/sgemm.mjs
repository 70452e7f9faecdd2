// Single-precision matrix products: every transpose case of squares, and the shapes that training uses.

import { identicalOutputs, readFloats, relativeError } from "../framework/comparison.mjs";
import { instructionSetContenders } from "../framework/instruction-sets.mjs";
import { readInput } from "../framework/seeded-inputs.mjs";

export const title = "Matrix products (SGEMM)";

export const notes = [
	"Shapes are rows x columns x inner dimension; two letters per case say whether each operand is transposed (t) or not (n).",
	"MKL is measured through PyTorch: torch.mm (MKL, or oneDNN where PyTorch prefers it) and oneDNN's linear; the best counts. OpenBLAS is measured through numpy.",
	"Mirada is called through its Node binding, the peers through Python.",
];

export const targets = [
	{ what: "SGEMM", measure: "ratio", over: "min", against: ["MKL"], atLeast: 1.2 },
	{ what: "SGEMM", measure: "ratio", over: "geometricMean", against: ["MKL"], atLeast: 1.2 },
	{
		what: "SGEMM, n >= 512",
		where: { smallest: { atLeast: 512 } },
		measure: "peak",
		over: "min",
		atLeast: 0.9,
	},
	{ what: "SGEMM, speed-up from 1 to 2 threads", measure: "scaling", over: "min", atLeast: 1.8 },
	{ what: "SGEMM, identical results with 1 and 2 threads", measure: "identical", over: "min", atLeast: 1 },
	{ what: "SGEMM, error", measure: "error", over: "max", atMost: 2 },
];

export const lines = [
	{
		title: "rate by size",
		group: "square",
		where: { transposes: "nn" },
		x: "n",
		xLabel: "size of square matrices, not transposed",
	},
];

const TRANSPOSES = [
	["nn", false, false],
	["nt", false, true],
	["tn", true, false],
	["tt", true, true],
];

/** Rows of a batch of the homework's training (64 sentences) are about 609 target words, 1,280 padded ones. */
const TRAINING = [
	{ what: "logits", m: 609, n: 8000, k: 256, letters: "nn" },
	{ what: "logits, gradient of hidden", m: 609, n: 256, k: 8000, letters: "nt" },
	{ what: "logits, gradient of kernel", m: 256, n: 8000, k: 609, letters: "tn" },
	{ what: "LSTM inputs", m: 1280, n: 1024, k: 256, letters: "nn" },
	{ what: "LSTM inputs, gradient of x", m: 1280, n: 256, k: 1024, letters: "nt" },
	{ what: "LSTM inputs, gradient of kernel", m: 256, n: 1024, k: 1280, letters: "tn" },
	{ what: "LSTM step", m: 64, n: 1024, k: 256, letters: "nn" },
	{ what: "attentional state", m: 1280, n: 256, k: 512, letters: "nn" },
];

function cases(quick) {
	const sizes = quick ? [64, 256, 768] : [64, 96, 128, 256, 384, 512, 768, 1024, 1536, 2048];
	const squares = sizes.flatMap((n) =>
		(quick ? TRANSPOSES.slice(0, 2) : TRANSPOSES).map(([letters]) => ({
			what: "square",
			group: "square",
			m: n,
			n,
			k: n,
			letters,
		})),
	);
	const training = (quick ? TRAINING.slice(0, 3) : TRAINING).map((shape) => ({
		...shape,
		group: "training",
	}));
	return [...squares, ...training];
}

/** Elements of the result that are computed in double precision. */
const SAMPLES = 200;
/** A sum of k products in single precision errs by less than this times the largest element. */
const MOST_ERROR = 1e-5;

function errorOf(c, { m, n, k, a, b, transposeA, transposeB }) {
	const [left, right] = [readInput(a), readInput(b)];
	const got = new Float64Array(SAMPLES);
	const want = new Float64Array(SAMPLES);
	for (let sample = 0; sample < SAMPLES; sample++) {
		const index = Math.floor((sample * 0.6180339887 * m * n) % (m * n));
		const [row, column] = [Math.floor(index / n), index % n];
		for (let i = 0; i < k; i++)
			want[sample] +=
				left[transposeA ? i * m + row : row * k + i] * right[transposeB ? column * k + i : i * n + column];
		got[sample] = c[index];
	}
	return relativeError(got, want);
}

export async function run(context) {
	for (const { what, group, letters, m, n, k } of cases(context.quick)) {
		const name = `${what} ${m} x ${n} x ${k} ${letters}`;
		if (!context.wants(name)) continue;
		const [, transposeA, transposeB] = TRANSPOSES.find(([name]) => name === letters);
		const a = context.inputs.floats(1, m * k);
		const b = context.inputs.floats(2, k * n);
		const request = { task: "matmul", m, n, k, a, b, transposeA, transposeB };
		let identical;
		const contenders = await context.race({
			contenders: [
				...instructionSetContenders(context, { script: "mirada-matmul.mjs", request }),
				...context.threads.flatMap((threads) => [
					...["out", "onednn"].map((variant) => ({
						name: "MKL",
						variant: variant === "out" ? "torch.mm" : "oneDNN",
						threads,
						process: context.worker({ peer: "torch", script: "torch_matmul.py", threads }),
						request: { ...request, variant },
					})),
					{
						name: "OpenBLAS",
						variant: "numpy.matmul",
						threads,
						process: context.worker({ peer: "numpy", script: "numpy_matmul.py", threads }),
						request,
					},
				]),
			],
			check(prepared) {
				for (const contender of prepared) {
					const c = readFloats(contender.outputs.c);
					contender.error = c.length === m * n ? errorOf(c, request) : Number.POSITIVE_INFINITY;
					if (!(contender.error <= MOST_ERROR)) contender.wrong = `error ${contender.error.toExponential(1)}`;
				}
				identical = identicalOutputs(prepared);
			},
		});
		context.add({
			case: name,
			group,
			axes: { m, n, k, smallest: Math.min(m, n, k), transposes: letters },
			amount: (2 * m * n * k) / 1e9,
			unit: "GFLOP/s",
			identical,
			contenders,
		});
	}
}
