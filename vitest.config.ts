import { configDefaults, defineConfig } from "vitest/config";
import browser from "./vitest.browser.config.js";
import packaging from "./vitest.packaging.config.js";

// Tests import the packages' sources, so that they need no build: `@mirada/source` is the first
// condition of every package's exports map.
const conditions = ["@mirada/source", "node", "import", "module", "default"];

export default defineConfig({
	resolve: { conditions },
	ssr: { resolve: { conditions } },
	test: {
		include: [
			"packages/*/src/**/*.test.ts",
			"packages/*/test/**/*.test.ts",
			"packages/docs/{snippets,scripts}/*.test.{ts,mjs}",
			"test-kit/**/*.test.ts",
			"scripts/**/*.test.mjs",
			"bench/**/*.test.mjs",
			"api-fuzz/**/*.test.mjs",
		],
		// They test what is built and packed, and so run by themselves.
		exclude: [
			...configDefaults.exclude,
			...(packaging.test?.include ?? []),
			...(browser.test?.include ?? []),
		],
		pool: "forks",
		// One for each core: by default vitest leaves one core to itself, which is half of a machine of two.
		maxWorkers: "100%",
		testTimeout: 30_000,
	},
});
