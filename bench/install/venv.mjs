// One Python environment for all peers written in Python: `<home>/venv`, made by the machine's Python 3.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "./run-logged.mjs";

const isWindows = process.platform === "win32";

export const venvPython = (home) =>
	isWindows ? join(home, "venv", "Scripts", "python.exe") : join(home, "venv", "bin", "python");

/** Installs what is missing of `requirements` (pip's notation, "name" or "name==version"). Throws with the reason. */
export async function ensurePythonPackages(home, requirements, { log, say }) {
	mkdirSync(home, { recursive: true });
	const python = venvPython(home);
	if (!existsSync(python)) {
		const system = ["python3", "python"].find(
			(name) => spawnSync(name, ["-c", "import sys, venv; assert sys.version_info >= (3, 10)"]).status === 0,
		);
		if (!system) throw new Error("Python 3.10 or newer with venv was not found");
		say(`creating the Python environment ${join(home, "venv")}`);
		await runLogged(log, system, ["-m", "venv", join(home, "venv")]);
	}
	const missing = missingPackages(python, requirements);
	if (missing.length > 0) {
		say(`pip install ${missing.join(" ")} (log: ${log})`);
		await runLogged(log, python, ["-m", "pip", "install", "--disable-pip-version-check", ...missing]);
	}
	return { command: [python] };
}

function missingPackages(python, requirements) {
	const program = [
		"import importlib.metadata, json, sys",
		"def there(requirement):",
		"    name, _, version = requirement.partition('==')",
		"    try: found = importlib.metadata.version(name)",
		"    except importlib.metadata.PackageNotFoundError: return False",
		"    return not version or found.split('+')[0] == version",
		"print(json.dumps([r for r in sys.argv[1:] if not there(r)]))",
	].join("\n");
	const { status, stdout, stderr } = spawnSync(python, ["-c", program, ...requirements], {
		encoding: "utf8",
	});
	if (status !== 0) throw new Error(`the Python environment is broken: ${stderr?.trim().split("\n").at(-1)}`);
	return JSON.parse(stdout);
}
