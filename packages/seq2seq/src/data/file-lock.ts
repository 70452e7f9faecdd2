/**
 * A lock on something on disk that one process at a time may write: a file beside it that says who holds it.
 * A process that died leaves its lock behind; the next one sees that nobody holds it and takes it over. Needs Node.
 */
import { spawnSync } from "node:child_process";
import {
	linkSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { requirePath } from "./require-path.js";

export interface LockOwner {
	readonly host: string;
	readonly pid: number;
	/** When the lock was taken, ISO 8601. */
	readonly since: string;
	/**
	 * When the process started, as its system tells it. A process number is given to another process later: a lock
	 * whose owner has the same number and another start is left over.
	 */
	readonly started: string | null;
}

const MARKER = Symbol.for("mirada.LockHeldError");

/** Somebody else holds the lock. */
export class LockHeldError extends Error {
	override readonly name = "LockHeldError";

	constructor(
		/** The lock's file. */
		readonly path: string,
		/** Null where the file does not say. */
		readonly owner: LockOwner | null,
	) {
		const who = owner ? `process ${owner.pid} on ${owner.host} since ${owner.since}` : "another process";
		super(`lock: ${path} is held by ${who}`);
		Object.defineProperty(this, MARKER, { value: true });
	}

	/** True across copies of this package, where `instanceof` is not. */
	static is(error: unknown): error is LockHeldError {
		return typeof error === "object" && error !== null && MARKER in error;
	}
}

/** Whoever takes over a lock that is left over holds this beside it, for some milliseconds. */
const TAKEOVER = ".takeover";
const LONGEST_TAKEOVER = 10_000;

/**
 * Takes the lock at `path`, whose folder exists; gives what releases it.
 * @throws LockHeldError where a living process holds it, or one on another machine that cannot be asked
 */
export async function acquireLock(path: string): Promise<() => void> {
	requirePath("acquireLock", path);
	const mine = JSON.stringify(ownerOf(process.pid));
	for (;;) {
		if (create(path, mine)) return () => release(path, mine);
		const held = read(path);
		if (held === undefined) continue;
		if (!isLeftOver(path, held)) throw new LockHeldError(path, parse(held));
		if (await takeOver(path, held, mine)) return () => release(path, mine);
	}
}

/** Complete from the first moment: written aside and linked, which fails where there is one. */
function create(path: string, content: string): boolean {
	const aside = `${path}.${process.pid}`;
	writeFileSync(aside, content);
	try {
		linkSync(aside, path);
		return true;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "EEXIST") return false;
		// Some file systems have no links.
		if (code === "EPERM" || code === "ENOTSUP" || code === "ENOSYS") return createInPlace(path, content);
		throw error;
	} finally {
		rmSync(aside, { force: true });
	}
}

function createInPlace(path: string, content: string): boolean {
	try {
		writeFileSync(path, content, { flag: "wx" });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw error;
	}
}

/** One process at a time replaces a lock that is left over, and only while it still is the one that was read. */
async function takeOver(path: string, held: string, mine: string): Promise<boolean> {
	const guard = `${path}${TAKEOVER}`;
	try {
		mkdirSync(guard);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
		const { mtimeMs } = statSync(guard, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
		if (Date.now() - mtimeMs > LONGEST_TAKEOVER) rmSync(guard, { recursive: true, force: true });
		await sleep(20);
		return false;
	}
	try {
		if (read(path) !== held) return false;
		const aside = `${path}.${process.pid}`;
		writeFileSync(aside, mine);
		renameSync(aside, path);
		return true;
	} finally {
		rmdirSync(guard);
	}
}

function release(path: string, mine: string): void {
	if (read(path) === mine) rmSync(path, { force: true });
}

function read(path: string): string | undefined {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
}

function isLeftOver(path: string, held: string): boolean {
	const owner = parse(held);
	if (owner === null) {
		// Cut short by a full disk or a lost machine; a lock is written in a moment.
		const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
		return Date.now() - mtimeMs > LONGEST_TAKEOVER;
	}
	if (owner.host !== hostname()) return false;
	if (!isAlive(owner.pid)) return true;
	const started = startOf(owner.pid);
	return owner.started !== null && started !== null && started !== owner.started;
}

function parse(text: string): LockOwner | null {
	try {
		const owner = JSON.parse(text) as LockOwner;
		const isWhole = typeof owner.host === "string" && Number.isSafeInteger(owner.pid) && owner.pid > 0;
		return isWhole ? owner : null;
	} catch {
		return null;
	}
}

function ownerOf(pid: number): LockOwner {
	return { host: hostname(), pid, since: new Date().toISOString(), started: startOf(pid) };
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// Somebody else's process may not be signalled, but it is there.
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

/** When a process started, in a form that no other process of that number has; null where it cannot be told. */
function startOf(pid: number): string | null {
	if (process.platform === "win32") return null;
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		// The name, in brackets, may hold anything; field 22 is the start in ticks since the machine's.
		const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
		return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${ticks}`;
	} catch {
		const { stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], {
			encoding: "utf8",
			env: { ...process.env, LC_ALL: "C" },
		});
		return stdout?.trim() || null;
	}
}
