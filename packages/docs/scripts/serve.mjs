// `npm run docs`: builds the site and serves it on this machine until it is stopped.
//
//   npm run docs [-- --port 8142]

import { parseArgs } from "node:util";
import { buildSite, builtSite } from "./build-site.mjs";
import { serveFolder } from "./static-server.mjs";

const DEFAULT_PORT = 8142;

const { values } = parseArgs({ options: { port: { type: "string", default: String(DEFAULT_PORT) } } });
const port = Number(values.port);
if (!(Number.isInteger(port) && port >= 0 && port < 65_536)) {
	console.error(`docs: expected --port to be a whole number below 65536, got "${values.port}"`);
	process.exit(2);
}
console.error("Building the lesson ...");
await buildSite();
try {
	const { address } = await serveFolder(builtSite, port);
	console.log(`${address}/        español\n${address}/en/     English\n\nCtrl+C stops it.`);
} catch (error) {
	if (error.code !== "EADDRINUSE") throw error;
	console.error(`docs: port ${port} is taken; choose another: npm run docs -- --port ${port + 1}`);
	process.exitCode = 1;
}
