// The three things set-up makes, each skipped where its stamp says it is up to date: the installed packages,
// the native core, the TypeScript packages. The stamps save starting pnpm and turbo; turbo's own cache
// then saves the compilers.

import { existsSync, readdirSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { nativeCacheKey } from "../native-cache-key.mjs";
import { buildCore } from "../wasm/wasm-core.mjs";
import { clearStamp, contentHash, isUpToDate, writeStamp } from "./content-stamp.mjs";
import { runPnpm } from "./pnpm.mjs";
import { repositoryRoot } from "./repository-root.mjs";
import { failedWithLog } from "./step.mjs";
import { installZigCommand, obtainZig } from "./zig.mjs";

export const NATIVE_PACKAGE = "packages/core-native";
export const NATIVE_BINARY = `${NATIVE_PACKAGE}/build/Release/mirada_core.node`;
const WASM_BINARY = `${NATIVE_PACKAGE}/build-wasm/mirada_core.wasm`;

const workspaceFiles = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"];

/** The lesson's site: private, built by VitePress, and installed only for the commands that need it. */
export const SITE = "packages/docs";

/** The folders of the published packages, in no order: turbo finds the order from their dependencies. */
export function packageFolders() {
	return workspaceFolders().filter((folder) => folder !== SITE);
}

function workspaceFolders() {
	return readdirSync(join(repositoryRoot, "packages"))
		.map((name) => `packages/${name}`)
		.filter((folder) => existsSync(join(repositoryRoot, folder, "package.json")));
}

/** `withSite`: with what the site alone needs; the homework does without it. */
export async function installPackages(begin, { withSite }) {
	const manifests = workspaceFolders().map((folder) => `${folder}/package.json`);
	const hash = contentHash([...workspaceFiles, ...manifests, "test-kit/package.json"]);
	const folders = withSite ? workspaceFolders() : packageFolders();
	const outputs = ["node_modules/.modules.yaml", ...folders.map((folder) => `${folder}/node_modules`)];
	if (!withSite && isUpToDate(installStamp(true), hash, outputs)) return;
	return unlessUpToDate(installStamp(withSite), hash, outputs, begin, () =>
		runPnpm(installStamp(withSite), installArguments({ withSite })),
	);
}

function installStamp(withSite) {
	return withSite ? "install-with-site" : "install";
}

export function installArguments({ withSite }) {
	const all = ["install", "--frozen-lockfile", "--config.confirmModulesPurge=false"];
	return withSite ? all : ["--filter", "!@mirada/docs", ...all];
}

export async function buildNativeCore(tools, begin) {
	const key = nativeCacheKey(process.env, tools.compiler);
	const sources = ["native", "CMakeLists.txt", "scripts/build-core.mjs"].map(
		(path) => `${NATIVE_PACKAGE}/${path}`,
	);
	const hash = contentHash(sources, [key]);
	const env = {
		MIRADA_NATIVE_CACHE_KEY: key,
		...(isAbsolute(tools.cmake.path) && { MIRADA_CMAKE: tools.cmake.path }),
	};
	return unlessUpToDate("native-core", hash, [NATIVE_BINARY], begin, () =>
		runTurbo("native-core", "build:native", env),
	);
}

export async function buildWasmCore(say, begin) {
	const sources = [`${NATIVE_PACKAGE}/native`, "scripts/wasm", "scripts/setup/zig.mjs"];
	return unlessUpToDate("wasm-core", contentHash(sources), [WASM_BINARY], begin, async () => {
		const zig = await obtainZig(say);
		if (zig === null) throw new Error(say.zigMissing({ command: installZigCommand }));
		await buildCore(zig);
		return 0;
	});
}

export async function buildPackages(begin) {
	const sources = packageFolders().flatMap((folder) => [
		`${folder}/src`,
		`${folder}/package.json`,
		`${folder}/tsconfig.build.json`,
	]);
	const hash = contentHash(
		[...sources, "tsconfig.base.json", "pnpm-lock.yaml"],
		[],
		(file) => !/\.test\.ts$/.test(file),
	);
	const outputs = packageFolders().map((folder) => `${folder}/dist/index.js`);
	return unlessUpToDate("build", hash, outputs, begin, () => runTurbo("build", "build"));
}

function runTurbo(log, task, env = {}) {
	return runPnpm(
		log,
		[
			...["exec", "turbo", "run", task, "--output-logs=new-only", "--log-prefix=none", "--ui=stream"],
			// As it comes, not at the end: the step's line shows how far the compiler is.
			"--log-order=stream",
		],
		{ env },
	);
}

/** Work, and `begin(log)` before it, unless the stamp says that it is done. */
async function unlessUpToDate(name, hash, outputs, begin, work) {
	if (isUpToDate(name, hash, outputs)) return;
	begin(name);
	clearStamp(name);
	if ((await work()) !== 0) throw failedWithLog(name, name);
	const absent = outputs.filter((output) => !existsSync(join(repositoryRoot, output)));
	if (absent.length > 0)
		throw failedWithLog(name, `${name}: expected it to make ${absent.join(", ")}, it did not`);
	writeStamp(name, hash);
}
