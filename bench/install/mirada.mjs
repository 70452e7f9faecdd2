// Mirada: already built by the set-up that runs before the benchmarks.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const mirada = {
	title: "Mirada",
	async install() {
		const built = fileURLToPath(new URL("../../packages/core-native/dist/index.js", import.meta.url));
		if (!existsSync(built)) throw new Error("packages/core-native/dist does not exist; run npm run build");
		return { command: [process.execPath] };
	},
};
