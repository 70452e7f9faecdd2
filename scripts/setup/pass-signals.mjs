// A script that starts a program and waits for it: what stops the script has to stop the program, and how the
// program ended is how the script ends.

import { constants } from "node:os";
import process from "node:process";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Passes signals on to `child` until it ends. A terminal sends Ctrl-C to both, so the child may get it twice; the
 * command line takes that for one request. Returns what tells which signal came, if any.
 */
export function passSignals(child) {
	let received;
	const pass = (signal) => {
		received = signal;
		child.kill(signal);
	};
	for (const signal of signals) process.on(signal, pass);
	child.once("close", () => {
		for (const signal of signals) process.off(signal, pass);
	});
	return () => received;
}

/** As a shell counts it: the code, or 128 and the number of the signal. */
export function exitCodeOf(code, signal) {
	return code ?? 128 + (constants.signals[signal] ?? 0);
}
