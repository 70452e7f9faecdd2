// The core in WebAssembly that lies in this package, for Node.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type LoadAttempt, NativeLoadError } from "./native-load-error.js";
import { loadCoreAtOnce, type WasmCore } from "./wasm/load-core.js";

/**
 * @param failed the attempts to load the addon, which an error names too
 * @throws NativeLoadError where it is absent or does not start
 */
export function loadPackedCore(megabytes: number, failed: readonly LoadAttempt[]): WasmCore {
	const file = fileURLToPath(new URL("../build-wasm/mirada_core.wasm", import.meta.url));
	try {
		return loadCoreAtOnce(readFileSync(file), megabytes);
	} catch (error) {
		const isAbsent = (error as NodeJS.ErrnoException).code === "ENOENT";
		const reason = isAbsent ? "no such file" : error instanceof Error ? error.message : String(error);
		throw new NativeLoadError([...failed, { file, reason }]);
	}
}
