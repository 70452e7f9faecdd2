// How the user started the program, so that a hint can be typed as it stands.

import { basename, delimiter, dirname, isAbsolute, relative } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** The package.json of a clone, whose scripts put set-up in front of the command. */
const workspacePackage = "mirada-workspace";

/** `npm run mirada --`, `npx mirada`, `mirada`, or `node` and the script's path. */
export function programName(env: Environment, script: string, folder: string): string {
	const { npm_lifecycle_event: event, npm_config_user_agent: agent = "" } = env;
	const manager = /^(pnpm|yarn|bun)\//.exec(agent)?.[1] ?? "npm";
	if (event !== undefined && env.npm_package_name === workspacePackage) {
		// Only npm needs the two dashes, and only npm takes them for itself.
		return manager === "npm" ? "npm run mirada --" : `${manager} run mirada`;
	}
	if (event !== undefined) return manager === "npm" ? "npx mirada" : `${manager} exec mirada`;
	const isCommand = /^mirada(\.(cmd|ps1|exe))?$/.test(basename(script));
	const onPath = (env.PATH ?? "").split(delimiter).includes(dirname(script));
	if (isCommand && onPath) return "mirada";
	const inside = relative(folder, script);
	const path = inside.startsWith("..") || isAbsolute(inside) ? script : inside;
	return isCommand ? shellWord(path) : `node ${shellWord(path)}`;
}

/**
 * A command line that the user can type: `npm run homework -- --quick` in a clone, `mirada homework --quick` where
 * that is installed.
 */
export function typed(
	{ program = "mirada", env }: { program?: string | undefined; env: Environment },
	words: readonly string[],
): string {
	const [command = "", ...rest] = words;
	const isOwnScript = program === "npm run mirada --" && env.npm_lifecycle_event === command;
	const start = isOwnScript ? `npm run ${command} --` : `${program} ${shellWord(command)}`;
	return [start, ...rest.map(shellWord)].join(" ");
}

/** As a POSIX shell reads it. */
export function shellWord(word: string): string {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
