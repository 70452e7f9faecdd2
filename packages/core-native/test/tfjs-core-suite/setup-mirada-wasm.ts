// The core in WebAssembly under test. The specs are defined at once, so it is loaded without waiting.
import { readFileSync } from "node:fs";
import { NativeBackend } from "../../src/tfjs/native-backend.js";
import { registerBackendWithKernels } from "../../src/tfjs/register-backend.js";
import { loadCoreAtOnce } from "../../src/wasm/load-core.js";

const bytes = readFileSync(new URL("../../build-wasm/mirada_core.wasm", import.meta.url));
const { binding, memory } = loadCoreAtOnce(bytes, 256);
registerBackendWithKernels({
	name: "mirada-wasm",
	priority: 4,
	fuseLayers: true,
	make: () => new NativeBackend(binding, memory),
});
