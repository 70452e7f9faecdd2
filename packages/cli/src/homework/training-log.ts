// `log.jsonl`: a JSON object per line, so that a run can be followed and plotted while it works. What a later
// sitting needs of an earlier one, its epochs and seconds, is read back from it.

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { CommandContext } from "../command-context.js";
import { writingNow } from "../output.js";
import type { EpochReport } from "../results/report.js";
import type { ModelName, RunFolder } from "./run-folder.js";

export function appendLog(
	folder: RunFolder,
	line: { event: string } & Record<string, unknown>,
	context: CommandContext,
): void {
	const text = `${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`;
	writingNow(folder.log, context, () => appendFileSync(folder.log, text));
}

/** The finished epochs; one that was done twice, because a kill lost it, counts once. */
export function loggedEpochs(folder: RunFolder, model: ModelName): EpochReport[] {
	const found = new Map<number, EpochReport>();
	for (const line of logged(folder, model)) {
		if (line.event !== "epoch") continue;
		const { epoch, trainLoss, validationLoss, validationBleu, seconds } = line as unknown as EpochReport;
		found.set(epoch, { epoch, trainLoss, validationLoss, validationBleu, seconds });
	}
	return [...found.values()].sort((one, other) => one.epoch - other.epoch);
}

/** Seconds in training steps over all sittings. */
export function loggedSeconds(folder: RunFolder, model: ModelName): number {
	const stopped = logged(folder, model).filter((line) => line.event === "stopped");
	return [...loggedEpochs(folder, model), ...stopped].reduce(
		(total, line) => total + Number(line.seconds),
		0,
	);
}

function logged(folder: RunFolder, model: ModelName): Record<string, unknown>[] {
	if (!existsSync(folder.log)) return [];
	return readFileSync(folder.log, "utf8")
		.split("\n")
		.flatMap(parsed)
		.filter((line) => line.model === model);
}

/** Nothing for a line that a kill cut short. */
function parsed(line: string): Record<string, unknown>[] {
	try {
		return line ? [JSON.parse(line)] : [];
	} catch {
		return [];
	}
}
