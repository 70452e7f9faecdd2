// Registers the backend `native` with TensorFlow.js.
import { requireKind } from "../argument-checks.js";
import { type OptionNames, requireOptions } from "../known-options.js";
import { loadBinding } from "../load-binding.js";
import { registerFileSystem } from "./file-system/file-system.js";
import { NativeBackend } from "./native-backend.js";
import { warnOfRefusedThreads } from "./refused-threads.js";
import { isRegistered, registerBackendWithKernels } from "./register-backend.js";

export const NATIVE_BACKEND = "native";

export interface NativeBackendOptions {
	/**
	 * Whether `tf.layers.lstm` and `tf.train.adam` do on `native` in one call what they otherwise do in many ops.
	 * Default true, unless the environment says MIRADA_FUSE_LAYERS=0.
	 */
	fuseLayers?: boolean;
}

const OPTIONS: OptionNames<NativeBackendOptions> = { fuseLayers: true };

/**
 * Registers the backend `native`, its kernels, the fixes of tfjs' gradients, and `file://` for saving and loading
 * models where nothing else has registered it. Where that is done, by whichever copy of this package, it does nothing.
 * `tf.setBackend("native")` then chooses it.
 * @throws NativeLoadError where the native core is absent or does not load
 */
export function registerNativeBackend(options: NativeBackendOptions = {}): void {
	requireOptions("registerNativeBackend", options, OPTIONS);
	if (options.fuseLayers !== undefined) {
		requireKind("registerNativeBackend", "fuseLayers", options.fuseLayers, "boolean");
	}
	if (isRegistered(NATIVE_BACKEND)) return;
	const binding = loadBinding();
	registerFileSystem();
	registerBackendWithKernels({
		name: NATIVE_BACKEND,
		// Above tfjs' own backends: who registers this one wants it.
		priority: 4,
		fuseLayers: options.fuseLayers ?? process.env.MIRADA_FUSE_LAYERS !== "0",
		make: () => {
			warnOfRefusedThreads(binding.coreInfo());
			return new NativeBackend(binding);
		},
	});
}
