// TensorFlow.js' own backends in JavaScript (cpu) and WebAssembly.

import { ensureNpmPackages } from "./npm-packages.mjs";

export const tfjs = {
	title: "tfjs-cpu and tfjs-wasm",
	async install(home, options) {
		const packages = { "@tensorflow/tfjs": "4.22.0", "@tensorflow/tfjs-backend-wasm": "4.22.0" };
		const folder = await ensureNpmPackages(home, "tfjs", packages, options);
		return { command: [process.execPath], env: { BENCH_TFJS_FOLDER: folder } };
	},
};
