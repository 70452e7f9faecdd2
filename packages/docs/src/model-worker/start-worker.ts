// Starts a model Worker of the site.

import { CORE_ADDRESS } from "../models/page-models.js";
import { siteAddress } from "../piece/site-address.js";
import { ModelClient, type Port } from "./model-client.js";

export function startModelWorker(): ModelClient {
	const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
	return new ModelClient(worker as unknown as Port, { url: siteAddress(CORE_ADDRESS) });
}
