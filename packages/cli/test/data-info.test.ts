// What `data info --json` counts.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";
import { temporaryFolder } from "./tiny-run.js";

it("data info --json counts the distinct tokens of both sides, punctuation included", async () => {
	const path = join(temporaryFolder(), "pairs.txt");
	writeFileSync(path, "I see .\tyo veo .\nI see you !\tyo te veo !\nI see .\tveo .\n");
	const { out, code } = await runRecorded(["data", "info", path, "--json"]);
	expect(code).toBe(0);
	expect(JSON.parse(out)).toMatchObject({
		pairs: 3,
		sources: 2,
		pairsSharingSource: 2,
		sourceTokens: 5,
		targetTokens: 5,
	});
});
