// Ourselves: built already by the set-up that runs before the benchmarks.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const mirada = {
	title: "Mirada",
	async install() {
		const built = fileURLToPath(new URL("../../packages/core-native/dist/index.js", import.meta.url));
		if (!existsSync(built))
			throw new Error("is not built: expected packages/core-native/dist; npm run build makes it");
		return { command: [process.execPath] };
	},
};
