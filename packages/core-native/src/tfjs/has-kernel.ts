import { getBackend, getKernel } from "@tensorflow/tfjs";
import { FusedAdam } from "../contract.js";

/** Whether the active backend has the kernel of this name. */
export function hasKernel(name: string): boolean {
	return getKernel(name, getBackend()) !== undefined;
}

/** Whether the active backend is one of this package, which all have all of its kernels. */
export function isOurs(): boolean {
	return hasKernel(FusedAdam);
}
