// How much of the machine others used: figures of a busy machine are not to be quoted, because peers whose threads wait
// for each other by spinning suffer most from it. From Linux' /proc; elsewhere unknown.

import { readFileSync } from "node:fs";

/** Percent of the machine's time from which on a round or a suite counts as disturbed. */
export const MOST_OTHER_WORK = 3;
/** The kernel counts in ticks of 10 ms: in a short round so many may be an error of counting. */
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
 * Starts to count; `pids()` lists our living children. The function it returns says what passed since: `{ others, all }`
 * in ticks, or undefined where the system does not tell.
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

/** Percent of the machine's time that others took, to a tenth; undefined where nobody knows. */
export function otherWorkPercent(work) {
	return work && work.all > 0 ? Math.round((1000 * work.others) / work.all) / 10 : undefined;
}

/** Whether others took more of the machine than a figure bears. */
export function isDisturbed(work) {
	return work !== undefined && work.others - TICKS_OF_DOUBT > (MOST_OTHER_WORK / 100) * work.all;
}
