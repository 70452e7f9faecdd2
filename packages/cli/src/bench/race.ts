// Runs every task on every backend: results are compared before anything is timed.

import type { ContenderName } from "./contender-names.js";
import { activateContender } from "./contenders.js";
import type { BenchTask, RunningTask } from "./tasks.js";

/**
 * `timed`; or no rate, because the backend computes something else (`wrong`), lacks a kernel (`missing`), or
 * would take too long (`slow`).
 */
export type BenchStatus = "timed" | "wrong" | "missing" | "slow";

export interface BenchEntry {
	contender: ContenderName;
	status: BenchStatus;
	/** In the task's unit; null unless timed. */
	rate: number | null;
}

export interface BenchRow {
	group: BenchTask["group"];
	label: string;
	unit: BenchTask["unit"];
	entries: BenchEntry[];
}

/** Who would need more than this many times the measuring time for one run is left out. */
const patience = 3;
/** Of the largest number: single precision, summed in another order. */
const tolerance = 1e-3;

export async function raceTask(
	task: BenchTask,
	contenders: readonly ContenderName[],
	seconds: number,
	/** Best rates so far in GFLOP/s, which tell who would take too long; kept from task to task. */
	known: Map<ContenderName, number>,
): Promise<BenchRow> {
	const entries: BenchEntry[] = [];
	let truth: Float32Array | undefined;
	for (const contender of contenders) {
		const rate = known.get(contender);
		if (task.work !== null && rate !== undefined && task.work / rate > seconds * patience) {
			entries.push({ contender, status: "slow", rate: null });
			continue;
		}
		await activateContender(contender);
		const entry = measure(task, contender, seconds, truth);
		entries.push(entry.entry);
		truth ??= entry.result;
		if (task.work !== null && entry.entry.rate !== null)
			known.set(contender, Math.max(known.get(contender) ?? 0, entry.entry.rate));
	}
	return { group: task.group, label: task.label, unit: task.unit, entries };
}

function measure(
	task: BenchTask,
	contender: ContenderName,
	seconds: number,
	truth: Float32Array | undefined,
): { entry: BenchEntry; result?: Float32Array } {
	let running: RunningTask;
	try {
		running = task.start();
	} catch (error) {
		if (!(error instanceof Error && /Kernel '.*' not registered/.test(error.message))) throw error;
		return { entry: { contender, status: "missing", rate: null } };
	}
	try {
		if (truth && !agree(running.result, truth)) return { entry: { contender, status: "wrong", rate: null } };
		return {
			entry: { contender, status: "timed", rate: timeRuns(task, running, seconds) },
			result: running.result,
		};
	} finally {
		running.release();
	}
}

/** Whether two results are the same up to single precision. */
export function agree(result: Float32Array, truth: Float32Array): boolean {
	if (result.length !== truth.length) return false;
	let largest = 0;
	let error = 0;
	for (const [i, value] of truth.entries()) {
		largest = Math.max(largest, Math.abs(value));
		// NaN is the larger of anything.
		error = Math.max(error, Math.abs(result[i]! - value));
	}
	return error <= tolerance * largest;
}

/** `start` ran it once, so caches and compiled code have settled for all but the fastest. */
function timeRuns(task: BenchTask, running: RunningTask, seconds: number): number {
	const limit = seconds * 1000;
	let words = 0;
	let fastest = Number.POSITIVE_INFINITY;
	const began = performance.now();
	let spent = 0;
	for (let runs = 0; runs === 0 || spent < limit; runs++) {
		const started = performance.now();
		words += running.run() ?? 0;
		const ended = performance.now();
		fastest = Math.min(fastest, ended - started);
		spent = ended - began;
	}
	// Runs of equal work: the fastest one was interrupted least. Training steps differ, so they count together.
	return task.work === null ? words / (spent / 1000) : task.work / (fastest / 1000);
}
