// Looks at the machine: which git, compiler, cmake and make it has, and their versions.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { repositoryRoot } from "./repository-root.mjs";

export const NEEDED_CMAKE = "3.18";

/** What a command prints, or null where it cannot be started or fails. */
export function outputOf(command, args, input = undefined) {
	const result = spawnSync(command, args, { encoding: "utf8", input, stdio: ["pipe", "pipe", "pipe"] });
	return result.error || result.status !== 0 ? null : result.stdout;
}

/** First line a command prints, or null where it cannot be started or fails. */
export function firstLine(command, args, input = undefined) {
	return outputOf(command, args, input)?.split("\n")[0].trim() ?? null;
}

/** True where `version` (dotted numbers) is at least `needed`. */
export function isAtLeast(version, needed) {
	const have = version.split(".").map(Number);
	const want = needed.split(".").map(Number);
	for (let i = 0; i < want.length; i++) {
		if ((have[i] ?? 0) !== want[i]) return (have[i] ?? 0) > want[i];
	}
	return true;
}

/** Where set-up puts a cmake of its own when the system has none: the wheel's binary needs no Python. */
const ownCmakePaths = [
	join(repositoryRoot, ".mirada", "cmake", "cmake", "data", "bin", "cmake"),
	join(repositoryRoot, ".mirada", "cmake", "cmake", "data", "bin", "cmake.exe"),
];

/** `{ path, version }` of the newest acceptable cmake; `{ tooOld }` where only an older one is there. */
export function findCmake(env = process.env) {
	let tooOld;
	for (const path of [env.MIRADA_CMAKE, "cmake", ...ownCmakePaths.filter((own) => existsSync(own))]) {
		const line = path ? firstLine(path, ["--version"]) : null;
		const version = line?.match(/(\d+\.\d+(\.\d+)?)/)?.[1];
		if (!version) continue;
		if (isAtLeast(version, NEEDED_CMAKE)) return { path, version };
		tooOld = version;
	}
	return tooOld ? { tooOld } : null;
}

const cxx20Probe =
	"#include <concepts>\n#include <span>\ntemplate <std::integral T> T same(T x) { return x; }\nint main() { return same(0); }\n";

/** `{ path, version, cxx20 }` of the compiler cmake will choose, or null. */
export function findCompiler(env = process.env) {
	if (process.platform === "win32") return findVisualStudio(env);
	for (const path of env.CXX ? [env.CXX] : ["c++", "g++", "clang++"]) {
		const version = firstLine(path, ["--version"]);
		if (version === null) continue;
		const flags = ["-std=c++20", "-x", "c++", "-fsyntax-only", "-"];
		return { path, version, cxx20: firstLine(path, flags, cxx20Probe) !== null };
	}
	return null;
}

function findVisualStudio(env) {
	const vswhere = join(
		env["ProgramFiles(x86)"] ?? "C:\\",
		"Microsoft Visual Studio",
		"Installer",
		"vswhere.exe",
	);
	const version = existsSync(vswhere)
		? firstLine(vswhere, ["-latest", "-products", "*", "-property", "installationVersion"])
		: null;
	return version
		? { path: "cl", version: `Visual Studio ${version}`, cxx20: isAtLeast(version, "16.10") }
		: null;
}

export function findGit() {
	return firstLine("git", ["--version"])?.match(/\d+(\.\d+)+/)?.[0] ?? null;
}

/** The program that runs the build: ninja or make; Visual Studio brings its own. */
export function findMake() {
	if (process.platform === "win32") return "msbuild";
	return ["ninja", "make"].find((tool) => firstLine(tool, ["--version"]) !== null) ?? null;
}

const browsers = {
	linux: ["chromium", "chromium-browser", "google-chrome"],
	darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
	win32: ["C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"],
};

/** Path of a Chromium, MIRADA_CHROMIUM's first; undefined where there is none. */
export function findChromium(env = process.env) {
	const folders = (env.PATH ?? "").split(delimiter);
	const places = (name) => (isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name)));
	const names = [env.MIRADA_CHROMIUM, ...(browsers[process.platform] ?? browsers.linux)];
	return names
		.filter(Boolean)
		.flatMap(places)
		.find((path) => existsSync(path));
}
