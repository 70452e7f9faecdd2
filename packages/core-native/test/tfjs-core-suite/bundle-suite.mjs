// Bundles a backend's set-up and the specs of tfjs-core into one CommonJS file for Jasmine.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "../..");
/** `dist` of tfjs-core: its tests are not in the package's exports, so they are named by path. */
const coreFolder = dirname(require.resolve("@tensorflow/tfjs-core"));

/** The set-up file registers the backend. */
export async function bundleSuite({ setup, backend, outfile }) {
	await build({
		stdin: { contents: entry(setup, backend), resolveDir: packageFolder, loader: "ts" },
		outfile,
		absWorkingDir: packageFolder,
		bundle: true,
		platform: "node",
		// tfjs-core asks for jasmine-core, which only this package depends on.
		nodePaths: [join(packageFolder, "node_modules")],
		format: "cjs",
		mainFields: ["module", "main"],
		conditions: ["@mirada/source"],
		// tfjs-core calls its specs free of side effects; believed, esbuild drops every one of them.
		ignoreAnnotations: true,
		// One tfjs-core, the one that the specs import: `@tensorflow/tfjs` is core plus what is not tested here.
		alias: { "@tensorflow/tfjs": "@tensorflow/tfjs-core" },
		external: ["*.node"],
		plugins: [keepFileUrls],
		banner: { js: "require = globalThis.suiteRequire;" },
		logLevel: "error",
	});
}

// The order counts: environments are read while the specs are being defined.
function entry(setup, backend) {
	return `
		import "@tensorflow/tfjs-core";
		import "@tensorflow/tfjs-backend-cpu";
		import ${path(coreFolder, "public/chained_ops/register_all_chained_ops.js")};
		import ${path(coreFolder, "register_all_gradients.js")};
		import ${path(setup)};
		import { setTestEnvs } from ${path(coreFolder, "jasmine_util.js")};
		setTestEnvs([{ name: "${backend}", backendName: "${backend}", isDataSync: true }]);
		require(${path(coreFolder, "tests.js")});
	`;
}

function path(...parts) {
	return JSON.stringify(join(...parts));
}

/** In CommonJS `import.meta.url` is empty, and from it the addon's place is found. */
const keepFileUrls = {
	name: "keep-file-urls",
	setup(build) {
		build.onLoad({ filter: /core-native[\\/](src|test)[\\/].*\.ts$/ }, async ({ path: file }) => {
			const source = await readFile(file, "utf8");
			const url = JSON.stringify(pathToFileURL(file).href);
			return { contents: source.replaceAll("import.meta.url", url), loader: "ts" };
		});
	},
};
