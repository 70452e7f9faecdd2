// How much of the machine other programs used. Figures from a busy machine must not be quoted, because it slows peers
// whose threads spin while they wait more than others. Read from /proc on Linux; unknown elsewhere.

import { readFileSync } from "node:fs";

/** A round or a suite counts as disturbed if other programs used more than this percentage of the machine. */
export const MOST_OTHER_WORK = 3;
/** The kernel counts in ticks of 10 ms; in a short round, this many can be a counting error. */
const TICKS_OF_DOUBT = 2;

/** Ticks that all processors were busy, and all ticks, since the machine started. */
function machineTicks() {
	const numbers = readFileSync("/proc/stat", "utf8").split("\n")[0].trim().split(/\s+/).slice(1).map(Number);
	// user nice system idle iowait irq softirq steal; guests are counted in user already.
	const [user, nice, system, idle, iowait, irq, softirq, steal] = numbers;
	const busy = user + nice + system + irq + softirq + steal;
	return { busy, all: busy + idle + iowait };
}

/** Ticks of a process, and of its children that have ended. */
function processTicks(pid) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		// After the name in brackets: state is field 3; utime, stime, cutime, cstime are fields 14 to 17.
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
	} catch {
		return 0;
	}
}

/**
 * Starts counting; `pids()` lists our running children. Returns a function that gives the count so far, `{ others, all }`
 * in ticks, or undefined if the system does not provide it.
 */
export function watchOtherWork(pids = () => []) {
	// A child that ends in between passes its ticks on to us.
	const ownTicks = () => ["self", ...pids()].reduce((sum, pid) => sum + processTicks(pid), 0);
	try {
		const before = machineTicks();
		const ownBefore = ownTicks();
		return () => {
			const after = machineTicks();
			const others = after.busy - before.busy - (ownTicks() - ownBefore);
			return { others: Math.max(0, others), all: after.all - before.all };
		};
	} catch {
		return () => undefined;
	}
}

/** Percent of the machine's time that others took, to a tenth; undefined if unknown. */
export function otherWorkPercent(work) {
	return work && work.all > 0 ? Math.round((1000 * work.others) / work.all) / 10 : undefined;
}

/** Whether other programs used too much of the machine for a figure to be trusted. */
export function isDisturbed(work) {
	return work !== undefined && work.others - TICKS_OF_DOUBT > (MOST_OTHER_WORK / 100) * work.all;
}
