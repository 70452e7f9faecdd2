// What must be on the machine before anything is built; what is missing is obtained where that is possible
// without asking (cmake anywhere with Python, everything as root on Debian), else the exact command is told.

import { join } from "node:path";
import { aptPackages, currentSystem, installCommands } from "./install-commands.mjs";
import { repositoryRoot } from "./repository-root.mjs";
import { runQuietly } from "./step.mjs";
import { findCmake, findCompiler, findGit, findMake, firstLine, isAtLeast, NEEDED_CMAKE } from "./tools.mjs";

const NEEDED_NODE = "20.19";
const CMAKE_WHEEL = "cmake==3.31.6";

export function nodeIsNewEnough() {
	return isAtLeast(process.versions.node, NEEDED_NODE);
}

/**
 * Checks everything, obtains what it can; resolves to `{ cmake, compiler }` or rejects with the remedy. Resolves to
 * nothing where no compiler is needed (`native` is "no"), or where there is none and it is not indispensable ("if possible").
 */
export async function ensurePrerequisites(say, begin, { native = "needed", env = process.env } = {}) {
	if (!nodeIsNewEnough()) throw new Error(say.nodeTooOld({ version: process.versions.node }));
	if (native === "no") return undefined;
	if (missingTools(env).length > 0) await obtainTools(missingTools(env), say, begin);
	if (missingTools(env).includes("cmake")) await installCmakeWheel(say, begin);
	const missing = missingTools(env);
	const compiler = findCompiler(env);
	if (native === "if possible" && (missing.length > 0 || !compiler.cxx20)) return undefined;
	if (missing.length > 0) throw new Error(remedy(missing, say, env));
	if (!compiler.cxx20)
		throw new Error(`${say.noCxx20({ compiler: compiler.version })}\n${commandLines(["compiler"], say)}`);
	return { cmake: findCmake(env), compiler };
}

function missingTools(env) {
	const found = {
		git: findGit(),
		compiler: findCompiler(env),
		cmake: findCmake(env)?.path,
		make: findMake(),
	};
	return Object.keys(found).filter((tool) => !found[tool]);
}

/** As root on Debian or Ubuntu the system's own packages are the surest way; elsewhere nothing happens. */
export async function obtainTools(missing, say, begin) {
	const isRoot = process.getuid?.() === 0;
	if (!isRoot || currentSystem() !== "debian" || firstLine("apt-get", ["--version"]) === null) return;
	const install = ["install", "-y", "--no-install-recommends", ...aptPackages(missing)];
	console.error(
		say.obtaining({ what: missing.map(say.tool).join(", "), command: `apt-get ${install.join(" ")}` }),
	);
	begin("apt-get");
	const env = { DEBIAN_FRONTEND: "noninteractive" };
	await runQuietly("apt-get", "apt-get", ["update"], { env });
	await runQuietly("apt-get", "apt-get", install, { env, append: true });
}

/** The cmake wheel holds the plain binary; installed into a folder of ours it touches nothing else. */
async function installCmakeWheel(say, begin) {
	const python = ["python3", "python"].find((name) => firstLine(name, ["-m", "pip", "--version"]) !== null);
	if (!python) return;
	const target = join(repositoryRoot, ".mirada", "cmake");
	const args = ["-m", "pip", "install", "--target", target, "--upgrade", CMAKE_WHEEL];
	console.error(say.obtaining({ what: "cmake", command: [python, ...args].join(" ") }));
	begin("cmake-wheel");
	await runQuietly("cmake-wheel", python, args);
}

function remedy(missing, say, env) {
	const reasons = missing.map((tool) => {
		const tooOld = tool === "cmake" ? findCmake(env)?.tooOld : undefined;
		const why = tooOld ? say.tooOld({ version: tooOld, needed: NEEDED_CMAKE }) : say.noWhy();
		return say.missing({ what: say.tool(tool), why });
	});
	return `${reasons.join("\n")}\n${commandLines(missing, say)}`;
}

function commandLines(tools, say) {
	return installCommands(tools).map(say.commandFor).join("\n");
}
