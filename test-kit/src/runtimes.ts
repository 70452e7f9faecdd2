// Other versions of Node, and Deno and Bun, from npm's packages that hold nothing but the binary: no install script
// runs. Each is fetched once, into .mirada/runtimes.

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type RuntimeName = `node@${number}` | "deno" | "bun";

const folder = fileURLToPath(new URL("../../.mirada/runtimes/", import.meta.url));
const isWindows = process.platform === "win32";
const suffix = isWindows ? ".exe" : "";

interface Binary {
	package: string;
	version: string;
	/** The program inside of the package. */
	path: string;
	args: string[];
}

function binaryOf(name: RuntimeName): Binary {
	const { platform, arch } = process;
	if (name === "deno") {
		const libc = platform === "linux" ? "-glibc" : "";
		return {
			package: `@deno/${platform}-${arch}${libc}`,
			version: "2.9.6",
			path: `deno${suffix}`,
			args: ["run", "--allow-all"],
		};
	}
	if (name === "bun") {
		const system = isWindows ? "windows" : platform;
		const processor = arch === "arm64" ? "aarch64" : arch;
		return {
			package: `@oven/bun-${system}-${processor}`,
			version: "1.4.5",
			path: `bin/bun${suffix}`,
			args: [],
		};
	}
	const prefix = platform === "darwin" && arch === "arm64" ? "node-bin" : "node";
	return {
		package: `${prefix}-${isWindows ? "win" : platform}-${arch}`,
		version: name.slice("node@".length),
		path: `bin/node${suffix}`,
		args: [],
	};
}

/** The command that runs a program under this runtime: `[program, ...arguments]`, to be followed by the script. */
export function runtimeCommand(name: RuntimeName): string[] {
	if (process.versions.node.startsWith(`${name.slice("node@".length)}.`) && name.startsWith("node"))
		return [process.execPath];
	const binary = binaryOf(name);
	const home = join(folder, name === "deno" || name === "bun" ? `${name}@${binary.version}` : name);
	const program = join(home, "node_modules", binary.package, binary.path);
	if (!existsSync(program)) fetchPackage(home, `${binary.package}@${binary.version}`);
	if (!isWindows) chmodSync(program, 0o755);
	return [program, ...binary.args];
}

/** Installs one package into a folder of its own, which is there only when it is whole. */
function fetchPackage(home: string, spec: string): void {
	const unfinished = `${home}-${process.pid}`;
	mkdirSync(unfinished, { recursive: true });
	writeFileSync(join(unfinished, "package.json"), "{}");
	const args = ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", spec];
	const { status, stderr } = spawnSync("npm", args, { cwd: unfinished, encoding: "utf8", shell: isWindows });
	if (status !== 0) {
		rmSync(unfinished, { recursive: true, force: true });
		throw new Error(`runtimeCommand: npm install ${spec} ended with exit code ${status}\n${stderr}`);
	}
	try {
		renameSync(unfinished, home);
	} catch (error) {
		// Another test was faster.
		rmSync(unfinished, { recursive: true, force: true });
		if (!existsSync(home)) throw error;
	}
}
