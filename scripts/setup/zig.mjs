// Zig, whose C++ compiler builds the core for WebAssembly. Its Python package holds the plain program; installed into a
// folder of ours it touches nothing else. Only what needs WebAssembly asks for it: `npm run homework` never does.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root.mjs";
import { runQuietly } from "./step.mjs";
import { firstLine } from "./tools.mjs";

const ZIG_VERSION = "0.17.1";
const ZIG_WHEEL = `ziglang==${ZIG_VERSION}`;
const target = join(repositoryRoot, ".mirada", "zig");

/** The pinned version's program, or null where it is not here. */
export function findZig() {
	const file = join(target, "ziglang", process.platform === "win32" ? "zig.exe" : "zig");
	return existsSync(file) && firstLine(file, ["version"]) === ZIG_VERSION ? file : null;
}

/** Its path, after installing it if need be; null where it cannot be had, with the reason in the log `zig`. */
export async function obtainZig(say) {
	const found = findZig();
	if (found) return found;
	const python = ["python3", "python"].find((name) => firstLine(name, ["-m", "pip", "--version"]) !== null);
	if (!python) return null;
	const args = ["-m", "pip", "install", "--no-deps", "--target", target, "--upgrade", ZIG_WHEEL];
	console.error(say.obtaining({ what: "zig", command: [python, ...args].join(" ") }));
	await runQuietly("zig", python, args);
	return findZig();
}

/** How to install it by hand. */
export const installZigCommand = `python3 -m pip install --target .mirada/zig ${ZIG_WHEEL}`;

/** What to tell where it cannot be had. */
export const zigIsMissing = `zig is missing, so nothing was built for WebAssembly (${installZigCommand})`;
