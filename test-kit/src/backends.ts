// The TensorFlow.js backends that every numeric op is tested on.

import { existsSync, readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";

export type BackendName = "cpu" | "native" | "mirada-wasm";

/** By `npm run build:wasm`. */
const WASM_CORE = new URL("../../packages/core-native/build-wasm/mirada_core.wasm", import.meta.url);

let found: Promise<BackendName[]> | undefined;

/**
 * `cpu`, `native` where the addon is built, and `mirada-wasm` where the core for WebAssembly is. The list is printed, so that
 * a missing backend is seen; with MIRADA_REQUIRE_NATIVE=1 an absent addon fails instead.
 *
 * ```ts
 * describe.each(await availableBackends())("on %s", (backend) => { beforeAll(() => useBackend(backend)); ... });
 * ```
 */
export function availableBackends(): Promise<BackendName[]> {
	found ??= findBackends();
	return found;
}

/** Makes the backend the active one. */
export async function useBackend(name: BackendName): Promise<void> {
	if (!(await tf.setBackend(name))) throw new Error(`useBackend: expected the backend ${name}, got none`);
}

async function findBackends(): Promise<BackendName[]> {
	const absence = await registerNative();
	if (absence !== undefined && process.env.MIRADA_REQUIRE_NATIVE === "1") {
		throw new Error(`MIRADA_REQUIRE_NATIVE=1: expected the backend native, got none\n${absence}`);
	}
	const names: BackendName[] = absence === undefined ? ["cpu", "native"] : ["cpu"];
	if (await registerWasm()) names.push("mirada-wasm");
	const absent = [
		...(absence === undefined ? [] : [`native is absent: ${absence.split("\n")[0]}`]),
		...(names.includes("mirada-wasm") ? [] : ["mirada-wasm is absent: `npm run build:wasm` builds it"]),
	];
	const reasons = absent.length > 0 ? ` (${absent.join("; ")})` : "";
	console.info(`backends under test: ${names.join(", ")}${reasons}`);
	return names;
}

/** Whether it is built. */
async function registerWasm(): Promise<boolean> {
	if (!existsSync(WASM_CORE)) return false;
	const { registerWasmBackend } = (await import("@mirada/core-native/wasm")) as {
		registerWasmBackend: (options: { bytes: Uint8Array }) => Promise<void>;
	};
	await registerWasmBackend({ bytes: readFileSync(WASM_CORE) });
	return true;
}

/** Undefined when it works, else why not. */
async function registerNative(): Promise<string | undefined> {
	try {
		const core = (await import("@mirada/core-native")) as { registerNativeBackend?: () => unknown };
		if (core.registerNativeBackend === undefined) return "@mirada/core-native has no registerNativeBackend";
		await core.registerNativeBackend();
		const isActive = await tf.setBackend("native");
		await tf.setBackend("cpu");
		return isActive ? undefined : "tf.setBackend('native') gave false";
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
