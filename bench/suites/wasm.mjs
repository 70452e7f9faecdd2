// The core in WebAssembly, in Node and in Chromium, against our own AVX2 kernels on one thread and against TensorFlow.js'
// backends for pages: the parts of a translator's training, and its steps.

import { readFloats, relativeError } from "../framework/comparison.mjs";

export const title = "The core in WebAssembly";

/** Nothing here is measured against a peak. */
export const withCeilings = false;

/** WebAssembly has no more. */
export const threads = [1];

export const notes = [
	"Every contender makes the same calls of TensorFlow.js and Mirada's packages (`bench/cases/backend-tasks.mjs`), results read at the end of each; backends without our kernels compose the same numbers of plain ops. All run on one thread.",
	"`mirada-wasm` is measured in Node and, as a variant, in the system's Chromium, whose page times its own calls. `Mirada, AVX2` is the native core with MIRADA_ISA=avx2.",
	"SIMD128 has no fused multiply-add and four lanes: 0.375 of AVX2 is the limit of its multiply-adds.",
	"tfjs-wasm lacks the kernel UnsortedSegmentSum, which the gradient of every embedding needs, so it cannot train the model.",
];

const KERNELS = [
	{ group: "SGEMM", atLeast: 0.33 },
	{ group: "LSTM", atLeast: 0.33 },
	{ group: "loss", atLeast: 0.33 },
	{ group: "attention", atLeast: 0.4 },
	{ group: "Adam", atLeast: 0.4 },
];
const WHERE = [{ suffix: "in Node" }, { suffix: "in Chromium", variant: "Chromium" }];

export const targets = WHERE.flatMap(({ suffix, ...which }) => [
	...KERNELS.map(({ group, atLeast }) => ({
		what: `${group} ${suffix}, compared with AVX2`,
		group,
		measure: "ratio",
		over: "geometricMean",
		against: ["Mirada, AVX2"],
		atLeast,
		...which,
	})),
	...[
		["tfjs-cpu", 20],
		["tfjs-wasm", 5],
	].flatMap(([peer, atLeast]) =>
		["attention", "training"].map((group) => ({
			what: `${group} ${suffix}, compared with ${peer}`,
			group,
			measure: "ratio",
			over: "min",
			against: [peer],
			atLeast,
			...which,
		})),
	),
]);

/** A case of one kernel: its sizes are what the task is asked for and what the report tells apart. */
const kernelCase = (group, task, name, sizes) => ({ group, name, request: { task, ...sizes }, axes: sizes });
const direction = (backward) => (backward ? "forward and backward" : "forward");

const matmul = (m, n, k) => kernelCase("SGEMM", "matmul", `${m} x ${n} x ${k}`, { m, n, k });
const lstm = (B, T, D, U, backward) =>
	kernelCase("LSTM", "lstm", `${direction(backward)}, B ${B} T ${T} D ${D} U ${U}`, { B, T, D, U, backward });
const loss = (rows, width, classes) =>
	kernelCase("loss", "loss", `${rows} x ${width} x ${classes}, with gradients`, { rows, width, classes });
const attention = (B, T, N, H, backward) =>
	kernelCase("attention", "attention", `${direction(backward)}, B ${B} T ${T} N ${N} H ${H}`, {
		B,
		T,
		N,
		H,
		backward,
	});
const adam = (count) => kernelCase("Adam", "adam", `${count} parameters`, { count });
const training = (score) => ({
	group: "training",
	name: `${score}, U 64 V 300, 32 pairs`,
	request: { task: "training", attention: score, units: 64, vocabulary: 300, batch: 32 },
	axes: { score },
	amount: 1,
	unit: "steps/s",
});

const CASES = [
	matmul(256, 256, 256),
	lstm(32, 12, 64, 128, false),
	lstm(32, 12, 64, 128, true),
	loss(256, 64, 1000),
	attention(32, 16, 4, 32, false),
	attention(32, 16, 4, 32, true),
	adam(1_000_000),
	training("none"),
	training("luong-general"),
];
const MORE_CASES = [
	matmul(64, 64, 64),
	matmul(512, 512, 512),
	matmul(64, 1024, 256),
	lstm(32, 8, 48, 64, true),
	loss(256, 64, 300),
	loss(384, 128, 2000),
	attention(4, 128, 8, 64, false),
	attention(4, 128, 8, 64, true),
	adam(113_536),
	training("multi-head"),
];

/** Single precision, summed in other orders. */
const MOST_ERROR = 1e-4;

function contendersOf(context, request) {
	const node = (backend, env = {}) =>
		context.worker({
			peer: "mirada",
			script: "backend-tasks.mjs",
			threads: 1,
			env: { BENCH_TFJS_BACKEND: backend, ...env },
		});
	const contender = (name, process, more = {}) => ({ name, threads: 1, process, request, ...more });
	return [
		contender("mirada-wasm", node("mirada-wasm"), { ours: true }),
		contender("mirada-wasm", context.worker({ peer: "mirada", script: "chromium-tasks.mjs", threads: 1 }), {
			ours: true,
			extra: true,
			variant: "Chromium",
		}),
		contender("Mirada, AVX2", node("native", { MIRADA_ISA: "avx2" })),
		contender("tfjs-cpu", node("cpu")),
		contender("tfjs-wasm", node("wasm")),
	];
}

/** All against the native core, whose kernels have their own tests against double precision. */
function check(prepared) {
	const native = prepared.find(({ name }) => name === "Mirada, AVX2");
	for (const contender of prepared) {
		if (native === undefined) {
			contender.wrong = "there is no native core to compare with";
			continue;
		}
		contender.error = Math.max(
			...Object.entries(native.outputs).map(([name, file]) =>
				relativeError(readFloats(contender.outputs[name]), readFloats(file)),
			),
		);
		if (!(contender.error <= MOST_ERROR)) contender.wrong = `differs by ${contender.error.toExponential(1)}`;
	}
}

export async function run(context) {
	for (const { group, name, request, axes, amount, unit } of context.quick
		? CASES
		: [...CASES, ...MORE_CASES]) {
		if (!context.wants(name, group)) continue;
		const contenders = await context.race({ contenders: contendersOf(context, request), check });
		context.add({ case: name, group, axes, amount, unit, contenders });
	}
}
