// What the exit code of `mirada` means. The same table stands in the README and in `mirada --help`.

export const exitCodes = {
	/** Everything that was asked for was done; for `homework`: every criterion passed. */
	passed: 0,
	/** It ran to its end, and a criterion was not met. */
	notPassed: 1,
	/** An unknown command or option, or a value that an option does not take. */
	usage: 2,
	/** The sentence pairs are missing, unreadable, malformed or too few. */
	data: 3,
	/** The results cannot be written. */
	output: 4,
	/** A checkpoint or a saved model is damaged or belongs to another configuration. */
	checkpoint: 5,
	/** The native core is not built or does not load. */
	nativeMissing: 6,
	/** A defect of Mirada itself. */
	internal: 70,
} as const;

export type ExitReason = keyof typeof exitCodes;

/** As a shell counts them: 128 and the number of the signal. The work so far is kept. */
export const signalExitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export type StopSignal = keyof typeof signalExitCodes;

/** As a shell counts SIGPIPE: the reader of stdout left before everything was printed. */
export const readerLeftExitCode = 141;
