// Packs the packages as a registry would get them, and lets publint and attw look at the result: a field that
// names an absent file, or types that a user's TypeScript cannot find, only shows there.

import { mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { packageFolders } from "../setup/build.mjs";
import { runPnpm } from "../setup/pnpm.mjs";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { failedWithLog, runQuietly } from "../setup/step.mjs";
import { obtainWasmCore } from "../wasm/obtain-core.mjs";

const packedFolder = join(repositoryRoot, "packed");

/**
 * Packs every package into `packed/<its folder's name>.tgz`; resolves to the tarballs' paths, and to the reason why they
 * lack the core for WebAssembly where it cannot be built. The names hold no version and equal contents give equal bytes,
 * so an application's lockfile stays valid when they are packed again.
 */
export async function packPackages(say) {
	const { obstacle } = await obtainWasmCore(say);
	rmSync(packedFolder, { recursive: true, force: true });
	mkdirSync(packedFolder, { recursive: true });
	const tarballs = [];
	for (const folder of packageFolders()) {
		const tarball = join(packedFolder, `${basename(folder)}.tgz`);
		const args = ["--dir", join(repositoryRoot, folder), "pack", "--out", tarball];
		if ((await runPnpm("pack", args, { append: tarballs.length > 0 })) !== 0)
			throw failedWithLog("pack", `${folder} cannot be packed`);
		tarballs.push(tarball);
	}
	return { tarballs, obstacle };
}

/** Both linters over every tarball, strictly. The packages are ESM only, so attw leaves out require(). */
export async function checkPackages(say) {
	const bin = (name) => join(repositoryRoot, "node_modules", ".bin", name);
	const result = { passed: 0, failed: 0, log: "packages" };
	let append = false;
	const { tarballs, obstacle } = await packPackages(say);
	if (obstacle) result.note = obstacle;
	for (const tarball of tarballs) {
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
