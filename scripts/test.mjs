// Every test, in one run: `npm test`, or some suites by name: `npm test -- types native`.
// Ends with one line "N passed, N failed", and exit code 0 only where nothing failed.

import { messagesFor } from "./setup/messages.mjs";
import { runSuites, suites } from "./suites/suites.mjs";

async function main(args) {
	const names = args.filter((arg) => !arg.startsWith("--"));
	const unknown = names.filter((name) => !(name in suites));
	if (unknown.length > 0) {
		console.error(`test: expected suites among ${Object.keys(suites).join(", ")}, got ${unknown.join(", ")}`);
		return 2;
	}
	const chosen =
		names.length > 0
			? names.map((name) => suites[name])
			: Object.values(suites).filter(({ onRequest }) => !onRequest);
	const total = await runSuites(chosen, messagesFor(args));
	console.log(`\n${total.passed} passed, ${total.failed} failed`);
	return total.failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
