// tfjs-node, built from its npm source against the libtensorflow inside the tensorflow-cpu wheel: the binaries that
// its install script would download are from TensorFlow 2.9.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureNpmPackages } from "./npm-packages.mjs";
import { runLogged } from "./run-logged.mjs";
import { ensurePythonPackages } from "./venv.mjs";

const TENSORFLOW = "tensorflow-cpu==2.21.0";
const TFJS_NODE = "4.22.0";

export const tfjsNode = {
	title: "tfjs-node",
	async install(home, { log, say }) {
		if (process.platform !== "linux")
			throw new Error(`can only be built on Linux, not on ${process.platform}`);
		const { command } = await ensurePythonPackages(home, [TENSORFLOW], { log, say });
		const packages = { "@tensorflow/tfjs-node": TFJS_NODE };
		const folder = await ensureNpmPackages(home, "tfjs-node", packages, { log, say });
		const source = join(folder, "node_modules/@tensorflow/tfjs-node");
		if (!existsSync(join(source, "lib/napi-v8/tfjs_binding.node"))) {
			say(`building against ${TENSORFLOW} (log: ${log})`);
			await build(source, wheelFolder(command[0]), join(folder, "node_modules/.bin/node-pre-gyp"), log);
		}
		return { command: [process.execPath], env: { BENCH_TFJS_FOLDER: folder, TF_CPP_MIN_LOG_LEVEL: "2" } };
	},
};

/** Where the wheel lies; found without importing it, which takes seconds. */
function wheelFolder(python) {
	const program =
		"import importlib.util; print(importlib.util.find_spec('tensorflow').submodule_search_locations[0])";
	const { status, stdout, stderr } = spawnSync(python, ["-c", program], { encoding: "utf8" });
	if (status !== 0) throw new Error(`tensorflow cannot be imported: ${stderr.trim().split("\n").at(-1)}`);
	return stdout.trim();
}

/** Puts the wheel's libraries and headers where the package's build looks for libtensorflow, and builds. */
async function build(source, wheel, nodePreGyp, log) {
	const libraries = join(source, "deps/lib");
	mkdirSync(libraries, { recursive: true });
	const links = [
		[join(wheel, "libtensorflow_cc.so.2"), join(libraries, "libtensorflow.so")],
		[join(wheel, "libtensorflow_framework.so.2"), join(libraries, "libtensorflow_framework.so")],
		[join(wheel, "include"), join(source, "deps/include")],
	];
	for (const [target, path] of links) {
		rmSync(path, { force: true });
		symlinkSync(target, path);
	}
	// The addon asks for the libraries by the names that they have in the wheel.
	const env = { LDFLAGS: `-Wl,-rpath,${wheel}` };
	// Node's own headers if they are installed; otherwise node-gyp fetches them from nodejs.org.
	const node = dirname(dirname(process.execPath));
	if (existsSync(join(node, "include/node/node_api.h"))) env.npm_config_nodedir = node;
	await runLogged(log, process.execPath, [nodePreGyp, "install", "--build-from-source"], {
		cwd: source,
		env,
	});
}
