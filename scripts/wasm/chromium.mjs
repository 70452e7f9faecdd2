// A page in the system's Chromium that computes on request: served from this process, and asked over HTTP. It needs no
// driver: the page fetches its work itself.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { repositoryRoot } from "../setup/repository-root.mjs";

const cliPackage = join(repositoryRoot, "packages", "cli");
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Bundles source text that imports the packages, for `node` or the `browser`; resolves to JavaScript. */
export async function bundle(contents, platform) {
	// Through a package that depends on it and on all others.
	const { build } = createRequire(join(cliPackage, "package.json"))("esbuild");
	const { outputFiles } = await build({
		stdin: { contents, resolveDir: repositoryRoot, loader: "js" },
		bundle: true,
		write: false,
		platform,
		format: "esm",
		conditions: ["@mirada/source"],
		nodePaths: [join(cliPackage, "node_modules")],
		// What CommonJS parts of tfjs ask Node for.
		...(platform === "node" && {
			banner: {
				js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
			},
		}),
		logLevel: "error",
	});
	return outputFiles[0].text;
}

/**
 * Opens a page that runs `script`, a module; `files` are served beside it, by name. The page calls `ask(message)` of
 * `/ask.js`, which resolves to what `receive(message)` does; both are JSON. Resolves to `{ close }`.
 */
export async function openPage({ chromium, script, files = {}, receive }) {
	const served = {
		"/": '<!doctype html><meta charset="utf-8"><title>Mirada</title><script type="module" src="/page.js"></script>',
		"/page.js": script,
		"/favicon.ico": "",
		...files,
	};
	const server = createServer(async (request, response) => {
		// Isolated pages have a clock of 5 instead of 100 microseconds.
		response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
		response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
		if (request.method === "POST") {
			let text = "";
			for await (const chunk of request) text += chunk;
			const reply = await receive(JSON.parse(text));
			return response.end(JSON.stringify(reply ?? null));
		}
		if (!(request.url in served)) {
			response.statusCode = 404;
			return response.end();
		}
		response.setHeader("Content-Type", TYPES[extname(request.url) || ".html"] ?? "application/octet-stream");
		response.end(served[request.url]);
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const profile = mkdtempSync(join(tmpdir(), "mirada-chromium-"));
	const options = [
		...["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"],
		...["--disable-extensions", "--disable-background-networking", `--user-data-dir=${profile}`],
	];
	const child = spawn(chromium, [...options, `http://127.0.0.1:${server.address().port}/`], {
		stdio: "ignore",
		// A group of its own: its helpers end with it.
		detached: true,
	});
	const end = () => {
		try {
			process.kill(-child.pid, "SIGKILL");
		} catch {}
	};
	process.once("exit", end);
	return {
		async close() {
			process.removeListener("exit", end);
			const ended = new Promise((resolve) => child.once("close", resolve));
			if (child.exitCode === null) {
				end();
				await ended;
			}
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

/** For scripts of a page: sends a message, resolves to the reply. */
export const askSource = `
export async function ask(message) {
	const response = await fetch("/", { method: "POST", body: JSON.stringify(message) });
	return response.json();
}
`;
