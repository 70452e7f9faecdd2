// Counts the machine instructions of fixed computations (native/test/instruction_counts.cc) under callgrind and
// compares them with the stored ones: a kernel that became slower is caught without a clock. Counts belong to a
// compiler; one without stored counts is told of, and fails where MIRADA_REQUIRE_COUNTS is set (.ci/run sets it).

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { obtainTools } from "../setup/prerequisites.mjs";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { failedWithLog, logPath, runQuietly, StepFailed } from "../setup/step.mjs";
import { firstLine } from "../setup/tools.mjs";
import { buildNativeTests, nativeExecutable } from "./native-tests.mjs";

export const UPDATE_COMMAND = "npm run bench:counts -- --update";
const storedPath = join(repositoryRoot, "packages", "core-native", "instruction-counts.json");
const LOG = "instruction-counts";
/** Callgrind knows no AVX-512 and no tiles. */
const instructionSets = ["scalar", "avx2"];
/** Counts differ a little with the C library; a kernel that got worse differs by more. */
const MARGIN = 0.03;

/** Resolves to a SuiteResult; with `update` the stored counts become those of today. */
export async function runInstructionCounts(say, { update = false, env = process.env } = {}) {
	const obstacle = await obstacleOf(say);
	if (obstacle) {
		if (env.MIRADA_REQUIRE_COUNTS || update) throw new StepFailed(obstacle);
		return { passed: 0, failed: 0, skipped: 1, note: obstacle, log: LOG };
	}
	const { compiler, counts } = await countInstructions();
	const stored = readStored();
	if (update) {
		stored[compiler] = counts;
		writeFileSync(storedPath, `${JSON.stringify(stored, null, 2)}\n`);
	}
	const { failures, notes } = compareCounts(counts, stored[compiler], compiler);
	if (!stored[compiler] && !env.MIRADA_REQUIRE_COUNTS)
		return { passed: 0, failed: 0, skipped: Object.keys(counts).length, note: failures[0], log: LOG };
	writeFileSync(
		logPath(LOG),
		`${table(counts, stored[compiler])}\n\n${[...notes, ...failures].join("\n")}\n`,
	);
	const total = Object.keys(counts).length;
	return {
		passed: Math.max(0, total - failures.length),
		failed: failures.length,
		note: notes.length > 0 ? notes.join("; ") : undefined,
		log: LOG,
	};
}

/** `{ failures, notes }` of counts by name against the stored ones, which may be absent. */
export function compareCounts(counts, stored, compiler) {
	const failures = [];
	const notes = [];
	if (!stored) {
		failures.push(`no counts are stored for ${compiler}: ${UPDATE_COMMAND}`);
		return { failures, notes };
	}
	for (const [name, got] of Object.entries(counts)) {
		const want = stored[name];
		if (want === undefined) {
			failures.push(`${name}: ${got} instructions, none stored: ${UPDATE_COMMAND}`);
			continue;
		}
		const change = got / want - 1;
		const text = `${name}: ${got} instructions, stored ${want} (${change > 0 ? "+" : ""}${(change * 100).toFixed(1)} %)`;
		if (change > MARGIN) failures.push(`${text}: slower; where that is meant, ${UPDATE_COMMAND}`);
		else if (change < -MARGIN) notes.push(`${text}: faster; keep it by ${UPDATE_COMMAND}`);
	}
	for (const name of Object.keys(stored))
		if (!(name in counts)) failures.push(`${name}: stored, but no longer counted: ${UPDATE_COMMAND}`);
	return { failures, notes };
}

/** Why nothing can be counted here; undefined where it can. Fetches valgrind where it may. */
async function obstacleOf(say) {
	if (process.platform !== "linux" || process.arch !== "x64")
		return "instructions are counted on Linux, x86-64 alone";
	const hasValgrind = () => firstLine("valgrind", ["--version"]) !== null;
	if (!hasValgrind()) await obtainTools(["valgrind"], say);
	return hasValgrind()
		? undefined
		: "valgrind is missing, so no instructions were counted (apt-get install valgrind)";
}

function readStored() {
	try {
		return JSON.parse(readFileSync(storedPath, "utf8"));
	} catch (error) {
		if (error.code === "ENOENT") return {};
		throw error;
	}
}

/** `{ compiler, counts: { "avx2/sgemm 256": 4000000, ... } }` of the plain build, measured now. */
async function countInstructions() {
	const folder = await buildNativeTests("plain");
	const dumps = join(repositoryRoot, ".mirada", "callgrind");
	rmSync(dumps, { recursive: true, force: true });
	mkdirSync(dumps, { recursive: true });
	const exitCode = await runQuietly(LOG, "valgrind", [
		"--tool=callgrind",
		"--toggle-collect=mirada_counted",
		"--dump-after=mirada_counted",
		`--callgrind-out-file=${join(dumps, "counts")}`,
		nativeExecutable(folder, "instruction_counts"),
		...instructionSets,
	]);
	if (exitCode !== 0) throw failedWithLog(LOG, "callgrind does not run the counted computations");
	const lines = readFileSync(logPath(LOG), "utf8").split("\n");
	const compiler = lines.find((line) => line.startsWith("compiler "))?.slice("compiler ".length);
	const names = lines.filter((line) => instructionSets.some((set) => line.startsWith(`${set}/`)));
	const counted = readdirSync(dumps).filter((file) => /^counts\.\d+$/.test(file)).length;
	if (!compiler || names.length === 0 || counted !== names.length)
		throw failedWithLog(LOG, `expected a dump for each of ${names.length} computations, got ${counted}`);
	const dump = (i) => readFileSync(join(dumps, `counts.${i + 1}`), "utf8");
	const counts = Object.fromEntries(names.map((name, i) => [name, instructionsIn(dump(i))]));
	return { compiler: `${compiler}, ${process.arch}`, counts };
}

/** The sum of a callgrind dump. */
export function instructionsIn(dump) {
	const count = Number(/^summary: (\d+)$/m.exec(dump)?.[1]);
	if (!(count > 0)) throw new StepFailed("expected a dump of callgrind with a summary above 0");
	return count;
}

function table(counts, stored = {}) {
	return Object.entries(counts)
		.map(([name, got]) => `${String(got).padStart(12)}  ${String(stored[name] ?? "–").padStart(12)}  ${name}`)
		.join("\n");
}
