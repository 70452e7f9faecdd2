// The code in a package's README, as it stands there, and how its shell lines run: in a folder that holds the clone
// (`mirada`) and an empty application (`my-app`).

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../setup/repository-root.mjs";

/** npm as a test needs it: its cache first, no questions, and no install script of a dependency. */
const env = {
	...process.env,
	npm_config_prefer_offline: "true",
	npm_config_audit: "false",
	npm_config_fund: "false",
	npm_config_ignore_scripts: "true",
};

/** The blocks of `language` in the README of packages/<name>. */
export function codeBlocks(name, language) {
	const readme = readFileSync(join(repositoryRoot, "packages", name, "README.md"), "utf8");
	const pattern = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms");
	return [...readme.matchAll(pattern)].map(([, code]) => code);
}

/**
 * The lines that install packages/<name>, the README's first shell block: `install` until the packages are in
 * node_modules, then `build` (`npx` lines, absent where the package needs no core).
 */
export function installLines(name) {
	const [block = ""] = codeBlocks(name, "sh");
	const lines = block.trim().split("\n");
	const firstOfBuild = lines.findIndex((line) => line.startsWith("npx "));
	const split = firstOfBuild < 0 ? lines.length : firstOfBuild;
	return { install: lines.slice(0, split), build: lines.slice(split) };
}

/** An empty `my-app` beside the clone; gives its path. */
export function emptyApplication(parent) {
	const application = join(parent, "my-app");
	rmSync(application, { recursive: true, force: true });
	mkdirSync(application);
	const clone = join(parent, "mirada");
	rmSync(clone, { force: true });
	symlinkSync(repositoryRoot, clone, "junction");
	return application;
}

/** Runs shell lines in `cwd`; the first that fails ends them. */
export function runLines(lines, cwd) {
	const { status, stdout, stderr } = spawnSync("sh", ["-ec", lines.join("\n")], {
		cwd,
		env,
		encoding: "utf8",
	});
	if (status !== 0)
		throw new Error(`${lines.join("\n")}\nexpected exit code 0, got ${status}\n${stdout}\n${stderr}`);
	return stdout;
}
