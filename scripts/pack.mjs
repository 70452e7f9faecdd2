// `npm run pack`: packs the packages, as a registry would get them, for applications outside of the clone.

import { relative } from "node:path";
import { messagesFor } from "./setup/messages.mjs";
import { reportFailure, StepFailed } from "./setup/step.mjs";
import { packPackages } from "./suites/packed-packages.mjs";

const args = process.argv.slice(2);
const say = messagesFor(args);
if (args.length > 0) {
	console.error(`pack: expected no arguments, got ${args.join(" ")}`);
	process.exitCode = 2;
} else {
	try {
		const { tarballs, obstacle } = await packPackages(say);
		for (const tarball of tarballs) console.log(relative(process.cwd(), tarball));
		if (obstacle) console.error(obstacle);
	} catch (error) {
		if (!(error instanceof StepFailed)) throw error;
		reportFailure(error, say);
		process.exitCode = 1;
	}
}
