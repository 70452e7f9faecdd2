// Between two pieces of work of a run.

import { Interrupted } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import type { StopSignal } from "../exit-codes.js";
import type { RunRequest } from "./request.js";
import { resumeCommand } from "./resume-command.js";

/** Lets a signal arrive, and gives in to it. */
export async function letStop(request: RunRequest, context: CommandContext): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
	const stop = context.io.stopRequest();
	if (stop.aborted) throw new Interrupted(stop.reason as StopSignal, resumeCommand(request, context));
}
