import { defineConfig } from "vitest/config";

// Tests import the packages' sources, so that they need no build: `@mirada/source` is the first
// condition of every package's exports map.
const conditions = ["@mirada/source", "node", "import", "module", "default"];

export default defineConfig({
	resolve: { conditions },
	ssr: { resolve: { conditions } },
	test: {
		include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts", "test-kit/**/*.test.ts", "scripts/**/*.test.mjs"],
		pool: "forks",
		testTimeout: 30_000,
	},
});
