// What, besides the sources, decides the bytes of the native core: platform, C library, architecture,
// compiler, flags, CUDA. turbo hashes it with the sources, so that a cached addon is only reused where it runs.
//
// Prints the key; `--explain` prints its parts.

import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { findCompiler, outputOf } from "./setup/tools.mjs";

export function nativeCacheKeyParts(env = process.env, compiler = findCompiler(env)) {
	const wantsCuda = /^(1|on|true)$/i.test(env.MIRADA_CUDA ?? "");
	const report = process.report?.getReport?.().header;
	return {
		platform: process.platform,
		arch: process.arch,
		libc: report?.glibcVersionRuntime ? "glibc" : process.platform === "linux" ? "musl" : "system",
		compiler: compiler ? `${compiler.path} ${compiler.version}` : "none",
		flags: [env.CFLAGS, env.CXXFLAGS, env.LDFLAGS].map((flags) => flags ?? "").join("|"),
		cuda: wantsCuda ? (outputOf("nvcc", ["--version"]) ?? "missing") : "off",
	};
}

export function nativeCacheKey(env = process.env, compiler = undefined) {
	return createHash("sha256")
		.update(JSON.stringify(nativeCacheKeyParts(env, compiler)))
		.digest("hex")
		.slice(0, 16);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
	console.log(process.argv.includes("--explain") ? nativeCacheKeyParts() : nativeCacheKey());
}
