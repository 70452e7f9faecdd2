// The core in WebAssembly, from the file in @mirada/core-native.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { registerWasmBackend } from "@mirada/core-native/wasm";

/** Enough for the homework on real pairs. Only pages that are written to take memory. */
const memoryMegabytes = 2048;

/** Registers the backend `mirada-wasm`. Rejects with the reason where the file is absent or the engine refuses it. */
export async function registerPackedWasm(): Promise<void> {
	const file = createRequire(import.meta.url).resolve("@mirada/core-native/mirada_core.wasm");
	await registerWasmBackend({ bytes: readFileSync(file), memoryMegabytes });
}
