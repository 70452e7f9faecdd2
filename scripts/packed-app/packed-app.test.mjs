// An application outside of the workspace, made from packed packages and npm alone, as a developer would make it.

import { spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runtimeCommand } from "../../test-kit/src/runtimes.ts";
import { filesUnder } from "../setup/content-stamp.mjs";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { codeBlocks, emptyApplication, installLines, runLines } from "./readme-code.mjs";

const sources = join(dirname(fileURLToPath(import.meta.url)), "application");
const libraries = ["core-native", "attention", "seq2seq", "lesson"];
/** Where zig cannot be had the packages lack the core for WebAssembly (`npm run pack` says so). */
const hasWasm = existsSync(join(repositoryRoot, "packages/core-native/build-wasm/mirada_core.wasm"));
/** Holds the clone and the application's folder. */
let parent;
let folder;

function run(command, args) {
	const result = spawnSync(command, args, {
		cwd: folder,
		encoding: "utf8",
		shell: process.platform === "win32",
	});
	if (result.status !== 0) {
		throw new Error(
			`${command} ${args.join(" ")}: expected exit code 0, got ${result.status}\n${result.stdout}\n${result.stderr}`,
		);
	}
	return result.stdout;
}

/** Runs one of the application's programs; its last line is JSON. */
function program(name, ...args) {
	return programUnder([process.execPath], name, ...args);
}

/** The same under a command that may be another runtime's. */
function programUnder([command, ...options], name, ...args) {
	return JSON.parse(
		run(command, [...options, name, ...args])
			.trim()
			.split("\n")
			.at(-1),
	);
}

/** A command as a user without any network runs it; elsewhere than on Linux only npm itself is kept offline. */
function withoutNetwork(command, args) {
	const cut = ["--map-root-user", "--net"];
	const canCut = spawnSync("unshare", [...cut, "true"]).status === 0;
	return canCut ? ["unshare", [...cut, command, ...args]] : [command, ["--offline", ...args]];
}

beforeAll(() => {
	parent = mkdtempSync(join(tmpdir(), "mirada-application-"));
	folder = emptyApplication(parent);
	writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
	runLines(installLines("cli").install, parent);
	cpSync(sources, folder, { recursive: true });
});

afterAll(() => {
	if (parent) rmSync(parent, { recursive: true, force: true });
});

/** The files that the README of attention reads, as Keras wrote them. */
function copyKerasModel() {
	const fixtures = join(repositoryRoot, "packages/attention/src/keras-models/__fixtures__");
	cpSync(join(fixtures, "tagger-architecture.json"), join(folder, "tagger.json"));
	for (const name of ["tagger.keras", "tagger.weights.h5"]) cpSync(join(fixtures, name), join(folder, name));
}

