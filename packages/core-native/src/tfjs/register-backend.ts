// Registers a backend of this package with TensorFlow.js: its kernels, and what they need of tfjs. Nothing here needs Node.
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
import { NATIVE_KERNELS } from "./kernels/index.js";
import { fuseTfjsLayers } from "./layers/index.js";
import type { NativeBackend } from "./native-backend.js";
import type { KernelArguments, NativeKernel } from "./native-kernel.js";
import { saveAsViews } from "./save-as-views.js";
import { registerTfjsFixes } from "./tfjs-fixes/index.js";

export interface BackendRegistration {
	name: string;
	/** tfjs takes the backend of the highest priority unless told otherwise. */
	priority: number;
	/** Whether methods of tfjs' layers and optimisers call fused kernels. */
	fuseLayers: boolean;
	make: () => NativeBackend;
}

export function isRegistered(name: string): boolean {
	return findBackendFactory(name) !== null;
}

/** The backend's kernels are ours, and tfjs' cpu kernels where we have none. */
export function registerBackendWithKernels({ name, priority, fuseLayers, make }: BackendRegistration): void {
	// tfjs warns about every kernel that is already there: those of a backend that was removed since.
	for (const { kernelName } of getKernelsForBackend(name)) unregisterKernel(kernelName, name);
	const own = new Set(NATIVE_KERNELS.map((kernel) => kernel.name));
	for (const kernel of getKernelsForBackend("cpu")) {
		if (!own.has(kernel.kernelName)) registerKernel({ ...kernel, backendName: name });
	}
	for (const kernel of NATIVE_KERNELS) {
		registerKernel({ kernelName: kernel.name, backendName: name, kernelFunc: withFallback(kernel) });
	}
	registerTfjsFixes();
	saveAsViews();
	if (fuseLayers) fuseTfjsLayers();
	registerBackend(name, make, priority);
}

/** The kernel, or tfjs' cpu kernel where it declines. */
function withFallback(kernel: NativeKernel): KernelFunc {
	const cpuKernel = getKernel(kernel.name, "cpu")?.kernelFunc;
	return (args) => {
		const result = run(kernel, args as unknown as KernelArguments);
		if (result !== null) return result;
		if (cpuKernel) return cpuKernel(args);
		throw new Error(
			`${kernel.name}: expected float32 inputs along the last axis, got ${described(args.inputs)}`,
		);
	};
}

function run(kernel: NativeKernel, args: KernelArguments): TensorInfo | TensorInfo[] | null {
	try {
		return kernel.run(args);
	} catch (error) {
		// What the kernel allocated before it failed belongs to nobody.
		args.backend.memoryOfTensors.giveBackUnowned();
		throw error;
	}
}

function described(inputs: object): string {
	return Object.entries(inputs as Record<string, TensorInfo>)
		.map(([name, { dtype, shape }]) => `${name} ${dtype} (${shape.join(",")})`)
		.join(", ");
}
