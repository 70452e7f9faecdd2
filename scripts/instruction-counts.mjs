// `npm run bench:counts [-- --update]`: counts the instructions of the native kernels and compares them with
// packages/core-native/instruction-counts.json, or writes that file.

import { readFileSync } from "node:fs";
import { messagesFor } from "./setup/messages.mjs";
import { logPath, StepFailed, step } from "./setup/step.mjs";
import { runInstructionCounts } from "./suites/instruction-counts.mjs";

const args = process.argv.slice(2);
const unknown = args.filter((arg) => arg !== "--update");
if (unknown.length > 0) {
	console.error(`instruction-counts: expected --update or nothing, got ${unknown.join(" ")}`);
	process.exit(2);
}
const say = messagesFor(args);
try {
	let result;
	await step("Instruction counts", say, async () => {
		result = await runInstructionCounts(say, { update: args.includes("--update") });
		return `${result.passed} passed, ${result.failed} failed${result.note ? `, ${result.note}` : ""}`;
	});
	if (!result.skipped) console.log(`\n${readFileSync(logPath(result.log), "utf8").trimEnd()}`);
	process.exitCode = result.failed > 0 ? 1 : 0;
} catch (error) {
	if (!(error instanceof StepFailed)) throw error;
	process.exitCode = 1;
}
