// Runs scripts of this folder in processes of their own: what they try may end the process, and must not end the tests.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll } from "vitest";

const core = fileURLToPath(new URL("../build/Release/mirada_core.node", import.meta.url));

export interface Outcome {
	/** Null where a signal ended the process. */
	status: number | null;
	signal: NodeJS.Signals | null;
	stdout: string;
	stderr: string;
}

export interface ProcessOptions {
	args?: readonly string[];
	env?: Record<string, string>;
	/** The program and its first arguments; the running Node when absent. */
	command?: readonly string[];
	uid?: number;
	gid?: number;
	/** Default 60 s. */
	timeout?: number;
}

/** Bundles `<name>.ts` into a file that any user may read. */
export function bundle(name: string): string {
	const folder = mkdtempSync(join(tmpdir(), `mirada-${name}-`));
	chmodSync(folder, 0o755);
	afterAll(() => rmSync(folder, { recursive: true }));
	const outfile = join(folder, `${name}.mjs`);
	buildSync({
		entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
		bundle: true,
		platform: "node",
		format: "esm",
		// For CommonJS packages such as tfjs.
		banner: {
			js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
		},
		outfile,
	});
	return outfile;
}

export function run(file: string, options: ProcessOptions = {}): Outcome {
	const { args = [], env, command = [process.execPath], timeout = 60_000, ...identity } = options;
	const { status, signal, stdout, stderr } = spawnSync(command[0]!, [...command.slice(1), file, ...args], {
		encoding: "utf8",
		env: { MIRADA_CORE_PATH: core, ...process.env, ...env },
		timeout,
		...identity,
	});
	return { status, signal, stdout, stderr };
}

/** What the script printed as JSON; an error with all that is known where it did not end with exit code 0. */
export function report<T>(file: string, options: ProcessOptions = {}): T {
	const { status, signal, stdout, stderr } = run(file, options);
	if (status !== 0)
		throw new Error(
			`${file}: expected exit code 0, got ${signal ?? status}\n${stdout.slice(-2000)}\n${stderr.slice(-4000)}`,
		);
	return JSON.parse(stdout) as T;
}
