// Serves a folder of files on this machine alone: for `npm run docs`, the browser tests and the pictures.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const types = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".json": "application/json",
	".svg": "image/svg+xml",
	".woff2": "font/woff2",
	".woff": "font/woff",
	".ttf": "font/ttf",
	".wasm": "application/wasm",
	".png": "image/png",
};

/** The file that an address names within `folder`; undefined where there is none. */
export function fileFor(folder, url) {
	let path;
	try {
		path = decodeURIComponent(url.split(/[?#]/)[0]);
	} catch {
		return undefined;
	}
	const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
	if (!file.startsWith(normalize(folder) + sep) || path.includes("\0")) return undefined;
	return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/** Resolves to `{ address, close() }`. Port 0 takes any that is free. */
export function serveFolder(folder, port = 0) {
	const server = createServer((request, response) => {
		const found = fileFor(folder, request.url ?? "/");
		const file = found ?? fileFor(folder, "/404.html");
		if (!file) return response.writeHead(404).end();
		response.writeHead(found ? 200 : 404, {
			"content-type": types[extname(file)] ?? "application/octet-stream",
			"cache-control": "no-cache",
		});
		createReadStream(file)
			.on("error", () => response.destroy())
			.pipe(response);
	});
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => {
			const address = `http://127.0.0.1:${server.address().port}`;
			const close = () => {
				server.closeAllConnections();
				return new Promise((done) => server.close(done));
			};
			resolve({ address, close });
		});
	});
}
