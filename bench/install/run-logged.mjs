// Runs a command of an installation with its output in a log file.

import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Resolves when the command succeeded; rejects with the log's last line and where the log is. */
export function runLogged(log, command, args, { cwd, env } = {}) {
	mkdirSync(dirname(log), { recursive: true });
	const file = openSync(log, "a");
	writeSync(file, `$ ${[command, ...args].join(" ")}\n`);
	const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", file, file] });
	return new Promise((resolve, reject) => {
		const end = (error) => {
			closeSync(file);
			if (error) reject(error);
			else resolve();
		};
		child.on("error", (error) => end(new Error(`${command}: ${error.message}`)));
		child.on("close", (code) => {
			if (code === 0) return end();
			const lines = readFileSync(log, "utf8").trim().split("\n");
			const last = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1);
			end(new Error(`${command} exited with code ${code}: ${last} (log: ${log})`));
		});
	});
}
