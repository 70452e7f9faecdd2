// What this machine can do at most, measured: the ceilings that a benchmark compares with.

import { requireInteger } from "./argument-checks.js";
import { loadBinding } from "./load-binding.js";

export interface MachineCeilings {
	/** Floating-point operations per second of a loop of fused multiply-adds on all threads. */
	fmaPeak: number;
	/** Bytes per second, read and written, of a copy on all threads that no cache holds. */
	copyBandwidth: number;
}

/**
 * Measures the ceilings for the current instruction set and number of threads, each for `milliseconds`
 * (200 when absent).
 * @throws NativeLoadError where the native core is absent or does not load
 */
export function measureCeilings(milliseconds = 200): MachineCeilings {
	requireInteger("measureCeilings", "milliseconds", milliseconds, 1, 60_000);
	const binding = loadBinding();
	return {
		fmaPeak: binding.measureFmaPeak({ milliseconds }),
		copyBandwidth: binding.measureCopyBandwidth({ megabytes: 256, milliseconds }),
	};
}
