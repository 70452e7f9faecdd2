// The command line as a program, built from the sources by esbuild in a moment.

import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const packageFolder = fileURLToPath(new URL("../", import.meta.url));
const source = (name: string) => join(packageFolder, "src", name);

/**
 * Builds it into a folder of the package, so that its dependencies are found; sources read a package.json one or two
 * folders above.
 */
export async function bundleCli(name: string): Promise<{ main: string; remove(): void }> {
	const folder = join(packageFolder, `build-${name}`);
	mkdirSync(folder, { recursive: true });
	copyFileSync(join(packageFolder, "package.json"), join(folder, "package.json"));
	await build({
		// A worker is a file of its own, beside the one that starts it.
		entryPoints: { main: source("main.ts"), "check-worker": source("exercise/check-worker.ts") },
		outdir: join(folder, "bin"),
		bundle: true,
		platform: "node",
		format: "esm",
		target: "node20",
		conditions: ["@mirada/source"],
		external: ["@tensorflow/*", "@resvg/*", "commander", "picocolors", "dejavu-fonts-ttf", "sucrase"],
		logLevel: "silent",
	});
	return {
		main: join(folder, "bin", "main.js"),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}
