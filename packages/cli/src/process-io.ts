// The real process: its streams, its signals, and what happens when a reader of them leaves.

import process from "node:process";
import type { CommandIo, TextOutput } from "./command-io.js";
import { exitCodes, readerLeftExitCode, type StopSignal, signalExitCodes } from "./exit-codes.js";

/** What the system says of a pipe without a reader, and of a terminal that was closed. */
const readerLeft = new Set(["EPIPE", "EIO", "ECONNRESET", "ERR_STREAM_DESTROYED"]);

/**
 * A signal that comes again within this time is the same request: Ctrl-C reaches the whole process group, and
 * npm and set-up pass it on besides. Milliseconds.
 */
const sameRequest = 1000;

export interface ProcessIoOptions {
	program: string;
	/** What to say where stdout cannot be written for another reason than that its reader left. */
	explainOutput: (error: Error) => string;
}

export function processIo({ program, explainOutput }: ProcessIoOptions): CommandIo {
	let outlivesReader = false;
	const stderr = openOutput(process.stderr, () => {});
	const stdout = openOutput(process.stdout, (error) => {
		const isReaderLeft = readerLeft.has(error.code ?? "");
		if (isReaderLeft && outlivesReader) return;
		if (isReaderLeft) process.exit(readerLeftExitCode);
		stderr.write(`${explainOutput(error)}\n`);
		if (!outlivesReader) process.exit(exitCodes.output);
		// The work goes on, but whoever asked for the output did not get it.
		process.once("exit", (code) => {
			if (code === exitCodes.passed || code === exitCodes.notPassed) process.exitCode = exitCodes.output;
		});
	});
	let stop: { controller: AbortController; askedAt: number } | undefined;
	return {
		stdout,
		stderr,
		stdin: process.stdin,
		env: process.env,
		program,
		stopRequest() {
			stop ??= listenForSignals();
			return stop.controller.signal;
		},
		outliveReader() {
			outlivesReader = true;
		},
	};
}

/** A stream that takes no more once it has failed. */
function openOutput(
	stream: NodeJS.WriteStream,
	onFailure: (error: NodeJS.ErrnoException) => void,
): TextOutput {
	let isOpen = true;
	const fail = (error: NodeJS.ErrnoException) => {
		if (!isOpen) return;
		isOpen = false;
		onFailure(error);
	};
	stream.on("error", fail);
	return {
		write(text) {
			if (!isOpen) return;
			try {
				stream.write(text);
			} catch (error) {
				fail(error as NodeJS.ErrnoException);
			}
		},
		get isTTY() {
			return stream.isTTY;
		},
		get columns() {
			return stream.columns;
		},
	};
}

/** A second request ends the process at once. */
function listenForSignals() {
	const stop = { controller: new AbortController(), askedAt: 0 };
	for (const signal of Object.keys(signalExitCodes) as StopSignal[]) {
		process.on(signal, () => {
			if (!stop.controller.signal.aborted) {
				stop.askedAt = performance.now();
				stop.controller.abort(signal);
			} else if (performance.now() - stop.askedAt > sameRequest) {
				process.exit(signalExitCodes[signal]);
			}
		});
	}
	return stop;
}
