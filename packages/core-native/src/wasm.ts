// The core in WebAssembly: the backend `mirada-wasm` for browsers, and for Node where the addon cannot be built. It has
// every kernel that the addon has, on one thread, and needs nothing of Node.
import { requireKind, wrongArgument } from "./argument-checks.js";
import { type OptionNames, requireOptions } from "./known-options.js";
import { NativeBackend } from "./tfjs/native-backend.js";
import { isRegistered, registerBackendWithKernels } from "./tfjs/register-backend.js";
import { type CoreSource, loadCore } from "./wasm/load-core.js";
import { requireMegabytes, WASM_BACKEND, WASM_PRIORITY } from "./wasm/wasm-backend.js";

export interface WasmBackendOptions {
	/** Where `mirada_core.wasm` is; or its contents, as `bytes`. */
	url?: string | URL;
	bytes?: ArrayBuffer | ArrayBufferView;
	/**
	 * The size of the memory that holds all tensors, 16 to 4,095; it does not grow. Default 256. Memory that is never
	 * written to costs nothing on most systems; some phones refuse large ones.
	 */
	memoryMegabytes?: number;
	/** Whether tfjs' layers and optimisers call fused kernels. Default true. */
	fuseLayers?: boolean;
}

const WHERE = "registerWasmBackend";
const OPTIONS: OptionNames<WasmBackendOptions> = {
	url: true,
	bytes: true,
	memoryMegabytes: true,
	fuseLayers: true,
};

/**
 * Loads the core and registers the backend `mirada-wasm` with its kernels and the fixes of tfjs' gradients. Where that is
 * done it does nothing. `tf.setBackend("mirada-wasm")` then chooses it.
 * @throws Error where the file cannot be had or the engine refuses it; RangeError where the engine gives no such memory
 */
export async function registerWasmBackend(options: WasmBackendOptions): Promise<void> {
	const { source, memoryMegabytes, fuseLayers } = read(options);
	if (isRegistered(WASM_BACKEND)) return;
	const { binding, memory } = await loadCore(source, memoryMegabytes);
	// Another call may have been faster.
	if (isRegistered(WASM_BACKEND)) return;
	registerBackendWithKernels({
		name: WASM_BACKEND,
		priority: WASM_PRIORITY,
		fuseLayers,
		make: () => new NativeBackend(binding, memory),
	});
}

function read(options: WasmBackendOptions): {
	source: CoreSource;
	memoryMegabytes: number;
	fuseLayers: boolean;
} {
	requireOptions(WHERE, options, OPTIONS);
	const { url, bytes, memoryMegabytes = 256, fuseLayers = true } = options;
	requireMegabytes(WHERE, memoryMegabytes);
	requireKind(WHERE, "fuseLayers", fuseLayers, "boolean");
	if ((url === undefined) === (bytes === undefined))
		throw new TypeError(
			`${WHERE}: expected either url or bytes, got ${url === undefined ? "neither" : "both"}`,
		);
	if (url !== undefined) {
		if (typeof url !== "string" && !(url instanceof URL)) throw wrongArgument(WHERE, "url", "a URL", url);
		return { source: { url }, memoryMegabytes, fuseLayers };
	}
	if (!(bytes instanceof ArrayBuffer) && !ArrayBuffer.isView(bytes))
		throw wrongArgument(WHERE, "bytes", "an ArrayBuffer or a typed array", bytes);
	return { source: { bytes }, memoryMegabytes, fuseLayers };
}
