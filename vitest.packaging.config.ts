import { defineConfig } from "vitest/config";

// Tests of what is built and packed, not of the sources: slow, and only right after set-up (`npm test`).
export default defineConfig({
	test: {
		include: [
			"packages/core-native/test/node-versions/*.test.ts",
			"scripts/packed-app/*.test.mjs",
			"scripts/setup/after-set-up.test.mjs",
		],
		pool: "forks",
		maxWorkers: "100%",
		testTimeout: 300_000,
		hookTimeout: 600_000,
	},
});
