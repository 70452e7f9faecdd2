// An application outside of the workspace, made from packed packages and npm alone, as a developer would make it.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runtimeCommand } from "../../test-kit/src/runtimes.ts";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { packPackages } from "../suites/packed-packages.mjs";

const sources = join(dirname(fileURLToPath(import.meta.url)), "application");
const libraries = ["core-native", "attention", "seq2seq"];
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

beforeAll(async () => {
	const tarballs = await packPackages();
	const dependencies = Object.fromEntries(
		[...libraries, "cli"].map((name) => [
			`@mirada/${name}`,
			`file:${tarballs.find((path) => basename(path).startsWith(`mirada-${name}-`))}`,
		]),
	);
	folder = mkdtempSync(join(tmpdir(), "mirada-application-"));
	cpSync(sources, folder, { recursive: true });
	const manifest = {
		private: true,
		type: "module",
		dependencies: { ...dependencies, "@tensorflow/tfjs": "4.22.0" },
	};
	writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
	run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"]);
});

afterAll(() => {
	if (folder) rmSync(folder, { recursive: true, force: true });
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

	it("is told how to build the native core before it is there", () => {
		const { threw, known, message } = program("load-without-core.mjs");
		expect({ threw, known }).toEqual({ threw: true, known: true });
		expect(message).toContain("npx mirada-build-core");
	});

	it("builds the native core and attends on it with the same numbers", () => {
		run("npx", ["--no-install", "mirada-build-core"]);
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
		expect(programUnder(command, "translate.mjs", "translator", "native")).toMatchObject({
			backend: "native",
			text: "vemos la casa.",
		});
	});

	it.each(libraries)("runs the code in the README of %s", (name) => {
		const readme = readFileSync(join(repositoryRoot, "packages", name, "README.md"), "utf8");
		const blocks = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);
		expect(blocks.length).toBeGreaterThan(0);
		if (name === "attention") copyKerasModel();
		blocks.forEach((code, i) => {
			const file = `readme-${name}-${i}.mjs`;
			writeFileSync(join(folder, file), code);
			run(process.execPath, [file]);
		});
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
