// Compiles the core and programs on top of it for WebAssembly, with zig's compiler. Zig keeps what it compiled in
// `.mirada/zig-cache`, and looks at headers too: a second run only links.

import { mkdirSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, extname, join } from "node:path";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { failedWithLog, runQuietly } from "../setup/step.mjs";

export const corePackage = join(repositoryRoot, "packages", "core-native");
const native = join(corePackage, "native");

/** Results must not depend on the engine: products and sums are never joined, and there is no relaxed SIMD. */
const machine = ["-target", "wasm32-wasi", "-mcpu=generic+simd128+exception_handling", "-fwasm-exceptions"];
const optimised = ["-O3", "-ffp-contract=off", "-fno-math-errno", "-fvisibility=hidden", "-g0"];
export const strict = ["-std=c++20", "-Wall", "-Wextra", "-Werror"];

/** Folders of the kernels; `cpu` has files for one machine or another. */
const kernelFolders = [
	...["attention", "attentional_state", "decoding", "elementwise", "embedding", "loss", "lstm", "matmul"],
	...["measure", "optimizer", "random", "cuda"],
];

/** Sources of the kernels for WebAssembly, all but those that choose among the instruction sets. */
export function kernelSources() {
	return [
		// The longest first, so that no job is left with it at the end.
		join(native, "cpu", "kernels_wasm.cc"),
		...kernelFolders.flatMap((folder) => sourcesIn(join(native, folder))).map(small),
		join(native, "cpu", "thread_pool_serial.cc"),
		...sourcesIn(join(native, "wasm")),
	];
}

/** The loops that take time are in the kernels of the instruction set; around them small code is better. */
const small = (file) => ({ file, flags: [...strict, "-Os"] });
const choice = join(native, "cpu", "cpu_isa.cc");

/** Beside the kernels of `wasm` the tests run the scalar ones, ... */
export const bothSets = [join(native, "cpu", "kernels_scalar.cc"), choice];
/** ... which every page would load in vain. */
export const onlyWasm = [{ file: choice, flags: [...strict, "-DMIRADA_WITHOUT_SCALAR"] }];

export function sourcesIn(folder) {
	return readdirSync(folder)
		.filter((file) => file.endsWith(".cc"))
		.map((file) => join(folder, file));
}

/** The parts of libc++abi and libunwind that throw and catch: zig brings their sources, but does not build them. */
export function exceptionSources(zig) {
	const lib = join(dirname(zig), "lib");
	const libcxxabi = ["-I", join(lib, "libcxxabi", "include"), "-I", join(lib, "libcxxabi", "src")];
	const own = ["-D_LIBCXXABI_BUILDING_LIBRARY", "-D_LIBCPP_BUILDING_LIBRARY", "-D_LIBCXXABI_HAS_NO_THREADS"];
	const libunwind = ["-I", join(lib, "libunwind", "include")];
	const cxx = ["-std=c++23", ...libcxxabi, "-I", join(lib, "libcxx", "src"), ...libunwind, ...own, "-w"];
	return [
		...["cxa_exception", "cxa_personality"].map((name) => ({
			file: join(lib, "libcxxabi", "src", `${name}.cpp`),
			flags: cxx,
		})),
		{
			file: join(lib, "libunwind", "src", "Unwind-wasm.c"),
			flags: [...libunwind, "-D_LIBUNWIND_HIDE_SYMBOLS", "-D_LIBUNWIND_HAS_NO_THREADS", "-w"],
		},
	];
}

/**
 * Compiles sources, each a path or `{ file, flags }`, into `folder`; resolves to the object files. `log` is the name of
 * the log that a failure is explained in.
 */
export async function compile(zig, sources, folder, log, jobs = availableParallelism()) {
	mkdirSync(folder, { recursive: true });
	const waiting = sources.map((source) =>
		typeof source === "string" ? { file: source, flags: strict } : source,
	);
	const objects = waiting.map(({ file }) => join(folder, `${basename(dirname(file))}-${basename(file)}.o`));
	let next = 0;
	const worker = async () => {
		for (let i = next++; i < waiting.length; i = next++) {
			const { file, flags } = waiting[i];
			const front = extname(file) === ".c" ? "cc" : "c++";
			const args = [front, ...machine, ...optimised, ...flags, '-DMIRADA_COMPILER="zig"', "-c", file];
			await zigRun(zig, [...args, "-o", objects[i]], `${log}-${i % jobs}`);
		}
	};
	await Promise.all(Array.from({ length: jobs }, worker));
	return objects;
}

export async function link(zig, objects, output, flags, log) {
	mkdirSync(dirname(output), { recursive: true });
	await zigRun(zig, ["c++", ...machine, "-O3", ...objects, ...flags, "-Wl,--strip-all", "-o", output], log);
}

async function zigRun(zig, args, log) {
	const env = { ZIG_GLOBAL_CACHE_DIR: join(repositoryRoot, ".mirada", "zig-cache") };
	if ((await runQuietly(log, zig, args, { env })) !== 0)
		throw failedWithLog(log, "the core does not compile for WebAssembly");
}
