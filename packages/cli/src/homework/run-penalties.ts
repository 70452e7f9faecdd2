// The penalties that a finished run chose for its models on validation sentences.

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Report } from "../results/report.js";
import { modelNames } from "./run-folder.js";

export interface RunPenalties {
	/** Alpha and beta. */
	lengthPenalty: number;
	coveragePenalty: number;
}

/**
 * Those of the model in `runs/<name>/models/<model>`; undefined where there is no report, or one without beam search.
 * `mirada evaluate` then finds the same translations as the run did.
 */
export function runPenalties(folder: string): RunPenalties | undefined {
	const path = join(dirname(dirname(folder)), "report.json");
	const name = modelNames.find((one) => one === basename(folder));
	if (name === undefined || !existsSync(path)) return undefined;
	const beam = readReport(path)?.models?.[name]?.beam;
	if (!isPenalty(beam?.lengthPenalty) || !isPenalty(beam.coveragePenalty)) return undefined;
	return { lengthPenalty: beam.lengthPenalty, coveragePenalty: beam.coveragePenalty };
}

/** A report that was cut or changed by hand tells nothing. */
function readReport(path: string): Partial<Report> | null {
	try {
		return JSON.parse(readFileSync(path, "utf8")) as Partial<Report> | null;
	} catch {
		return null;
	}
}

function isPenalty(value: unknown): value is number {
	return typeof value === "number" && value >= 0 && value < 100;
}
