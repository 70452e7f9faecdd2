// One process at a time works in the folder of a run.

import { rmdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { acquireLock, LockHeldError, makeFolder } from "@mirada/seq2seq/node";
import { CliError, systemCode } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import { writing } from "../output.js";
import { reasonText } from "../reason-text.js";
import type { RunFolder } from "./run-folder.js";

/** Does `work` while this process holds the folder, which is made for it and, if nothing came of it, removed again. */
export async function withLock<Result>(
	folder: RunFolder,
	context: CommandContext,
	work: () => Promise<Result>,
): Promise<Result> {
	const { path, lock } = folder;
	let made: string | undefined;
	const release = await writing(path, context, async () => {
		for (;;) {
			made = makeFolder(path) ?? made;
			try {
				return await acquireLock(lock);
			} catch (error) {
				if (LockHeldError.is(error)) throw busy(error, path, context);
				// Another process that made nothing of the folder has just removed it.
				if (systemCode(error) !== "ENOENT") throw error;
			}
		}
	});
	try {
		return await work();
	} finally {
		release();
		if (made !== undefined) removeEmpty(path, made);
	}
}

export function isRunBusy(error: unknown): boolean {
	return error instanceof CliError && LockHeldError.is(error.cause);
}

function busy(error: LockHeldError, path: string, { messages: { errors } }: CommandContext): CliError {
	const { pid = "?", host = "?", since = "?" } = error.owner ?? {};
	return new CliError("usage", errors.runBusy(path, pid, host, since), errors.runBusyHint(error.path), {
		cause: error,
	});
}

/** The folder and those above it down to the first that was made with it, as far as they are empty. */
function removeEmpty(path: string, first: string): void {
	const top = resolve(first);
	try {
		for (let folder = resolve(path); folder.startsWith(top); folder = dirname(folder)) rmdirSync(folder);
	} catch {
		// Something is in it: then it stays.
	}
}

/** Does `work`, which looks into the folder of the runs; what the system says against that is explained. */
export function reading<Result>(path: string, { messages }: CommandContext, work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		if (systemCode(error) === undefined) throw error;
		const text = messages.errors.dataUnreadable(path, reasonText(error, messages));
		throw new CliError("data", text, undefined, { cause: error });
	}
}
