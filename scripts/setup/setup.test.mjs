import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nativeCacheKey, nativeCacheKeyParts } from "../native-cache-key.mjs";
import { countsIn } from "../suites/native-tests.mjs";
import { installArguments, packageFolders, SITE } from "./build.mjs";
import { filesUnder } from "./content-stamp.mjs";
import { currentSystem, installCommands } from "./install-commands.mjs";
import { languages, messagesFor } from "./messages.mjs";
import { repositoryRoot } from "./repository-root.mjs";
import { findCmake, findCompiler, isAtLeast } from "./tools.mjs";

describe("versions", () => {
	it.each([
		["20.19.0", "20.19", true],
		["20.18.3", "20.19", false],
		["22.1.0", "20.19", true],
		["3.9", "3.18", false],
		["3", "3.18", false],
	])("%s is at least %s: %s", (version, needed, expected) => {
		expect(isAtLeast(version, needed)).toBe(expected);
	});
});

describe("the installed packages", () => {
	it("are all of the workspace where the site is asked for, and all but the site's for the homework", () => {
		expect(installArguments({ withSite: true })).not.toContain("--filter");
		const arguments_ = installArguments({ withSite: false });
		const { name } = JSON.parse(readFileSync(join(repositoryRoot, SITE, "package.json"), "utf8"));
		expect(arguments_[arguments_.indexOf("--filter") + 1]).toBe(`!${name}`);
	});

	it("are published, but for the site, which has no build of turbo's", () => {
		expect(packageFolders()).not.toContain(SITE);
		const { private: isPrivate, scripts } = JSON.parse(
			readFileSync(join(repositoryRoot, SITE, "package.json"), "utf8"),
		);
		expect(isPrivate).toBe(true);
		expect(scripts).not.toHaveProperty("build");
	});
});

describe("install commands", () => {
	it("know the system from its platform and os-release", () => {
		expect(currentSystem("darwin", "")).toBe("macos");
		expect(currentSystem("win32", "")).toBe("windows");
		expect(currentSystem("linux", "ID=ubuntu\nID_LIKE=debian\n")).toBe("debian");
		expect(currentSystem("linux", 'ID="rocky"\nID_LIKE="rhel centos fedora"\n')).toBe("fedora");
		expect(currentSystem("linux", "ID=alpine\n")).toBe("other");
	});

	it.each([
		["debian", "sudo apt-get install -y cmake g++"],
		["fedora", "sudo dnf install -y cmake gcc-c++"],
		["macos", "xcode-select --install && brew install cmake"],
		["windows", /^winget install --id Kitware\.CMake -e; winget install --id Microsoft\.VisualStudio/],
	])("are exact on %s", (system, command) => {
		const [only, ...others] = installCommands(["cmake", "compiler"], system);
		expect(others).toEqual([]);
		expect(only.command).toMatch(command);
	});

	it("are all told where the system is unknown", () => {
		expect(installCommands(["git"], "other")).toHaveLength(4);
	});
});

describe("messages", () => {
	it("exist in both languages", () => {
		expect(Object.keys(languages.es).sort()).toEqual(Object.keys(languages.en).sort());
	});

	it("follow --lang, then the locale", () => {
		expect(messagesFor([], { LANG: "es_AR.UTF-8" })).toBe(languages.es);
		expect(messagesFor(["--lang", "en"], { LANG: "es_AR.UTF-8" })).toBe(languages.en);
		expect(messagesFor(["--lang=es"], { LANG: "C" })).toBe(languages.es);
		expect(messagesFor([], { LC_ALL: "de_DE.UTF-8", LANG: "es_ES" })).toBe(languages.en);
	});
});

describe("the native cache key", () => {
	const gcc = { path: "g++", version: "g++ 12.2.0" };

	it("is the same for the same machine and compiler", () => {
		expect(nativeCacheKey({}, gcc)).toBe(nativeCacheKey({}, { ...gcc }));
	});

	it.each([
		["another compiler", {}, { path: "g++", version: "g++ 13.1.0" }],
		["other flags", { CXXFLAGS: "-g" }, gcc],
		["CUDA", { MIRADA_CUDA: "ON" }, gcc],
	])("changes with %s", (_, env, compiler) => {
		expect(nativeCacheKey(env, compiler)).not.toBe(nativeCacheKey({}, gcc));
	});

	it("names platform and architecture", () => {
		expect(nativeCacheKeyParts({}, gcc)).toMatchObject({ platform: process.platform, arch: process.arch });
	});
});

describe("tools", () => {
	it("find the compiler and cmake that built the core", () => {
		expect(findCompiler()).toMatchObject({ cxx20: true });
		expect(findCmake().version).toMatch(/^\d+\.\d+/);
	});

	it("take a compiler that is named but absent for none", () => {
		expect(findCompiler({ CXX: "no-such-compiler" })).toBeNull();
	});
});

describe("files under a folder", () => {
	let folder;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "mirada-files-"));
		for (const path of ["b/c.ts", "a.ts", "node_modules/x.ts", "dist/y.ts", "build-asan/z.ts"]) {
			mkdirSync(join(folder, path, ".."), { recursive: true });
			writeFileSync(join(folder, path), "");
		}
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("are sorted and leave out what is installed or built", () => {
		expect(filesUnder(folder).map((file) => file.slice(folder.length + 1))).toEqual([
			"a.ts",
			join("b", "c.ts"),
		]);
	});
});

describe("counts of a native test", () => {
	it.each([
		["3 passed, 0 failed\n", 0, { passed: 3, failed: 0 }],
		["3 passed, 1 failed\n", 1, { passed: 3, failed: 1 }],
		["", 139, { passed: 0, failed: 1 }],
		["5 passed, 0 failed\nleak", 1, { passed: 5, failed: 1 }],
	])("%j with exit code %i", (output, exitCode, expected) => {
		expect(countsIn(output, exitCode)).toEqual(expected);
	});
});
