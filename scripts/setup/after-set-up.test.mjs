// What a user gets from the commands of a clone, set-up and npm in front of them. Runs after set-up (`npm test`), so
// that there is nothing to set up.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { repositoryRoot } from "./repository-root.mjs";

const folder = mkdtempSync(join(tmpdir(), "mirada-set-up-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The environment of a user's shell: no npm above it. */
const env = Object.fromEntries(
	Object.entries({ ...process.env, LC_ALL: "C" }).filter(
		([name]) => !/^(npm_|INIT_CWD|VITEST|NODE_ENV)/.test(name),
	),
);

async function finished(child) {
	const written = { out: "", err: "" };
	child.stdout.on("data", (chunk) => {
		written.out += chunk;
	});
	child.stderr.on("data", (chunk) => {
		written.err += chunk;
	});
	const code = await new Promise((resolve) => child.once("close", resolve));
	return { code, ...written };
}

const start = (program, args) => spawn(program, args, { cwd: repositoryRoot, env });
const npmRun = (...args) => start("npm", ["run", "--silent", ...args]);
const setup = (...args) => start(process.execPath, [join(repositoryRoot, "scripts", "setup.mjs"), ...args]);

const small = ["--quick", "--pairs", "40", "--units", "8", "--epochs"];

describe("npm run --silent mirada", () => {
	it("has the machine form alone on stdout, and nothing on stderr", async () => {
		const { code, out, err } = await finished(npmRun("mirada", "--", "exercise", "--json"));
		expect(code, err).toBe(0);
		const numbers = JSON.parse(out).map(({ number }) => number);
		expect(numbers.filter((number) => number !== undefined)).toEqual([1, 2, 3, 4, 5]);
		expect(err).toBe("");
	});

	it("passes the exit code on, and names the command as it was typed", async () => {
		const unknown = await finished(npmRun("mirada", "--", "trainn"));
		expect([unknown.code, unknown.out]).toEqual([2, ""]);
		expect(unknown.err).toContain('unknown command "trainn"');
		const missing = await finished(npmRun("homework", "--", "--data", "nowhere.txt"));
		expect(missing.code).toBe(3);
		expect(missing.err).toContain("`npm run mirada -- data get spa-eng`");
		const help = await finished(npmRun("mirada", "--", "train", "--help"));
		expect(help.out).toMatch(/^Usage: npm run mirada -- train/);
	});
});

// Where zig cannot be had there is no core for WebAssembly.
describe.runIf(existsSync(join(repositoryRoot, "packages/core-native/build-wasm/mirada_core.wasm")))(
	"npm run homework -- --backend mirada-wasm",
	() => {
		it("needs no compiler, no cmake and no network", async () => {
			const out = join(folder, "wasm");
			const args = [
				"--run",
				"homework",
				"--",
				...small,
				"1",
				"--out",
				out,
				"--backend",
				"mirada-wasm",
				"--json",
			];
			const child = spawn(process.execPath, [join(repositoryRoot, "scripts", "setup.mjs"), ...args], {
				cwd: repositoryRoot,
				// No program is found by its name.
				env: { ...env, PATH: folder, CXX: "no-such-compiler" },
			});
			const { code, err, out: report } = await finished(child);
			expect(code, err).toBe(1);
			expect(JSON.parse(report).environment).toMatchObject({ backend: "mirada-wasm" });
		});
	},
);

describe("the commands in the documents that take seconds", () => {
	// A folder of the clone: its runs are not the user's.
	const own = join(repositoryRoot, ".mirada", "after-set-up");
	afterAll(() => rmSync(own, { recursive: true, force: true }));

	it("run as they stand there", async () => {
		mkdirSync(own, { recursive: true });
		const settings = [...small, "1", "--name", "builtin"].join(" ");
		const lines = [
			`npm run --silent homework -- ${settings} || test $? = 1`,
			"npm run homework -- --help",
			"npm run build",
			'npm run mirada -- attend "I see the house."',
			"npm run --silent mirada -- data info --json > facts.json",
		];
		const documents = ["README.md", "CONTRIBUTING.md", "packages/cli/README.md"]
			.map((path) => readFileSync(join(repositoryRoot, path), "utf8"))
			.join("\n");
		for (const line of lines.slice(1)) expect(documents).toContain(line);
		const { code, err } = await finished(spawn("sh", ["-ec", lines.join("\n")], { cwd: own, env }));
		expect(code, err).toBe(0);
		expect(JSON.parse(readFileSync(join(own, "facts.json"), "utf8"))).toHaveProperty("pairs");
	});
});

describe("set-up", () => {
	it("passes a signal on, and the command's code back, with the line that continues", async () => {
		const argv = [...small, "200", "--out", folder, "--name", "stopped"];
		const child = npmRun("homework", "--", ...argv);
		const end = finished(child);
		child.stderr.on("data", async (chunk) => {
			if (!/epoch 1\/200/.test(chunk)) return;
			// The process of set-up, which npm started: the command's parent.
			const { pid } = JSON.parse(readFileSync(join(folder, "stopped", "lock"), "utf8"));
			const parent = Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1]);
			process.kill(parent, "SIGTERM");
		});
		const { code, err } = await end;
		expect(code, err).toBe(143);
		expect(err).toContain("Continue with:  npm run homework -- --quick");
		expect(existsSync(join(folder, "stopped", "checkpoints", "none", "checkpoint.safetensors"))).toBe(true);
	});

	it("ends with 141 where the command does, and with 2 for a run that it does not know", async () => {
		const script = `{ sleep 1; "$0" scripts/setup.mjs --run mirada -- --help; echo $? >&3; } 3>&1 >&4 4>&- | cat`;
		const unread = start("bash", ["-c", `{ ${script}; } 4> >(true)`, process.execPath]);
		expect(Number((await finished(unread)).out.trim())).toBe(141);
		expect((await finished(setup("--run", "nothing"))).code).toBe(2);
	});
});
