// A world for a command that runs in the test's own process: what it writes is kept, signals are sent by hand.

import type { CommandIo } from "../src/command-io.js";
import { run } from "../src/run.js";

export interface RecordedRun {
	code: number;
	out: string;
	err: string;
}

export interface RecordedOptions {
	env?: Record<string, string | undefined>;
	stdin?: string | Uint8Array;
	/** Aborted with a signal's name as its reason. */
	stop?: AbortSignal;
	/** Seen with every piece written to stderr. */
	onError?: (text: string) => void;
	isTTY?: boolean;
	program?: string;
}

export async function runRecorded(
	argv: readonly string[],
	options: RecordedOptions = {},
): Promise<RecordedRun> {
	const written = { out: "", err: "" };
	const stop = options.stop ?? new AbortController().signal;
	const io: CommandIo = {
		stdout: {
			write: (text) => {
				written.out += text;
			},
			isTTY: options.isTTY,
			columns: 100,
		},
		stderr: {
			write: (text) => {
				written.err += text;
				options.onError?.(text);
			},
			columns: 100,
		},
		stdin: (async function* () {
			yield options.stdin ?? "";
		})(),
		program: options.program,
		env: { LANG: "en_GB.UTF-8", ...options.env },
		stopRequest: () => stop,
	};
	const code = await run(argv, io);
	return { code, ...written };
}
