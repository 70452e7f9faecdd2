// Registers the backend `native` with TensorFlow.js, or the one that takes its place.
import { requireKind, wrongArgument } from "./argument-checks.js";
import type { Binding } from "./binding/binding.js";
import { type OptionNames, requireOptions } from "./known-options.js";
import { loadBinding } from "./load-binding.js";
import { NativeLoadError } from "./native-load-error.js";
import { loadPackedCore } from "./packed-wasm-core.js";
import { registerFileSystem } from "./tfjs/file-system/file-system.js";
import { NativeBackend } from "./tfjs/native-backend.js";
import { warnOfRefusedThreads } from "./tfjs/refused-threads.js";
import { isRegistered, registerBackendWithKernels } from "./tfjs/register-backend.js";
import { requireMegabytes, WASM_BACKEND, WASM_PRIORITY } from "./wasm/wasm-backend.js";

export const NATIVE_BACKEND = "native";

export interface NativeBackendOptions {
	/**
	 * Whether `tf.layers.lstm` and `tf.train.adam` do on `native` in one call what they otherwise do in many ops.
	 * Default true, unless the environment says MIRADA_FUSE_LAYERS=0.
	 */
	fuseLayers?: boolean;
	/**
	 * What is registered where the addon is absent or does not load: the same core in WebAssembly, on one thread. Default:
	 * nothing, and an error is thrown.
	 */
	fallback?: typeof WASM_BACKEND;
	/** The size of the fallback's memory, 16 to 4,095; it does not grow. Default 2,048. */
	memoryMegabytes?: number;
}

const WHERE = "registerNativeBackend";
const OPTIONS: OptionNames<NativeBackendOptions> = {
	fuseLayers: true,
	fallback: true,
	memoryMegabytes: true,
};

/**
 * Registers the backend `native`, its kernels, the fixes of tfjs' gradients, and `file://` for saving and loading
 * models where nothing else has registered it. Where that is done, by whichever copy of this package, it does nothing.
 * Returns the name for `tf.setBackend`: `native`, or that of the fallback.
 * @throws NativeLoadError where the native core is absent or does not load, and the fallback does not either
 */
export function registerNativeBackend(
	options: NativeBackendOptions = {},
): typeof NATIVE_BACKEND | typeof WASM_BACKEND {
	const { fallback, memoryMegabytes, fuseLayers } = read(options);
	if (isRegistered(NATIVE_BACKEND)) return NATIVE_BACKEND;
	let binding: Binding;
	try {
		binding = loadBinding();
	} catch (error) {
		if (fallback === undefined || !NativeLoadError.isInstance(error)) throw error;
		registerFallback(error, memoryMegabytes, fuseLayers);
		return WASM_BACKEND;
	}
	registerFileSystem();
	registerBackendWithKernels({
		name: NATIVE_BACKEND,
		// Above tfjs' own backends: who registers this one wants it.
		priority: 4,
		fuseLayers,
		make: () => {
			warnOfRefusedThreads(binding.coreInfo());
			return new NativeBackend(binding);
		},
	});
	return NATIVE_BACKEND;
}

function registerFallback(error: NativeLoadError, memoryMegabytes: number, fuseLayers: boolean): void {
	registerFileSystem();
	if (isRegistered(WASM_BACKEND)) return;
	const { binding, memory } = loadPackedCore(memoryMegabytes, error.attempts);
	registerBackendWithKernels({
		name: WASM_BACKEND,
		priority: WASM_PRIORITY,
		fuseLayers,
		make: () => new NativeBackend(binding, memory),
	});
}

function read(options: NativeBackendOptions) {
	requireOptions(WHERE, options, OPTIONS);
	const { fuseLayers, fallback, memoryMegabytes } = options;
	if (fuseLayers !== undefined) requireKind(WHERE, "fuseLayers", fuseLayers, "boolean");
	if (fallback !== undefined && fallback !== WASM_BACKEND)
		throw wrongArgument(WHERE, "fallback", `"${WASM_BACKEND}"`, fallback);
	if (memoryMegabytes !== undefined) {
		requireMegabytes(WHERE, memoryMegabytes);
		if (fallback === undefined)
			throw new TypeError(
				`${WHERE}: expected fallback with memoryMegabytes, which is the size of its memory`,
			);
	}
	return {
		fallback,
		memoryMegabytes: memoryMegabytes ?? 2048,
		fuseLayers: fuseLayers ?? process.env.MIRADA_FUSE_LAYERS !== "0",
	};
}
