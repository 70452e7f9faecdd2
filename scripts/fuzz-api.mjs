// `npm run fuzz:api -- [--minutes 30] [--seed n]`: the fuzz of the packages' public functions, for as long as asked;
// `npm test` runs it for less than a minute. `npm run fuzz:api -- --case 12:345` runs one case again, seed:index.
// It runs what is built: `npm run build` first.

import { parseArgs } from "node:util";
import { describe } from "../api-fuzz/fuzz.mjs";
import { runApiFuzz } from "./suites/api-fuzz.mjs";
import { freshSeed } from "./suites/native-tests.mjs";

function parseOptions() {
	const { values } = parseArgs({
		options: {
			minutes: { type: "string", default: "30" },
			seed: { type: "string" },
			case: { type: "string" },
		},
	});
	if (values.case !== undefined) {
		const [seed, first] = /^\d+:\d+$/.test(values.case) ? values.case.split(":").map(Number) : [];
		if (seed === undefined) throw new Error(`--case: expected seed:index, got ${values.case}`);
		return { seed, first, seconds: 0 };
	}
	const minutes = Number(values.minutes);
	const seed = Number(values.seed ?? freshSeed());
	if (!(minutes > 0)) throw new Error(`--minutes: expected a number above 0, got ${values.minutes}`);
	if (!Number.isInteger(seed)) throw new Error(`--seed: expected a whole number, got ${values.seed}`);
	return { seed, seconds: 60 * minutes };
}

async function main() {
	let options;
	try {
		options = parseOptions();
	} catch (error) {
		console.error(`fuzz-api: ${error.message}`);
		return 2;
	}
	const report = (finding) => console.log(`${describe(finding)}\n`);
	const { passed, failed } = await runApiFuzz({ ...options, report });
	console.log(`seed ${options.seed}: ${passed} cases passed, ${failed} kinds of findings`);
	return failed > 0 ? 1 : 0;
}

process.exitCode = await main();
