// Builds and runs the native tests, plain or under sanitizers. They need no Node: cmake and the compiler only.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { failedWithLog, logPath, runQuietly } from "../setup/step.mjs";
import { findCmake, findMake } from "../setup/tools.mjs";

const source = join(repositoryRoot, "packages", "core-native");
export const nativeTestSources = join(source, "native", "test");

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

/** A seed for fuzz that no earlier run had: the seconds since 1970. It is printed, and makes the run again. */
export function freshSeed() {
	return Math.floor(Date.now() / 1000);
}

/**
 * The seed of `npm test`: the first digits of the commit's name. A commit meets the same sequence of cases in
 * every run, so that a failure comes back, and each commit meets others. Where there is no commit, a fresh one.
 */
export function commitSeed() {
	const { status, stdout } = spawnSync("git", ["rev-parse", "HEAD"], {
		cwd: repositoryRoot,
		encoding: "utf8",
	});
	return status === 0 ? Number.parseInt(stdout.slice(0, 8), 16) : freshSeed();
}

/** Under sanitizers and emulators the fuzz programs run this long: they look for what those see. */
const FUZZ_SECONDS = "8";

/** Configures, compiles and runs every test executable of one build; resolves to a SuiteResult. */
export async function runNativeTests(buildName) {
	const { env, emulator } = nativeBuilds[buildName];
	const log = `native-${buildName}`;
	const folder = await buildNativeTests(buildName);
	const total = { passed: 0, failed: 0, log };
	const waiting = testPrograms(buildName);
	const runOne = async ({ name, args }) => {
		const path = nativeExecutable(folder, name);
		const own = `${log}-${name}`;
		const exitCode = await runQuietly(own, ...(emulator ? [emulator, [path, ...args]] : [path, args]), {
			env,
		});
		const counts = countsIn(readFileSync(logPath(own), "utf8"), exitCode);
		total.passed += counts.passed;
		total.failed += counts.failed;
		// The log shown is that of the first executable that failed.
		if (counts.failed > 0 && total.log === log) total.log = own;
	};
	// Most of them compute on one thread most of the time: one for each core.
	const worker = async () => {
		while (waiting.length > 0) await runOne(waiting.shift());
	};
	await Promise.all(Array.from({ length: availableParallelism() }, worker));
	return total;
}

/** Configures and compiles; resolves to the folder of the build. */
export async function buildNativeTests(buildName) {
	const { sanitize, configure: options = [] } = nativeBuilds[buildName];
	const log = `native-${buildName}`;
	const folder = join(source, `build-tests-${buildName}`);
	const configure = [
		"-S",
		source,
		"-B",
		folder,
		"-DMIRADA_BUILD_TESTS=ON",
		"-DCMAKE_BUILD_TYPE=Release",
		`-DMIRADA_SANITIZE=${sanitize}`,
		...options,
	];
	const cmake = findCmake().path;
	const fresh = !existsSync(join(folder, "CMakeCache.txt"));
	if (fresh && findMake() === "ninja") configure.push("-G", "Ninja");
	const compile = ["--build", folder, "--config", "Release", "--parallel", String(availableParallelism())];
	if ((await runQuietly(log, cmake, configure)) !== 0)
		throw failedWithLog(log, "the native tests do not configure");
	if ((await runQuietly(log, cmake, compile, { append: true })) !== 0) {
		throw failedWithLog(log, "the native tests do not compile");
	}
	return folder;
}

/** The tests, and short runs of the fuzz programs; those of the plain build have a suite of their own. */
function testPrograms(buildName) {
	const fuzzArguments = ["--seconds", FUZZ_SECONDS, "--seed", String(commitSeed())];
	const names = readdirSync(nativeTestSources).map((file) => file.match(/^(.*_(test|fuzz))\.cc$/)?.[1]);
	return names
		.filter((name) => name && (name.endsWith("_test") || buildName !== "plain"))
		.map((name) => ({ name, args: name.endsWith("_fuzz") ? fuzzArguments : [] }));
}

/** Where an executable of a build lies: Visual Studio puts it a folder deeper. */
export function nativeExecutable(folder, name) {
	const file = process.platform === "win32" ? `${name}.exe` : name;
	const candidates = [join(folder, file), join(folder, "Release", file)];
	return candidates.find((candidate) => existsSync(candidate)) ?? file;
}

/** An executable ends with "N passed, M failed"; one that dies before that is one failure. */
export function countsIn(output, exitCode) {
	const line = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
	const passed = line ? Number(line[1]) : exitCode === 0 ? 1 : 0;
	const failed = line ? Number(line[2]) : 0;
	return { passed, failed: Math.max(failed, exitCode === 0 ? 0 : 1) };
}
