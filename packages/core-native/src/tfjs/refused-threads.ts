// Says once where the system gave the core fewer threads than were asked for.
import type { CoreInfo } from "../binding/info.js";

let lastSaid = "";

export function warnOfRefusedThreads({
	threads,
	requestedThreads,
}: Pick<CoreInfo, "threads" | "requestedThreads">): void {
	if (threads >= requestedThreads) return;
	const message = `the system gave ${threads} of ${requestedThreads} threads (see \`ulimit -u\`); results are the same, more slowly`;
	if (message === lastSaid) return;
	lastSaid = message;
	process.emitWarning(message, { type: "MiradaWarning", code: "MIRADA_FEWER_THREADS" });
}
