// Functions of TypeScript modules in processes of their own: what they do may end the process.

import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll } from "vitest";

const wasmCore = fileURLToPath(new URL("../../core-native/build-wasm/mirada_core.wasm", import.meta.url));

/** A bundle in a temporary folder does not find the addon by itself. */
export const env = {
	MIRADA_CORE_PATH: fileURLToPath(
		new URL("../../core-native/build/Release/mirada_core.node", import.meta.url),
	),
	...process.env,
};

/**
 * Bundles `module` once for all processes of a test file. The program takes an argument as JSON, registers the
 * `backend` that it names, calls the exported function `name` with it, and prints what it returns as its last line.
 */
export async function bundleFunction(module: string, name: string): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), `mirada-${name}-`));
	afterAll(() => rmSync(folder, { recursive: true }));
	// Where the core looks for its version.
	copyFileSync(new URL("../../core-native/package.json", import.meta.url), join(folder, "package.json"));
	const program = join(folder, "bundle", "bin", `${name}.mjs`);
	await build({
		stdin: {
			contents: [
				'import { readFileSync } from "node:fs";',
				`import { ${name} } from ${JSON.stringify(module)};`,
				"const argument = JSON.parse(process.argv[2]);",
				'if (argument.backend === "native") (await import("@mirada/core-native")).registerNativeBackend();',
				'if (argument.backend === "mirada-wasm") {',
				'	const { registerWasmBackend } = await import("@mirada/core-native/wasm");',
				`	await registerWasmBackend({ bytes: readFileSync(${JSON.stringify(wasmCore)}) });`,
				"}",
				`const result = await ${name}(argument);`,
				// Once it is written: a pipe may take its time.
				'process.stdout.write("\\n" + result + "\\n", () => process.exit(0));',
			].join("\n"),
			resolveDir: dirname(module),
		},
		outfile: program,
		bundle: true,
		platform: "node",
		format: "esm",
		conditions: ["@mirada/source"],
		// For CommonJS packages such as tfjs.
		banner: {
			js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
		},
		logLevel: "silent",
	});
	return program;
}
