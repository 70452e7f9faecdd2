// Everything through which a command touches the world, so that tests can run commands in their own process.

import process from "node:process";
import type { StopSignal } from "./exit-codes.js";

export interface TextOutput {
	write(text: string): unknown;
	isTTY?: boolean | undefined;
	columns?: number | undefined;
}

export interface CommandIo {
	/** Results. */
	stdout: TextOutput;
	/** Progress, warnings and errors. */
	stderr: TextOutput;
	/** Lines to translate. */
	stdin: AsyncIterable<string | Uint8Array> & { isTTY?: boolean | undefined };
	env: Readonly<Record<string, string | undefined>>;
	/**
	 * Aborts, with the signal's name as its reason, when the user or the system asks to stop. The first call
	 * starts listening; until then a signal ends the process at once, as it should where nothing is lost by it.
	 */
	stopRequest(): AbortSignal;
}

/** The real process. A second signal ends it at once. */
export function processIo(): CommandIo {
	let controller: AbortController | undefined;
	return {
		stdout: process.stdout,
		stderr: process.stderr,
		stdin: process.stdin,
		env: process.env,
		stopRequest() {
			if (!controller) {
				controller = new AbortController();
				for (const signal of ["SIGINT", "SIGTERM"] satisfies StopSignal[]) {
					process.once(signal, () => controller?.abort(signal));
				}
			}
			return controller.signal;
		},
	};
}
