// Runs one exported function of a TypeScript module in this process and prints what it returns:
//     node run-typescript.mjs <module> <function> <argument as JSON>
import { createViteServer } from "vitest/node";

const [module, name, argument] = process.argv.slice(2);
const conditions = ["@mirada/source", "node", "import", "module", "default"];
const server = await createViteServer({
	configFile: false,
	logLevel: "error",
	appType: "custom",
	server: { middlewareMode: true, watch: null, ws: false },
	optimizeDeps: { noDiscovery: true },
	resolve: { conditions },
	ssr: { resolve: { conditions } },
});
const exported = await server.ssrLoadModule(module);
const result = await exported[name](JSON.parse(argument));
process.stdout.write(`\n${result}\n`);
await server.close();
process.exit(0);
