// The limits of the machine, measured in the same run as the suite: a loop of multiply-adds, a memory copy, and the SGEMM
// of MKL (PyTorch) and OpenBLAS (numpy). They are measured before and after the suite, and the better value counts:
// interruptions can only make a machine look slower.

import { significant } from "./statistics.mjs";

const SIZE = 1536;

/** `{ [threads]: { fmaGflops, copyGigabytesPerSecond, mklGflops, openblasGflops } }` */
export async function measureCeilings(context) {
	const ceilings = {};
	for (const threads of context.threads) {
		const milliseconds = context.quick ? 60 : 250;
		const product = (peer, script) => sgemmGflops(context, { peer, script, threads, milliseconds });
		const ours = await context.worker({ peer: "mirada", script: "mirada-matmul.mjs", threads })();
		const { result } = await ours.ask("call", { name: "ceilings", milliseconds });
		await ours.rest();
		ceilings[threads] = {
			fmaGflops: significant(result.fmaPeak / 1e9),
			copyGigabytesPerSecond: significant(result.copyBandwidth / 1e9),
			mklGflops: await product("torch", "torch_matmul.py"),
			openblasGflops: await product("numpy", "numpy_matmul.py"),
		};
	}
	return ceilings;
}

/** The better of two measurements, number by number. */
export function bestCeilings(before, after) {
	const best = (threads, name) => {
		const measured = [before[threads]?.[name], after[threads]?.[name]].filter(Number.isFinite);
		return measured.length > 0 ? Math.max(...measured) : null;
	};
	return Object.fromEntries(
		Object.entries(before).map(([threads, values]) => [
			threads,
			Object.fromEntries(Object.keys(values).map((name) => [name, best(threads, name)])),
		]),
	);
}

async function sgemmGflops(context, { peer, script, threads, milliseconds }) {
	const floats = (seed) => context.inputs.floats(seed, SIZE * SIZE);
	const request = { task: "matmul", m: SIZE, n: SIZE, k: SIZE, a: floats(1), b: floats(2) };
	const [result] = await context.race({
		contenders: [{ name: peer, threads, process: context.worker({ peer, script, threads }), request }],
		rounds: 2,
		roundMilliseconds: milliseconds,
	});
	return result.seconds ? significant((2 * SIZE ** 3) / result.seconds.min / 1e9) : null;
}
