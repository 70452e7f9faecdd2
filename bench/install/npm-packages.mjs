// Packages from npm in a folder of their own, `<home>/<name>`. Their install scripts never run: some would download
// binaries.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "./run-logged.mjs";

/** `packages`: name -> exact version. Resolves to the folder; throws with the reason. */
export async function ensureNpmPackages(home, name, packages, { log, say }) {
	const folder = join(home, name);
	const missing = Object.entries(packages).filter(([id, version]) => {
		const manifest = join(folder, "node_modules", id, "package.json");
		return !existsSync(manifest) || JSON.parse(readFileSync(manifest, "utf8")).version !== version;
	});
	if (missing.length === 0) return folder;
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true })}\n`);
	const wanted = missing.map(([id, version]) => `${id}@${version}`);
	say(`npm install ${wanted.join(" ")} (log: ${log})`);
	const npm = process.platform === "win32" ? "npm.cmd" : "npm";
	await runLogged(log, npm, ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...wanted], {
		cwd: folder,
	});
	return folder;
}
