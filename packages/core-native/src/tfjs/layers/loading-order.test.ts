// Applications of their own, each a bundle in a process of its own: which of the two is loaded first, and when layers
// are made, does not matter; and the fused calls can be switched off.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "mirada-loading-"));
const packageFolder = fileURLToPath(new URL("../../..", import.meta.url));
const core = join(packageFolder, "build/Release/mirada_core.node");
// The core reads its version there, two folders above its code.
copyFileSync(join(packageFolder, "package.json"), join(folder, "package.json"));
afterAll(() => rmSync(folder, { recursive: true }));

const TFJS = `import * as tf from "@tensorflow/tfjs";`;
const CORE = `import { registerNativeBackend } from "./src/index.ts";`;
const LAYER = "const layer = tf.layers.lstm({ units: 2 });";
const REGISTER = "registerNativeBackend();";
const CALL = `
	const kernels = new Set();
	tf.setBackend("native");
	const run = tf.engine().runKernel;
	tf.engine().runKernel = function (name, ...rest) {
		kernels.add(name);
		return run.call(this, name, ...rest);
	};
	layer.apply(tf.ones([1, 3, 2]));
	console.log(kernels.has("FusedLstm") ? "one call" : "step by step");`;

function application(lines: string[], env: Record<string, string> = {}): string {
	const outfile = join(folder, "dist/tfjs/application.mjs");
	const stdin = { contents: [...lines, CALL].join("\n"), resolveDir: packageFolder };
	// As a program without a bundler finds them.
	buildSync({ stdin, bundle: true, platform: "node", format: "esm", outfile, mainFields: ["main"], banner });
	const environment = { MIRADA_CORE_PATH: core, ...process.env, ...env };
	return execFileSync(process.execPath, [outfile], { encoding: "utf8", env: environment })
		.trim()
		.split("\n")
		.at(-1)!;
}
/** What esbuild's output needs to reach Node's modules from CommonJS. */
const banner = {
	js: `import { createRequire as forBundle } from "node:module"; const require = forBundle(import.meta.url);`,
};

test("tfjs may be loaded before the core or after it", () => {
	expect(application([TFJS, CORE, REGISTER, LAYER])).toBe("one call");
	expect(application([CORE, TFJS, REGISTER, LAYER])).toBe("one call");
});

test("a layer made before the backend is registered is called at once too", () => {
	expect(application([TFJS, LAYER, CORE, REGISTER])).toBe("one call");
});

test("an option or the environment switches it off", () => {
	expect(application([CORE, TFJS, "registerNativeBackend({ fuseLayers: false });", LAYER])).toBe(
		"step by step",
	);
	expect(application([CORE, TFJS, REGISTER, LAYER], { MIRADA_FUSE_LAYERS: "0" })).toBe("step by step");
});
