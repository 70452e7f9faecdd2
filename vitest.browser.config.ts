import { defineConfig } from "vitest/config";

const conditions = ["@mirada/source", "node", "import", "module", "default"];

// Tests in Chromium, most of them of the built site; `npm test -- browser` builds it first.
export default defineConfig({
	resolve: { conditions },
	ssr: { resolve: { conditions } },
	test: {
		include: ["packages/docs/test/browser/*.test.ts", "scripts/wasm/same-bits.test.mjs"],
		pool: "forks",
		maxWorkers: "100%",
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
