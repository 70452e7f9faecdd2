// Registers the backend `native` with TensorFlow.js.
import {
	findBackendFactory,
	getKernel,
	getKernelsForBackend,
	type KernelFunc,
	registerBackend,
	registerKernel,
	type TensorInfo,
	unregisterKernel,
} from "@tensorflow/tfjs";
import { requireKind } from "../argument-checks.js";
import { type OptionNames, requireOptions } from "../known-options.js";
import { loadBinding } from "../load-binding.js";
import { registerFileSystem } from "./file-system/file-system.js";
import { NATIVE_KERNELS } from "./kernels/index.js";
import { fuseTfjsLayers } from "./layers/index.js";
import { NativeBackend } from "./native-backend.js";
import type { KernelArguments, NativeKernel } from "./native-kernel.js";
import { warnOfRefusedThreads } from "./refused-threads.js";
import { saveAsViews } from "./save-as-views.js";
import { registerTfjsFixes } from "./tfjs-fixes/index.js";

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
	if (findBackendFactory(NATIVE_BACKEND) !== null) return;
	const binding = loadBinding();
	// tfjs warns about every kernel that is already there: those of a backend that was removed since.
	for (const { kernelName } of getKernelsForBackend(NATIVE_BACKEND))
		unregisterKernel(kernelName, NATIVE_BACKEND);
	const own = new Set(NATIVE_KERNELS.map(({ name }) => name));
	for (const kernel of getKernelsForBackend("cpu")) {
		if (!own.has(kernel.kernelName)) registerKernel({ ...kernel, backendName: NATIVE_BACKEND });
	}
	for (const kernel of NATIVE_KERNELS) {
		registerKernel({
			kernelName: kernel.name,
			backendName: NATIVE_BACKEND,
			kernelFunc: withFallback(kernel),
		});
	}
	registerTfjsFixes();
	saveAsViews();
	if (options.fuseLayers ?? process.env.MIRADA_FUSE_LAYERS !== "0") fuseTfjsLayers();
	registerFileSystem();
	// Above tfjs' own backends: who registers this one wants it.
	registerBackend(
		NATIVE_BACKEND,
		() => {
			warnOfRefusedThreads(binding.coreInfo());
			return new NativeBackend(binding);
		},
		4,
	);
}

/** The kernel, or tfjs' cpu kernel where it declines. */
function withFallback(kernel: NativeKernel): KernelFunc {
	const cpuKernel = getKernel(kernel.name, "cpu")?.kernelFunc;
	return (args) => {
		const result: TensorInfo | TensorInfo[] | null = kernel.run(args as unknown as KernelArguments);
		if (result !== null) return result;
		if (cpuKernel) return cpuKernel(args);
		throw new Error(
			`${kernel.name}: expected float32 inputs along the last axis, got ${described(args.inputs)}`,
		);
	};
}

function described(inputs: object): string {
	return Object.entries(inputs as Record<string, TensorInfo>)
		.map(([name, { dtype, shape }]) => `${name} ${dtype} (${shape.join(",")})`)
		.join(", ");
}
