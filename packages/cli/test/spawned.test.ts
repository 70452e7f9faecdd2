// The real process: signals, pipes, and a disk that fills. Built from the sources by esbuild in a moment.

import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder, tinySettings } from "./tiny-run.js";

// Inside the package, so that its dependencies are found; sources read a package.json one or two folders above.
const folder = fileURLToPath(new URL("../build-test", import.meta.url));
const bundle = join(folder, "bin", "main.js");
const out = temporaryFolder();

beforeAll(async () => {
	mkdirSync(folder, { recursive: true });
	copyFileSync(new URL("../package.json", import.meta.url), join(folder, "package.json"));
	await build({
		entryPoints: [fileURLToPath(new URL("../src/main.ts", import.meta.url))],
		outfile: bundle,
		bundle: true,
		platform: "node",
		format: "esm",
		target: "node20",
		conditions: ["@mirada/source"],
		external: ["@tensorflow/*", "@resvg/*", "commander", "picocolors", "dejavu-fonts-ttf"],
		logLevel: "silent",
	});
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The bundle does not stand where the core is looked for from. */
const core = fileURLToPath(new URL("../../core-native/build/Release/mirada_core.node", import.meta.url));
const env = { MIRADA_CORE_PATH: core, ...process.env, LANG: "C", LC_ALL: "C" };

function start(...argv: string[]): ChildProcess {
	return spawn(process.execPath, [bundle, ...argv], { env });
}

async function finished(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
	const written = { out: "", err: "" };
	child.stdout?.on("data", (chunk) => (written.out += chunk));
	child.stderr?.on("data", (chunk) => (written.err += chunk));
	const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
	return { code, ...written };
}

const homework = (name: string, ...options: string[]) => [
	"homework",
	...tinySettings,
	...["--out", out, "--name", name, "--epochs", "50", ...options],
];

describe("the process", () => {
	it.each([
		["SIGINT", 130],
		["SIGTERM", 143],
	] as const)(
		"leaves a checkpoint on %s and ends with %i",
		async (signal, code) => {
			const child = start(...homework(signal));
			const end = finished(child);
			child.stderr?.on("data", (chunk) => {
				if (String(chunk).includes("epoch 1/50")) child.kill(signal);
			});
			const { code: got, err } = await end;
			expect(err).toContain(`Stopped by ${signal}`);
			expect(err).toContain(`--name ${signal} --epochs 50 --resume`);
			expect(got).toBe(code);
			expect(existsSync(join(out, signal, "checkpoints", "none", "checkpoint.safetensors"))).toBe(true);
		},
		60_000,
	);

	it.skipIf(process.platform === "win32")(
		"ends with 4 when the disk has no more room",
		async () => {
			// A limit on the size of files: writing beyond it fails as on a full disk.
			const command = `ulimit -f 40; exec "$0" "$@"`;
			const child = spawn("sh", ["-c", command, process.execPath, bundle, ...homework("full")], { env });
			const { code, err } = await finished(child);
			expect(err).toContain("expected room to write, got a full disk");
			expect(code).toBe(4);
		},
		60_000,
	);

	it("is content with a reader that has seen enough", async () => {
		const child = start("--help");
		child.stdout?.once("data", () => child.stdout?.destroy());
		const { code, err } = await finished(child);
		expect(err).toBe("");
		expect(code).toBe(0);
	});

	it.skipIf(!existsSync("/dev/full"))("ends with 4 when its own output has no room", async () => {
		const child = spawn("sh", ["-c", `exec "$0" "$@" > /dev/full`, process.execPath, bundle, "--help"], {
			env,
		});
		expect((await finished(child)).code).toBe(4);
	});
});
