// `pnpm sanitize [thread]`: the native tests under AddressSanitizer and UndefinedBehaviorSanitizer, and under
// ThreadSanitizer where asked for. Any finding ends with exit code 1 and its stack.

import { messagesFor } from "./setup/messages.mjs";
import { StepFailed, showLogTail, step } from "./setup/step.mjs";
import { runNativeTests } from "./suites/native-tests.mjs";

const args = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const say = messagesFor(process.argv.slice(2));

for (const build of args.length > 0 ? args : ["address-undefined", "thread"]) {
	try {
		await step(`${build} sanitizer`, say, async () => {
			const { passed, failed, log } = await runNativeTests(build);
			if (failed > 0) {
				process.exitCode = 1;
				showLogTail(log, say);
			}
			return `${passed} passed, ${failed} failed`;
		});
	} catch (error) {
		if (!(error instanceof StepFailed)) throw error;
		process.exitCode = 1;
	}
}
