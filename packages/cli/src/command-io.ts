// Everything through which a command touches the world, so that tests can run commands in their own process.

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
	/** How the user starts this program: `mirada`, `npx mirada`, `npm run mirada --`. Default `mirada`. */
	program?: string | undefined;
	/**
	 * Aborts, with the signal's name as its reason, when the user or the system asks to stop. The first call
	 * starts listening; until then a signal ends the process at once, as it should where nothing is lost by it.
	 */
	stopRequest(): AbortSignal;
	/**
	 * Called by a command whose work is more than what it prints, such as one that writes files: it goes on to its
	 * end when the reader of stdout leaves. Any other command ends then, with 141.
	 */
	outliveReader?(): void;
}
