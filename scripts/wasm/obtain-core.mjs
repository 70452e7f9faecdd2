// The core for WebAssembly where something needs it: tests, packed packages. Where zig cannot be had it is left out, which
// is said, and fails where MIRADA_REQUIRE_WASM is set (.ci/run sets it).

import { StepFailed } from "../setup/step.mjs";
import { obtainZig, zigIsMissing } from "../setup/zig.mjs";
import { buildCore } from "./wasm-core.mjs";

/** Builds the core where it is not up to date. Resolves to `{ zig }`, or to `{ obstacle }`: why it cannot be built. */
export async function obtainWasmCore(say, env = process.env) {
	const zig = await obtainZig(say);
	if (zig === null) {
		if (env.MIRADA_REQUIRE_WASM) throw new StepFailed(zigIsMissing);
		return { obstacle: zigIsMissing };
	}
	await buildCore(zig);
	return { zig };
}
