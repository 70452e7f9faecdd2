// The settings of a run are read again when it is resumed: what was changed in between is refused by name.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { englishIn } from "@mirada/test-kit";
import { describe, expect, it } from "vitest";
import { presets } from "../src/settings.js";
import { runRecorded } from "./recorded-io.js";
import { temporaryFolder } from "./tiny-run.js";

const folder = temporaryFolder();

describe("the settings of a run", () => {
	const broken: [
		string,
		(config: { command: string; settings: Record<string, unknown> }) => unknown,
		string,
	][] = [
		["no JSON", () => undefined, "JSON"],
		["null", () => null, "command: expected one of homework, train, got null"],
		["no settings", ({ command }) => ({ command }), "it does not contain the settings of a run"],
		[
			"units below 1",
			(config) => ({ ...config, settings: { ...config.settings, units: -3 } }),
			"units: expected a whole number from 1 to 4096, got -3",
		],
		[
			"no epochs",
			({ command, settings: { epochs: _, ...settings } }) => ({ command, settings }),
			"epochs: expected a whole number from 1 to 10000, got undefined",
		],
		[
			"another score",
			(config) => ({ ...config, settings: { ...config.settings, score: "cosine" } }),
			"score: expected one of luong-dot",
		],
		[
			"another schedule",
			(config) => ({ ...config, settings: { ...config.settings, schedule: "falling" } }),
			'schedule: expected one of constant, constant-linear, linear, cosine, inverse-sqrt, got "falling"',
		],
		[
			"a beam without end",
			(config) => ({ ...config, settings: { ...config.settings, beam: 5000 } }),
			"beam: expected a whole number from 1 to 256, got 5000",
		],
		[
			"another judge",
			(config) => ({ ...config, settings: { ...config.settings, judge: "both" } }),
			'judge: expected one of greedy, beam, got "both"',
		],
		[
			"a text for a number",
			(config) => ({ ...config, settings: { ...config.settings, dropout: "0.2" } }),
			"dropout: expected a number from 0 to below 1",
		],
		[
			"a language that does not exist",
			(config) => ({ ...config, settings: { ...config.settings, targetLanguage: "klingonish" } }),
			'targetLanguage: expected auto or a language code, got "klingonish"',
		],
	];

	it.each(broken)("are refused where they were changed by hand: %s", async (what, change, says) => {
		const out = join(folder, "changed", what.replaceAll(" ", "-"));
		mkdirSync(join(out, "run"), { recursive: true });
		const config = { schemaVersion: 1, command: "homework", mirada: "0", settings: { ...presets.tiny } };
		writeFileSync(join(out, "run", "config.json"), JSON.stringify(change(config)) ?? "{");
		const { code, err } = await runRecorded(["homework", "--out", out, "--name", "run", "--resume"]);
		expect(err).toContain(says);
		expect(err).toContain("the settings of the run are damaged");
		expect(code).toBe(5);
		const spanish = await runRecorded([
			...["homework", "--out", out, "--name", "run", "--resume"],
			...["--lang", "es"],
		]);
		expect(spanish.err).toContain("los ajustes de la ejecución están dañados");
		expect(englishIn(spanish.err)).toEqual([]);
	});
});
