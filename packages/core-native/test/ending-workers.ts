// Ends worker threads at random moments while they compute, and prints what came of it as JSON. Arguments: how many
// workers, seed. The parent must live, and every worker must end with the exit code that its end has in plain Node.
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { loadBinding } from "../src/load-binding.js";

const ENDS = ["terminate", "exit", "throw", "exit in a loop", "throw in a loop", "run out"] as const;
const LOADS = ["asynchronous", "synchronous", "both", "refused", "loading"] as const;

interface Plan {
	end: (typeof ENDS)[number];
	load: (typeof LOADS)[number];
	/** Milliseconds from the first call to the end. */
	moment: number;
	/** T and S of the attention. */
	length: number;
}

if (isMainThread) await main();
else compute(workerData as Plan);

async function main(): Promise<void> {
	const [moments, seed] = process.argv.slice(2).map(Number) as [number, number];
	const random = randomNumbers(seed);
	const chosen = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
	const plans = Array.from({ length: moments }, (_, i): Plan => {
		// The first ones compute long: their calls are surely under way.
		const long = i < 4;
		return {
			end: long ? ENDS[i % 3]! : chosen(ENDS),
			load: long ? LOADS[0] : chosen(LOADS),
			moment: long ? 5 : random() ** 2 * 40,
			length: long ? 512 : chosen([1, 33, 128, 200]),
		};
	});
	const wrong: string[] = [];
	const codes: Record<string, number> = {};
	let next = 0;
	const runPlans = async () => {
		while (next < plans.length) {
			const plan = plans[next++]!;
			const code = await exitCode(plan);
			codes[code] = (codes[code] ?? 0) + 1;
			// A thread may come to its own end before `terminate` meets it.
			const right = {
				terminate: [1, 0],
				exit: [7],
				throw: [1],
				"exit in a loop": [7],
				"throw in a loop": [1],
				"run out": [0],
			};
			if (!right[plan.end].includes(code)) wrong.push(`${JSON.stringify(plan)}: exit code ${code}`);
		}
	};
	await Promise.all([runPlans(), runPlans(), runPlans()]);
	console.log(JSON.stringify({ ended: plans.length, codes, wrong }));
}

function exitCode(plan: Plan): Promise<number> {
	return new Promise((resolve) => {
		const worker = new Worker(fileURLToPath(import.meta.url), { workerData: plan });
		worker.once("message", () => {
			if (plan.end === "terminate") setTimeout(() => worker.terminate(), plan.moment);
		});
		// That a worker throws is part of the plan; its exit code tells.
		worker.once("error", () => {});
		worker.once("exit", resolve);
	});
}

function compute({ end, load, moment, length }: Plan): void {
	const B = length === 512 ? 16 : 1;
	const [N, H] = [length === 512 ? 8 : 2, 16];
	const values = () => new Float32Array(B * length * N * H).fill(0.5);
	const problem = {
		batchSize: B,
		targetLength: length,
		sourceLength: length,
		numHeads: N,
		keyDim: H,
		query: values(),
		key: values(),
		value: values(),
	};
	const begin = performance.now();
	const over = () => performance.now() - begin >= moment;
	const endNow = () => {
		if (end.startsWith("exit")) process.exit(7);
		if (end.startsWith("throw")) throw new Error("the worker's own error");
	};
	parentPort!.postMessage("begins");
	// Between the message and the first call, so that some ends meet the loading of the addon.
	const binding = loadBinding();
	if (load === "loading") {
		endNow();
		return;
	}

	let rounds = end === "run out" ? 3 : Number.POSITIVE_INFINITY;
	const again = (): void => {
		if (rounds-- > 0) binding.attentionForwardAsync(problem).then(again, again);
	};
	if (load === "asynchronous" || load === "both") for (let i = 0; i < 3; i++) again();
	if (end === "exit" || end === "throw") setTimeout(endNow, moment);
	const synchronous = (): void => {
		const out = new Float32Array(length * N * H);
		// With "in a loop" and `terminate` JavaScript is never left but by the end.
		const whole = end.endsWith("in a loop") || end === "terminate";
		do {
			if (load === "refused") {
				try {
					binding.attentionForward({ ...problem, keyDim: -1 });
				} catch (error) {
					if (!(error instanceof RangeError)) throw error;
				}
			} else {
				binding.matmul(problem.query, problem.key, new Float32Array(16), 4, 4, 4, false, true);
				binding.unary(0, out, out, 0, 0);
				binding.attentionForward(problem);
				binding.gatherRows({
					rows: 2,
					width: 2,
					count: 1,
					table: values().subarray(0, 4),
					indices: Int32Array.of(1),
					out: new Float32Array(2),
				});
			}
			if (over() && whole) endNow();
		} while (whole);
		if (rounds-- > 0) setImmediate(synchronous);
	};
	if (load !== "asynchronous") synchronous();
	else if (end.endsWith("in a loop")) setTimeout(endNow, moment);
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function randomNumbers(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let z = Math.imul(state ^ (state >>> 15), state | 1);
		z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
		return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
	};
}
