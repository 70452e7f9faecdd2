// Builds `mirada_core.wasm`: the kernels and the binding of the addon, for src/wasm/load-core.ts.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { StepFailed } from "../setup/step.mjs";
import {
	compile,
	corePackage,
	exceptionSources,
	kernelSources,
	link,
	onlyWasm,
	sourcesIn,
	strict,
} from "./compile.mjs";

export const wasmFolder = join(corePackage, "build-wasm");
export const wasmCore = join(wasmFolder, "mirada_core.wasm");
const LOG = "wasm-core";

/** What a page has to load at most, in bytes. */
const MOST = { bytes: 400_000, zipped: 140_000 };

const linking = [
	"-mexec-model=reactor",
	// The memory comes from JavaScript, which makes it as large as it will ever be. Initially 64 pages.
	"-Wl,--import-memory,--initial-memory=4194304,--max-memory=4294901760,-z,stack-size=1048576",
	"-Wl,--export-table,--export=malloc,--export=free,--export=napi_register_wasm_v1",
	"-Wl,--export=__data_end,--export=__global_base",
];

/** The objects that programs for WebAssembly link: kernels, and what C++ needs. */
export function compileKernels(zig) {
	return compile(zig, [...kernelSources(), ...exceptionSources(zig)], join(wasmFolder, "kernels"), LOG);
}

/** Resolves to the size of the file in bytes, as it is and gzipped; rejects where it is too large for a page. */
export async function buildCore(zig) {
	const headers = join(corePackage, "node_modules", "node-api-headers", "include");
	const imports = join(corePackage, "native", "wasm", "node_api_imports.h");
	const flags = [
		// It is run once a call: small is better than fast.
		...[...strict, "-Oz", "-mllvm", "-inline-threshold=5", "-DNAPI_VERSION=8"],
		...["-isystem", headers, "-include", imports],
	];
	const binding = sourcesIn(join(corePackage, "native", "binding")).map((file) => ({ file, flags }));
	const kernels = await compileKernels(zig);
	const objects = await compile(zig, [...onlyWasm, ...binding], join(wasmFolder, "binding"), LOG);
	await link(zig, [...kernels, ...objects], wasmCore, linking, LOG);
	const core = readFileSync(wasmCore);
	const size = { bytes: core.length, zipped: gzipSync(core, { level: 9 }).length };
	if (size.bytes > MOST.bytes || size.zipped > MOST.zipped)
		throw new StepFailed(
			`mirada_core.wasm: expected at most ${MOST.bytes} bytes, ${MOST.zipped} gzipped, got ${size.bytes}, ${size.zipped}`,
		);
	return size;
}