describe("an application made from packed packages", () => {
	let onCpu;
	let onNative;
	let onWasm;

	it("needs no install script and no download", () => {
		const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
		const withScripts = Object.keys(packages).filter((path) => packages[path].hasInstallScript);
		// A dependency of @tensorflow/tfjs; its script prints a text.
		expect(withScripts).toEqual(["node_modules/core-js"]);
		for (const name of ["tfjs-node", "tfjs-node-gpu"])
			expect(packages).not.toHaveProperty([`node_modules/@tensorflow/${name}`]);
		// Every install script runs now, without a network where the system can take it away.
		run(...withoutNetwork("npm", ["rebuild", "--foreground-scripts"]));
	});

	it("tells how to install TensorFlow's own backend, which is not there", () => {
		const { status, stderr } = spawnSync(
			"npx",
			["--no-install", "mirada", "homework", "--backend", "tensorflow"],
			{
				cwd: folder,
				encoding: "utf8",
				env: { ...process.env, LANG: "C", LC_ALL: "C" },
				shell: process.platform === "win32",
			},
		);
		expect(status).toBe(2);
		expect(stderr).toContain("npm install @tensorflow/tfjs-node@4.22.0");
	});

	it("attends on plain tfjs, without a native core", () => {
		onCpu = program("attend-on-cpu.mjs");
		expect(onCpu.backend).toBe("cpu");
		expect(onCpu.output).toHaveLength(2 * 3 * 8);
		expect(onCpu.output.every(Number.isFinite)).toBe(true);
	});

	it.runIf(hasWasm)("attends on the core in WebAssembly with the same numbers, before any is built", () => {
		onWasm = program("attend-on-wasm.mjs");
		expect(onWasm).toMatchObject({ backend: "mirada-wasm", fused: true });
		const differences = onWasm.output.map((x, i) => Math.abs(x - onCpu.output[i]));
		expect(Math.max(...differences)).toBeLessThan(1e-5);
	});

	it("is told how to build the native core before it is there", () => {
		const { threw, known, message } = program("load-without-core.mjs");
		expect({ threw, known }).toEqual({ threw: true, known: true });
		expect(message).toContain("npx mirada-build-core");
	});

	it("builds the native core and attends on it with the same numbers", () => {
		const { build } = installLines("cli");
		expect(build[0]).toMatch(/^npx mirada-build-core\b/);
		runLines(build, folder);
		onNative = program("attend-on-native.mjs");
		expect(onNative).toMatchObject({ backend: "native", fused: true });
		const differences = onNative.output.map((x, i) => Math.abs(x - onCpu.output[i]));
		expect(Math.max(...differences)).toBeLessThan(1e-5);
	});

	it("trains a translator, and loads it on either backend with the same translation", () => {
		const trained = program("train-translator.mjs", "translator");
		expect(trained.text).toBe("vemos la casa.");
		for (const backend of ["native", "cpu"]) {
			expect(program("translate.mjs", "translator", backend)).toEqual({ backend, ...trained });
		}
	});

	it.each(["node@26", "deno", "bun"])("attends and translates under %s", (runtime) => {
		const command = runtimeCommand(runtime);
		const differences = programUnder(command, "attend-on-cpu.mjs").output.map((x, i) =>
			Math.abs(x - onCpu.output[i]),
		);
		expect(Math.max(...differences)).toBeLessThan(1e-5);
		expect(programUnder(command, "attend-on-native.mjs")).toEqual(onNative);
		if (hasWasm) expect(programUnder(command, "attend-on-wasm.mjs")).toEqual(onWasm);
		expect(programUnder(command, "translate.mjs", "translator", "native")).toMatchObject({
			backend: "native",
			text: "vemos la casa.",
		});
	});

	it("runs the commands in the README of cli as they stand there", () => {
		const sentences = Array.from({ length: 200 }, (_, n) => `I see ${n} cats .\tveo ${n} gatos .`);
		writeFileSync(join(folder, "spa.txt"), sentences.join("\n"));
		writeFileSync(join(folder, "sentences.txt"), "I see the house .\n\n");
		const tiny = "--pairs 32 --test-sources 6 --validation-sources 2 --units 8 --vocabulary 120 --epochs 2";
		// So small a run does not pass: 1.
		const onPath = "PATH=$PWD/node_modules/.bin:$PATH";
		runLines([`${onPath}; mirada homework --name builtin ${tiny} || test $? = 1`], folder);
		// Those train for minutes, need a network, or measure: scripts/rules checks that they and their options exist.
		const isLong = (line) => /^mirada (homework|train|data get|bench)\b/.test(line);
		const [block] = codeBlocks("cli", "");
		const lines = block.split("\n").filter((line) => line && !isLong(line));
		expect(lines.length).toBeGreaterThan(6);
		runLines([onPath, ...lines.map((line) => line.replace(/\s{3,}.*/, ""))], folder);
		// One line for each, the empty one too.
		expect(readFileSync(join(folder, "translations.txt"), "utf8")).toMatch(/^.+\n\n$/);
		for (const map of ["map.svg", "map.png"]) expect(statSync(join(folder, map)).size).toBeGreaterThan(1000);
	});

	it("type-checks against the packed declarations", () => {
		const compilerOptions = {
			strict: true,
			noEmit: true,
			target: "ES2022",
			module: "NodeNext",
			// The declarations of tfjs itself do not check under every setting.
			skipLibCheck: true,
			types: [],
		};
		writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["types.ts"] }));
		run(process.execPath, [
			join(repositoryRoot, "node_modules", "typescript", "bin", "tsc"),
			"-p",
			"tsconfig.json",
		]);
	});
});

/** Another empty application in the same place, made by the lines in the README of packages/<name>. */
function installAsReadmeSays(name) {
	const core = "node_modules/@mirada/core-native/build";
	const compiled = join(parent, "compiled-core");
	renameSync(join(folder, core), compiled);
	folder = emptyApplication(parent);
	const { install, build } = installLines(name);
	expect(install.join("\n")).toMatch(/^npm install .*\.tgz/m);
	// The line that packs has run already, as cli's README has it.
	const [pack, ...others] = install;
	expect(pack).toBe(installLines("cli").install[0]);
	runLines(["cd mirada", ...others], parent);
	renameSync(compiled, join(folder, core));
	// Sources older than what was compiled from them: `npx mirada-build-core` takes a second instead of minutes.
	const longAgo = new Date("2000-01-01");
	for (const name of ["@mirada/core-native", "node-api-headers"])
		for (const file of filesUnder(join(folder, "node_modules", name))) utimesSync(file, longAgo, longAgo);
	runLines(build, folder);
}

// After all other tests: each replaces the application.
describe.each(libraries)("the README of %s", (name) => {
	it("installs the package into an empty folder and runs its code there", () => {
		installAsReadmeSays(name);
		if (name === "attention") copyKerasModel();
		const blocks = codeBlocks(name, "js").filter((code) => hasWasm || !code.includes("mirada_core.wasm"));
		expect(blocks.length).toBeGreaterThan(0);
		blocks.forEach((code, i) => {
			writeFileSync(join(folder, `readme-${i}.mjs`), code);
			run(process.execPath, [`readme-${i}.mjs`]);
		});
	});
});
