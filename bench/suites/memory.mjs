// Extra memory of one attention call at S = 16,384: what a fresh process holds at most during the call, beyond what it
// held before. Inputs and outputs are there before; the call may take three times their size.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const title = "Memory used by attention";

/** Nothing here is measured against a peak. */
export const withCeilings = false;

export const notes = [
	"Peak resident memory (VmHWM on Linux) during the first call of a fresh process, minus the resident memory before the call. Inputs and results are allocated and touched beforehand; PyTorch allocates its own results, which therefore count as extra.",
];

export const targets = [
	{
		what: "extra memory of attention, weights not returned",
		where: { ours: 1 },
		measure: "value",
		over: "max",
		atMost: 3,
		unit: "times inputs + outputs",
	},
];

const program = (file) => fileURLToPath(new URL(`../peers/${file}`, import.meta.url));
const SHAPE = { B: 1, N: 8, H: 64 };
const caseName = (name, S, pass) => `${name} 1x8x${S}x${S}x64 ${pass}`;

export async function run(context) {
	const lengths = context.quick ? [4096] : [4096, 16384];
	for (const S of lengths) {
		for (const pass of context.quick ? ["forward"] : ["forward", "forward + backward"]) {
			for (const contender of await contenders(context)) {
				if (context.wants(caseName(contender.name, S, pass)))
					context.add(measure(context, { ...contender, S, pass }));
			}
		}
	}
}

async function contenders(context) {
	const ours = { name: "Mirada", ours: 1, command: [process.execPath, program("mirada-memory.mjs")] };
	try {
		const { command } = await context.install("torch");
		return [ours, { name: "PyTorch", ours: 0, command: [...command, program("torch_memory.py")] }];
	} catch {
		return [ours];
	}
}

function measure(context, { name, ours, command, S, pass }) {
	const request = JSON.stringify({ ...SHAPE, T: S, S, pass, threads: context.mostThreads });
	const { status, stdout, stderr } = spawnSync(command[0], [...command.slice(1), request], {
		encoding: "utf8",
	});
	const row = {
		case: caseName(name, S, pass),
		group: pass,
		axes: { S, ours },
		unit: "times inputs + outputs",
	};
	if (status !== 0) return { ...row, failed: stderr.trim().split("\n").at(-1) };
	const { extraBytes, ioBytes } = JSON.parse(stdout.trim().split("\n").at(-1));
	return { ...row, value: Number((extraBytes / ioBytes).toFixed(3)), extraBytes, ioBytes };
}
