// `npm run pack`: packs the packages, as a registry would get them, for applications outside of the clone.

import { relative } from "node:path";
import { messagesFor } from "./setup/messages.mjs";
import { reportFailure, StepFailed } from "./setup/step.mjs";
import { packPackages } from "./suites/packed-packages.mjs";

const args = process.argv.slice(2);
if (args.length > 0) {
	console.error(`pack: expected no arguments, got ${args.join(" ")}`);
	process.exitCode = 2;
} else {
	try {
		for (const tarball of await packPackages()) console.log(relative(process.cwd(), tarball));
	} catch (error) {
		if (!(error instanceof StepFailed)) throw error;
		reportFailure(error, messagesFor(args));
		process.exitCode = 1;
	}
}
