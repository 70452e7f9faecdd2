// What every way to register the backend `mirada-wasm` agrees on.
import { requireKind } from "../argument-checks.js";

/** tfjs' own backend in WebAssembly is called `wasm`. */
export const WASM_BACKEND = "mirada-wasm";

/** Below `native`, above tfjs' own backends. */
export const WASM_PRIORITY = 3;

/** @throws TypeError, RangeError */
export function requireMegabytes(where: string, megabytes: number): void {
	requireKind(where, "memoryMegabytes", megabytes, "number");
	if (!(megabytes >= 16 && megabytes <= 4095))
		throw new RangeError(`${where}: expected memoryMegabytes from 16 to 4095, got ${megabytes}`);
}
