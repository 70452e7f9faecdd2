// `npm run fuzz:cli -- [--minutes 30] [--seed n]`: the fuzz of the command line for as long as asked; `npm test` runs it
// for some seconds. `npm run fuzz:cli -- --case <seed>:<number>` runs one case again.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { messagesFor } from "./setup/messages.mjs";
import { logPath, StepFailed, step } from "./setup/step.mjs";
import { runCliFuzz } from "./suites/cli-fuzz.mjs";
import { freshSeed } from "./suites/native-tests.mjs";

const options = {
	minutes: { type: "string", default: "30" },
	seed: { type: "string" },
	case: { type: "string" },
	lang: { type: "string" },
};

async function main() {
	const { values } = parseArgs({ options });
	const [, caseSeed, caseNumber] = /^(\d+):(\d+)$/.exec(values.case ?? "") ?? [];
	const seed = Number(caseSeed ?? values.seed ?? freshSeed());
	const minutes = Number(values.minutes);
	if (!(minutes > 0)) return refuse(`--minutes: expected a number above 0, got ${values.minutes}`);
	if (!Number.isSafeInteger(seed)) return refuse(`--seed: expected a whole number, got ${values.seed}`);
	if (values.case !== undefined && caseNumber === undefined) {
		return refuse(`--case: expected <seed>:<number>, got ${values.case}`);
	}
	const number = caseNumber === undefined ? undefined : Number(caseNumber);
	const title = number === undefined ? `Fuzz of the command line, ${minutes} min` : `Case ${values.case}`;
	let failed = 0;
	await step(title, messagesFor(process.argv), async () => {
		const result = await runCliFuzz({ seconds: minutes * 60, seed, number });
		failed = result.failed;
		return `${result.passed} passed, ${result.failed} failed, ${result.note}`;
	});
	if (failed > 0 || number !== undefined) console.log(readFileSync(logPath("fuzz-cli"), "utf8").trimEnd());
	return failed > 0 ? 1 : 0;
}

function refuse(why) {
	console.error(`fuzz:cli: ${why}`);
	return 2;
}

try {
	process.exitCode = await main();
} catch (error) {
	if (!(error instanceof StepFailed)) console.error(`fuzz:cli: ${error.message}`);
	process.exitCode = error instanceof StepFailed ? 1 : 2;
}
