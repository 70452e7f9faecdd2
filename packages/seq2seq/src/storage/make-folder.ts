// Making a folder and those above it. Needs Node.
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { requireKind } from "@mirada/core-native/contract";

/**
 * Makes the folder at `path` with every folder above it that is missing, and gives the first one that it made;
 * undefined where the folder is there already. `mkdirSync(path, { recursive: true })` is meant to do the same, but
 * where the system takes no folders (under /proc, say) it returns as if it had made one, or never returns.
 * @throws what the system says where the folder cannot be made, TypeError where `path` is not a string
 */
export function makeFolder(path: string): string | undefined {
	requireKind("makeFolder", "path", path, "string");
	const folder = resolve(path);
	const parent = dirname(folder);
	try {
		mkdirSync(folder);
		return folder;
	} catch (error) {
		if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
		const isParentMissing = (error as NodeJS.ErrnoException).code === "ENOENT" && !existsSync(parent);
		if (!isParentMissing) throw error;
	}
	const first = makeFolder(parent);
	const own = makeFolder(folder);
	return first ?? own;
}
