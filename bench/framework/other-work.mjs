// How much of the machine others used while a suite ran: figures of a busy machine are not to be quoted, because peers
// whose threads wait for each other by spinning suffer most from it. From Linux' /proc; elsewhere unknown.

import { readFileSync } from "node:fs";

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

/** Starts to count; the function it returns takes the pids of our living children: percent of the machine. */
export function watchOtherWork() {
	try {
		const before = machineTicks();
		const ownBefore = processTicks("self");
		return (children) => {
			const after = machineTicks();
			const own =
				processTicks("self") - ownBefore + children.reduce((sum, pid) => sum + processTicks(pid), 0);
			const others = after.busy - before.busy - own;
			return Math.max(0, Math.round((1000 * others) / (after.all - before.all)) / 10);
		};
	} catch {
		return () => undefined;
	}
}
