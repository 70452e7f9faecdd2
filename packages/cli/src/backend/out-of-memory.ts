// What a full memory of the backend `mirada-wasm` looks like to a user: settings that are too large for it.

import { CliError, errorText } from "../cli-error.js";
import type { Messages } from "../messages/index.js";

/** The error to report, where `error` says that the memory is full; else undefined. */
export function outOfMemory(error: unknown, { errors }: Messages): CliError | undefined {
	const [, wanted, all] =
		/^mirada-wasm: out of memory: no room for (\S+ \w+) in the (\S+ MB)/.exec(errorText(error)) ?? [];
	if (wanted === undefined || all === undefined) return undefined;
	return new CliError("usage", errors.wasmMemory(wanted, all), errors.wasmMemoryHint, { cause: error });
}
