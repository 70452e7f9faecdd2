// What the native core is and how many threads it uses.
import { createRequire } from "node:module";
import { requireInteger } from "../argument-checks.js";
import type { CoreInfo } from "../binding/info.js";
import { loadBinding } from "../load-binding.js";
import { warnOfRefusedThreads } from "./refused-threads.js";

export interface NativeInfo extends CoreInfo {
	/** Of this package. */
	version: string;
}

/** @throws NativeLoadError where the native core is absent or does not load */
export function nativeInfo(): NativeInfo {
	return { version: VERSION, ...loadBinding().coreInfo() };
}

/**
 * Sets how many threads the kernels use, the calling one included: 1 to 256. Results do not depend on it. Returns how
 * many there are: where the system refuses some, a warning says so, and the kernels work with the others.
 * @throws NativeLoadError where the native core is absent or does not load
 */
export function setNumThreads(threads: number): number {
	requireInteger("setNumThreads", "threads", threads, 1, 256);
	const running = loadBinding().setNumThreads({ threads });
	warnOfRefusedThreads({ threads: running, requestedThreads: threads });
	return running;
}

const VERSION: string = createRequire(import.meta.url)("../../package.json").version;
