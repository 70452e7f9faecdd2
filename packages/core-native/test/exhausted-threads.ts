// Computes where the system refuses threads, and prints what the core says as JSON.
import { loadBinding } from "../src/load-binding.js";
import { warnOfRefusedThreads } from "../src/tfjs/refused-threads.js";

const binding = loadBinding();
const n = 300;
const a = Float32Array.from({ length: n * n }, (_, i) => Math.sin(i));

function product(): string {
	const c = new Float32Array(n * n);
	binding.matmul(a, a, c, n, n, n, false, true);
	return Buffer.from(c.buffer).toString("base64");
}

const warnings: string[] = [];
process.on("warning", ({ name, message }) => warnings.push(`${name}: ${message}`));
const { threads, requestedThreads } = binding.coreInfo();
warnOfRefusedThreads({ threads, requestedThreads });
warnOfRefusedThreads({ threads, requestedThreads });
const first = product();
const afterMore = binding.setNumThreads({ threads: 256 });
const second = product();
const afterFew = binding.setNumThreads({ threads: 1 });
// A warning comes in a turn of its own.
await new Promise((resolve) => setImmediate(resolve));
console.log(
	JSON.stringify({
		threads,
		requestedThreads,
		afterMore,
		afterFew,
		warnings,
		sameBits: first === second && second === product(),
	}),
);
