// From `import` to the first attention result in a fresh process, and the addon's size.

import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { watchOtherWork } from "../framework/other-work.mjs";
import { quietRounds } from "../framework/quiet-rounds.mjs";
import { median } from "../framework/statistics.mjs";

export const title = "Start-up";

/** Nothing here is measured against a peak. */
export const withCeilings = false;

export const notes = [
	"Time in a fresh Node process from just before the time from import to first attention result (8x8x64x64x64); starting Node is not included. For PyTorch, time from just before `import torch`.",
	"`@mirada/core-native/attention` is the typed-array API. `@mirada/core-native` includes the TensorFlow.js backend; importing TensorFlow.js takes nearly all of its time.",
];

export const targets = [
	{
		what: "time from import to first attention result",
		group: "time",
		where: { ours: 1 },
		measure: "value",
		over: "max",
		atMost: 150,
		unit: "ms",
	},
	{ what: "size of the addon", group: "size", measure: "value", over: "max", atMost: 4, unit: "MB" },
];

const OURS = `
	const start = performance.now();
	const { attentionForward } = await import(process.argv[1]);
	const array = () => new Float32Array(8 * 64 * 8 * 64).fill(0.5);
	const { output } = attentionForward({ batchSize: 8, targetLength: 64, sourceLength: 64, numHeads: 8, keyDim: 64,
		query: array(), key: array(), value: array() });
	if (output[0] !== 0.5) throw new Error("wrong result");
	console.log(performance.now() - start);`;
const TORCH = `
import time
start = time.perf_counter()
import torch
x = torch.full((8, 8, 64, 64), 0.5)
assert torch.nn.functional.scaled_dot_product_attention(x, x, x)[0, 0, 0, 0] == 0.5
print(1000 * (time.perf_counter() - start))`;

export async function run(context) {
	const rows = [];
	const core = new URL("../../packages/core-native/", import.meta.url);
	for (const [name, file, ours] of [
		["@mirada/core-native/attention", "attention.js", 1],
		["@mirada/core-native with TensorFlow.js", "index.js", 0],
	]) {
		const program = [
			process.execPath,
			"--input-type=module",
			"--eval",
			OURS,
			new URL(`dist/${file}`, core).href,
		];
		rows.push(await startRow(name, program, { ours, times: context.quick ? 3 : 15 }));
	}
	try {
		const { command } = await context.install("torch");
		rows.push(
			await startRow("PyTorch", [...command, "-c", TORCH], { ours: 0, times: context.quick ? 1 : 5 }),
		);
	} catch (error) {
		context.say(error.skip ?? error.message);
	}
	for (const file of addons(fileURLToPath(new URL("build/", core)))) {
		const bytes = statSync(file).size;
		rows.push({ case: "mirada_core.node", group: "size", value: bytes / 1e6, unit: "MB", bytes });
	}
	for (const row of rows) context.add(row);
}

async function startRow(name, [program, ...args], { ours, times }) {
	const row = { case: `${name}, import to first result`, group: "time", axes: { ours }, unit: "ms" };
	const start = () => {
		const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
		if (status !== 0) throw new Error(stderr.trim().split("\n").at(-1));
		return Number(Number(stdout).toFixed(2));
	};
	try {
		// The first start reads the files from disk; it is made, and not counted.
		start();
		const { rounds, otherWorkPercent } = await quietRounds({
			rounds: times,
			runRound: start,
			watch: () => watchOtherWork(),
		});
		const [value, min, max] = [median(rounds), Math.min(...rounds), Math.max(...rounds)];
		return { ...row, value, min, max, rounds, otherWorkPercent };
	} catch (error) {
		return { ...row, failed: error.message };
	}
}

/** The built addon, wherever the build put it. */
function addons(folder) {
	const found = readdirSync(folder, { recursive: true }).filter((path) =>
		String(path).endsWith("mirada_core.node"),
	);
	return found
		.filter((path) => /Release/.test(path))
		.map((path) => `${folder}${path}`)
		.slice(0, 1);
}
