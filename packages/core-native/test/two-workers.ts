// Two worker threads and the main thread load the addon and multiply at the same time; prints a digest of each.
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { loadBinding } from "../src/load-binding.js";

function digest(): string {
	const binding = loadBinding();
	const n = 193;
	const a = Float32Array.from({ length: n * n }, (_, i) => Math.sin(i));
	const hash = createHash("sha256");
	for (let round = 0; round < 30; round++) {
		const c = new Float32Array(n * n);
		binding.matmul(a, a, c, n, n, n, false, true);
		hash.update(c);
	}
	return hash.digest("hex");
}

if (isMainThread) {
	const workers = [0, 1].map(
		() =>
			new Promise<string>((resolve, reject) => {
				const worker = new Worker(fileURLToPath(import.meta.url));
				worker.once("message", resolve);
				worker.once("error", reject);
			}),
	);
	const own = digest();
	console.log(JSON.stringify({ digests: [own, ...(await Promise.all(workers))] }));
} else {
	parentPort!.postMessage(digest());
}
