// Sets the workspace up and, with `--run`, hands over to the homework, the tests or the checks:
//
//   node scripts/setup.mjs [--run homework|test|ready|pack|mirada|bench|fuzz-cli|docs|docs-models|docs-pictures] [-- arguments]
//
// It needs Node alone. Every step is skipped where it is up to date, so it stands in front of every command. It
// speaks on stderr, and not at all where there is nothing to do: stdout is the command's.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildNativeCore, buildPackages, buildWasmCore, installPackages } from "./setup/build.mjs";
import { coresFor } from "./setup/cores-for.mjs";
import { messagesFor } from "./setup/messages.mjs";
import { exitCodeOf, passSignals } from "./setup/pass-signals.mjs";
import { ensurePrerequisites, nodeIsNewEnough } from "./setup/prerequisites.mjs";
import { repositoryRoot } from "./setup/repository-root.mjs";
import { setupStep } from "./setup/setup-step.mjs";
import { StepFailed } from "./setup/step.mjs";

/** No code of a command, of which 1 says that the homework does not pass (packages/cli/README.md). */
const SET_UP_FAILED = 7;

const cli = join(repositoryRoot, "packages", "cli", "dist", "main.js");
const siteScripts = join(repositoryRoot, "packages", "docs", "scripts");

/** What may run after set-up, and the program that does it. */
const runs = {
	homework: (args) => [cli, "homework", ...args],
	mirada: (args) => [cli, ...args],
	test: (args) => [join(repositoryRoot, "scripts", "test.mjs"), ...args],
	bench: (args) => [join(repositoryRoot, "bench", "run.mjs"), ...args],
	"fuzz-cli": (args) => [join(repositoryRoot, "scripts", "fuzz-cli.mjs"), ...args],
	ready: (args) => [join(repositoryRoot, "scripts", "ready.mjs"), ...args],
	pack: (args) => [join(repositoryRoot, "scripts", "pack.mjs"), ...args],
	docs: (args) => [join(siteScripts, "serve.mjs"), ...args],
	"docs-models": (args) => [join(siteScripts, "build-models.mjs"), ...args],
	"docs-pictures": (args) => [join(siteScripts, "pictures.mjs"), ...args],
};

/** What the site alone needs is installed for these, and by a plain `npm run build`. */
const withSite = [undefined, "test", "ready", "docs", "docs-models", "docs-pictures"];

function parseArguments(argv) {
	const separator = argv.indexOf("--");
	const own = separator < 0 ? argv : argv.slice(0, separator);
	const args = separator < 0 ? [] : argv.slice(separator + 1);
	const run = own.includes("--run") ? own[own.indexOf("--run") + 1] : undefined;
	return { run, args };
}

/** `npm run homework --quick` gives --quick to npm, which drops it: better to say so than to train for long. */
function optionSwallowedByNpm(env) {
	const option = ["data", "quick", "resume", "backend", "json"].find(
		(name) => env[`npm_config_${name}`] !== undefined,
	);
	return option ? `--${option}` : undefined;
}

async function setUp(say, run, cores) {
	let tools;
	await setupStep(say.prerequisites(), say, async (begin) => {
		tools = await ensurePrerequisites(say, begin, cores);
	});
	await setupStep(say.install(), say, (begin) =>
		installPackages(begin, { withSite: withSite.includes(run) }),
	);
	if (tools) await setupStep(say.nativeCore(), say, (begin) => buildNativeCore(tools, begin));
	if (cores.wasm) await setupStep(say.wasmCore(), say, (begin) => buildWasmCore(say, begin));
	await setupStep(say.build(), say, buildPackages);
}

/** Runs a program in the folder the user called from, so that relative paths mean what they say. */
function handOver(programAndArguments) {
	const child = spawn(process.execPath, programAndArguments, {
		cwd: process.env.INIT_CWD ?? process.cwd(),
		stdio: "inherit",
	});
	passSignals(child);
	return new Promise((resolve) => {
		child.on("error", (error) => {
			console.error(`setup: ${error.message}`);
			resolve(SET_UP_FAILED);
		});
		child.on("close", (code, signal) => resolve(exitCodeOf(code, signal)));
	});
}

async function main() {
	const { run, args } = parseArguments(process.argv.slice(2));
	const say = messagesFor(args);
	if (run !== undefined && !runs[run]) {
		console.error(say.unknownRun({ run, known: Object.keys(runs).join("|") }));
		return 2;
	}
	const swallowed = run === "homework" ? optionSwallowedByNpm(process.env) : undefined;
	if (swallowed) {
		console.error(say.swallowed({ option: swallowed, script: run }));
		return 2;
	}
	const cores = coresFor(run, args);
	try {
		await setUp(say, run, cores);
	} catch (error) {
		if (!(error instanceof StepFailed)) throw error;
		if (cores.native === "needed" && (run === "homework" || run === "mirada") && nodeIsNewEnough())
			console.error(say.withoutCompiler({ command: `npm run ${run} -- --backend mirada-wasm` }));
		return SET_UP_FAILED;
	}
	if (run !== undefined) return handOver(runs[run](args));
	console.error(say.upToDate());
	return 0;
}

process.exitCode = await main();
