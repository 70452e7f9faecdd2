// The core in WebAssembly under test. The specs are defined at once, so it is loaded without waiting, unlike by
// `registerWasmBackend`.
import { readFileSync } from "node:fs";
import { NativeBackend } from "../../src/tfjs/native-backend.js";
import { registerBackendWithKernels } from "../../src/tfjs/register-backend.js";
import { prepareCore } from "../../src/wasm/load-core.js";

interface SynchronousEngine {
	Module: new (bytes: Uint8Array) => object;
	Instance: new (module: object, imports: object) => { exports: object };
}
const { Module, Instance } = (globalThis as unknown as { WebAssembly: SynchronousEngine }).WebAssembly;

const { imports, start } = prepareCore(256);
const bytes = readFileSync(new URL("../../build-wasm/mirada_core.wasm", import.meta.url));
const { binding, memory } = start(new Instance(new Module(bytes), imports).exports);
registerBackendWithKernels({
	name: "mirada-wasm",
	priority: 4,
	fuseLayers: true,
	make: () => new NativeBackend(binding, memory),
});
