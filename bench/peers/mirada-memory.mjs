// One call of our attention in a process of its own, and by how much resident memory rose at most while it ran.
//
//     node bench/peers/mirada-memory.mjs '{"B":1,"N":8,"T":4096,"S":4096,"H":64,"pass":"forward","threads":2}'

import { readFileSync, writeFileSync } from "node:fs";
import { attentionBackward, attentionForward, setNumThreads } from "@mirada/core-native";

const { B, N, T, S, H, pass, threads } = JSON.parse(process.argv[2]);
setNumThreads(threads);

const kilobytes = (name) =>
	Number(readFileSync("/proc/self/status", "utf8").match(new RegExp(`${name}:\\s+(\\d+)`))[1]);
// Written, so that its pages are there before the call.
const touched = (count) => Float32Array.from({ length: count }, (_, i) => ((i * 7919) % 1024) / 512 - 1);

const problem = {
	batchSize: B,
	targetLength: T,
	sourceLength: S,
	numHeads: N,
	keyDim: H,
	query: touched(B * T * N * H),
	key: touched(B * S * N * H),
	value: touched(B * S * N * H),
};
const results = {
	output: touched(B * T * N * H),
	logSumExp: touched(B * N * T),
	rowMax: touched(B * N * T),
	rowSum: touched(B * N * T),
};
const gradients =
	pass === "forward"
		? {}
		: {
				dOutput: touched(B * T * N * H),
				dQuery: touched(B * T * N * H),
				dKey: touched(B * S * N * H),
				dValue: touched(B * S * N * H),
			};
const arrays = [...Object.values(problem), ...Object.values(results), ...Object.values(gradients)];
const ioBytes = arrays.reduce((sum, array) => sum + (array.byteLength ?? 0), 0);

// Garbage of the arrays' making must not be collected during the call, nor count before it.
globalThis.gc?.();
writeFileSync("/proc/self/clear_refs", "5"); // VmHWM starts again at what is resident now
const before = kilobytes("VmRSS");
attentionForward({ ...problem, ...results });
if (pass !== "forward") attentionBackward({ ...problem, ...results, ...gradients });
console.log(JSON.stringify({ extraBytes: 1024 * (kilobytes("VmHWM") - before), ioBytes }));
