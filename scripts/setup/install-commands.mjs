// The command that installs a missing tool, per system; the words to say when set-up cannot do it itself.

import { readFileSync } from "node:fs";

/** The system set-up knows commands for: "debian", "fedora", "macos", "windows" or "other". */
export function currentSystem(platform = process.platform, osRelease = readOsRelease()) {
	if (platform === "darwin") return "macos";
	if (platform === "win32") return "windows";
	if (/^ID(_LIKE)?=.*(debian|ubuntu)/m.test(osRelease)) return "debian";
	if (/^ID(_LIKE)?=.*(fedora|rhel|centos)/m.test(osRelease)) return "fedora";
	return "other";
}

function readOsRelease() {
	try {
		return readFileSync("/etc/os-release", "utf8");
	} catch {
		return "";
	}
}

const systems = {
	debian: {
		name: "Debian/Ubuntu",
		command: (tools) => `sudo apt-get install -y ${aptPackages(tools).join(" ")}`,
	},
	fedora: {
		name: "Fedora",
		command: (tools) =>
			`sudo dnf install -y ${named(tools, { compiler: "gcc-c++", make: "make" }).join(" ")}`,
	},
	macos: {
		name: "macOS",
		// Apple's command line tools hold the compiler, make and git; only cmake comes from Homebrew.
		command: (tools) =>
			[
				...(tools.some((tool) => tool !== "cmake") ? ["xcode-select --install"] : []),
				...(tools.includes("cmake") ? ["brew install cmake"] : []),
			].join(" && "),
	},
	windows: {
		name: "Windows (PowerShell)",
		command: (tools) => tools.map((tool) => `winget install ${wingetPackages[tool] ?? tool}`).join("; "),
	},
};

const wingetPackages = {
	git: "--id Git.Git -e",
	cmake: "--id Kitware.CMake -e",
	compiler:
		'--id Microsoft.VisualStudio.2022.BuildTools -e --override "--passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended"',
	make: "--id Ninja-build.Ninja -e",
};

function named(tools, names) {
	return tools.map((tool) => names[tool] ?? tool);
}

export function aptPackages(tools) {
	return named(tools, { compiler: "g++", make: "make" });
}

/** `[{ system, command }]`: one entry for a known system, all of them where it is not known. */
export function installCommands(tools, system = currentSystem()) {
	const chosen = systems[system] ? [systems[system]] : Object.values(systems);
	return chosen.map(({ name, command }) => ({ system: name, command: command(tools) }));
}
