// Builds the core for WebAssembly: `npm run build:wasm`. It needs zig, which it installs into `.mirada/zig` by pip.

import { relative } from "node:path";
import { messagesFor } from "./setup/messages.mjs";
import { reportFailure } from "./setup/step.mjs";
import { obtainZig, zigIsMissing } from "./setup/zig.mjs";
import { buildCore, wasmCore } from "./wasm/wasm-core.mjs";

const say = messagesFor(process.argv.slice(2));
try {
	const zig = await obtainZig(say);
	if (zig === null) throw new Error(zigIsMissing);
	const { bytes, zipped } = await buildCore(zig);
	console.log(`${relative(process.cwd(), wasmCore)}: ${bytes} bytes, ${zipped} gzipped`);
} catch (error) {
	reportFailure(error, say);
	process.exitCode = 1;
}
