// `pnpm ready`: everything a change must pass: the tests of `npm test`, and what concerns the packages as
// others will install them. `--skip-tests` leaves the tests out.

import { messagesFor } from "./setup/messages.mjs";
import { checkUnused } from "./suites/checks.mjs";
import { checkGenerated } from "./suites/generated.mjs";
import { checkPackages } from "./suites/packed-packages.mjs";
import { runSuites, suites } from "./suites/suites.mjs";

const args = process.argv.slice(2);
const say = messagesFor(args);
const { types, lint, "clang-format": clangFormat, ...tests } = suites;

const total = await runSuites(
	[
		types,
		lint,
		clangFormat,
		{ title: "Unused files, exports, packages", run: checkUnused },
		{ title: "Packed packages (publint, attw)", run: checkPackages },
		{ title: "Generated files are current", run: checkGenerated },
		...(args.includes("--skip-tests") ? [] : Object.values(tests).filter(({ onRequest }) => !onRequest)),
	],
	say,
);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
