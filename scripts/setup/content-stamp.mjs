// A stamp remembers the hash of what a step read, so that the next run can skip the step. By content, not
// by time: a fresh checkout or a touched file must not cause work, a changed byte must.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryRoot } from "./repository-root.mjs";

const skippedFolders = new Set(["node_modules", "dist", ".turbo", ".git"]);

/** Every file under `path` (or `path` itself), sorted, outside of what is installed or built. */
export function filesUnder(path, keep = () => true) {
	if (!existsSync(path)) return [];
	if (statSync(path).isFile()) return keep(path) ? [path] : [];
	const found = [];
	for (const entry of readdirSync(path, { withFileTypes: true })) {
		const child = join(path, entry.name);
		if (entry.isDirectory()) {
			if (!skippedFolders.has(entry.name) && !/^build(-|$)/.test(entry.name))
				found.push(...filesUnder(child, keep));
		} else if (entry.isFile() && keep(child)) found.push(child);
	}
	return found.sort();
}

/** Hash of the names and bytes of files and folders (relative to the repository) and of extra strings. */
export function contentHash(paths, extra = [], keep = undefined) {
	const hash = createHash("sha256");
	for (const path of paths) {
		for (const file of filesUnder(join(repositoryRoot, path), keep)) {
			hash
				.update(`${file.slice(repositoryRoot.length)}\0`)
				.update(readFileSync(file))
				.update("\0");
		}
	}
	for (const text of extra) hash.update(`${text}\0`);
	return hash.digest("hex");
}

function stampPath(name) {
	return join(repositoryRoot, ".mirada", "stamps", name);
}

/** True where the step ended well with this hash and everything it made still exists. */
export function isUpToDate(name, hash, outputs) {
	const path = stampPath(name);
	if (!existsSync(path) || readFileSync(path, "utf8") !== hash) return false;
	return outputs.every((output) => existsSync(join(repositoryRoot, output)));
}

export function writeStamp(name, hash) {
	const path = stampPath(name);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, hash);
}

/** Forgets a stamp before its step runs, so that a step cut off half-way is done again. */
export function clearStamp(name) {
	rmSync(stampPath(name), { force: true });
}
