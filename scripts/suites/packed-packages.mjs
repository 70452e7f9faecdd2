// Packs the packages as a registry would get them, and lets publint and attw look at the result: a field that
// names an absent file, or types that a user's TypeScript cannot find, only shows there.

import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runPnpm } from "../setup/pnpm.mjs";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { failedWithLog, runQuietly } from "../setup/step.mjs";

const packedFolder = join(repositoryRoot, ".mirada", "packed");

/** Packs every package into `.mirada/packed`; resolves to the tarballs' paths. */
export async function packPackages() {
	rmSync(packedFolder, { recursive: true, force: true });
	mkdirSync(packedFolder, { recursive: true });
	const args = ["--filter", "./packages/*", "-r", "exec", "pnpm", "pack", "--pack-destination", packedFolder];
	if ((await runPnpm("pack", args)) !== 0) throw failedWithLog("pack", "the packages cannot be packed");
	return readdirSync(packedFolder)
		.filter((file) => file.endsWith(".tgz"))
		.map((file) => join(packedFolder, file));
}

/** Both linters over every tarball, strictly. The packages are ESM only, so attw leaves out require(). */
export async function checkPackages() {
	const bin = (name) => join(repositoryRoot, "node_modules", ".bin", name);
	const result = { passed: 0, failed: 0, log: "packages" };
	let append = false;
	for (const tarball of await packPackages()) {
		for (const [tool, args] of [
			["publint", ["run", tarball, "--strict"]],
			["attw", [tarball, "--profile", "esm-only", "--no-color", "--no-emoji"]],
		]) {
			const exitCode = await runQuietly("packages", bin(tool), args, { append });
			append = true;
			result[exitCode === 0 ? "passed" : "failed"] += 1;
		}
	}
	return result;
}
