// Builds and runs the native tests, plain or under sanitizers. They need no Node: cmake and the compiler only.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { failedWithLog, logPath, runQuietly } from "../setup/step.mjs";
import { findCmake, findMake } from "../setup/tools.mjs";

const source = join(repositoryRoot, "packages", "core-native");

/** Builds by name: sanitizers, and the environment that makes any finding end the test. */
export const nativeBuilds = {
	plain: { sanitize: "", env: {} },
	"address-undefined": {
		sanitize: "address,undefined",
		env: {
			ASAN_OPTIONS: "detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1",
			UBSAN_OPTIONS: "print_stacktrace=1:halt_on_error=1",
		},
	},
	// NEON where no ARM machine is at hand: a cross compiler and an emulator (Debian: g++-aarch64-linux-gnu, qemu-user).
	neon: {
		sanitize: "",
		env: {},
		configure: [
			"-DCMAKE_SYSTEM_NAME=Linux",
			"-DCMAKE_SYSTEM_PROCESSOR=aarch64",
			"-DCMAKE_CXX_COMPILER=aarch64-linux-gnu-g++",
			// Static, so that the emulator needs no ARM libraries; GCC 12 for ARM crashes vectorising a test's own loop.
			"-DCMAKE_CXX_FLAGS=-static -fno-tree-vectorize",
		],
		emulator: "qemu-aarch64",
	},
	thread: { sanitize: "thread", env: { TSAN_OPTIONS: "halt_on_error=1:second_deadlock_stack=1" } },
};

/** Configures, compiles and runs every test executable of one build; resolves to a SuiteResult. */
export async function runNativeTests(buildName) {
	const { sanitize, env, configure = [], emulator } = nativeBuilds[buildName];
	const log = `native-${buildName}`;
	const folder = join(source, `build-tests-${buildName}`);
	await build(log, folder, [`-DMIRADA_SANITIZE=${sanitize}`, ...configure]);
	const total = { passed: 0, failed: 0, log };
	for (const executable of testExecutables(folder)) {
		const name = `${log}-${executable.name}`;
		const exitCode = await runQuietly(
			name,
			...(emulator ? [emulator, [executable.path]] : [executable.path, []]),
			{ env },
		);
		const counts = countsIn(readFileSync(logPath(name), "utf8"), exitCode);
		total.passed += counts.passed;
		total.failed += counts.failed;
		// The log shown is that of the first executable that failed.
		if (counts.failed > 0 && total.log === log) total.log = name;
	}
	return total;
}

async function build(log, folder, options) {
	const cmake = findCmake().path;
	const configure = [
		"-S",
		source,
		"-B",
		folder,
		"-DMIRADA_BUILD_TESTS=ON",
		"-DCMAKE_BUILD_TYPE=Release",
		...options,
	];
	const fresh = !existsSync(join(folder, "CMakeCache.txt"));
	if (fresh && findMake() === "ninja") configure.push("-G", "Ninja");
	const compile = ["--build", folder, "--config", "Release", "--parallel", String(availableParallelism())];
	if ((await runQuietly(log, cmake, configure)) !== 0)
		throw failedWithLog(log, "the native tests do not configure");
	if ((await runQuietly(log, cmake, compile, { append: true })) !== 0) {
		throw failedWithLog(log, "the native tests do not compile");
	}
}

function testExecutables(folder) {
	const suffix = process.platform === "win32" ? ".exe" : "";
	const folders = [folder, join(folder, "Release")].filter((candidate) => existsSync(candidate));
	return readdirSync(join(source, "native", "test"))
		.filter((file) => file.endsWith("_test.cc"))
		.map((file) => {
			const name = file.slice(0, -".cc".length);
			const path = folders
				.map((where) => join(where, name + suffix))
				.find((candidate) => existsSync(candidate));
			return { name, path: path ?? name };
		});
}

/** An executable ends with "N passed, M failed"; one that dies before that is one failure. */
export function countsIn(output, exitCode) {
	const line = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
	const passed = line ? Number(line[1]) : exitCode === 0 ? 1 : 0;
	const failed = line ? Number(line[2]) : 0;
	return { passed, failed: Math.max(failed, exitCode === 0 ? 0 : 1) };
}
