import { defineConfig } from "vitest/config";

const conditions = ["@mirada/source", "node", "import", "module", "default"];

// Tests of the built site in Chromium; `npm test -- browser` builds it first.
export default defineConfig({
	resolve: { conditions },
	ssr: { resolve: { conditions } },
	test: {
		include: ["packages/docs/test/browser/*.test.ts"],
		pool: "forks",
		maxWorkers: "100%",
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
