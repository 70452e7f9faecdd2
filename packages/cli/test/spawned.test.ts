// The real process: signals, pipes, and a disk that fills.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleCli } from "./bundled-cli.js";
import { temporaryFolder, tinySettings } from "./tiny-run.js";

const out = temporaryFolder();
let program: Awaited<ReturnType<typeof bundleCli>>;

beforeAll(async () => {
	program = await bundleCli("test");
}, 300_000);

afterAll(() => program?.remove());

/** The bundle does not stand where the core is looked for from. */
const core = fileURLToPath(new URL("../../core-native/build/Release/mirada_core.node", import.meta.url));
const env = { MIRADA_CORE_PATH: core, ...process.env, LANG: "C", LC_ALL: "C" };

function start(...argv: string[]): ChildProcess {
	return spawn(process.execPath, [program.main, ...argv], { env });
}

async function finished(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
	const written = { out: "", err: "" };
	child.stdout?.on("data", (chunk) => (written.out += chunk));
	child.stderr?.on("data", (chunk) => (written.err += chunk));
	const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
	return { code, ...written };
}

/** Its output goes to `reader`; the code is its own. */
function piped(argv: string[], reader: string) {
	// The command starts when the reader has gone.
	const script = `{ sleep 0.3; "$0" "$@"; echo $? >&3; } 3>&1 >&4 4>&- | cat`;
	const command = `{ ${script}; } 4> >(${reader})`;
	const child = spawn("bash", ["-c", command, process.execPath, program.main, ...argv], { env });
	return finished(child).then(({ out, err }) => ({ code: Number(out.trim()), err }));
}

const homework = (name: string, ...options: string[]) => [
	"homework",
	...tinySettings,
	...["--out", out, "--name", name, "--epochs", "50", ...options],
];

describe("the process", () => {
	it.each([
		["SIGHUP", 129],
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
			const child = spawn("sh", ["-c", command, process.execPath, program.main, ...homework("full")], {
				env,
			});
			const { code, err } = await finished(child);
			expect(err).toContain("disk full");
			expect(code).toBe(4);
		},
		60_000,
	);

	it("takes a signal that comes again at once for the same request", async () => {
		const child = start(...homework("twice"));
		const end = finished(child);
		child.stderr?.on("data", (chunk) => {
			if (!String(chunk).includes("epoch 1/50")) return;
			child.kill("SIGINT");
			setTimeout(() => child.kill("SIGINT"), 20);
		});
		const { code, err } = await end;
		expect(err).toContain("Stopped by SIGINT");
		// The second may also find a process that has done all and is just leaving.
		expect([130, null]).toContain(code);
		expect(existsSync(join(out, "twice", "checkpoints", "none", "checkpoint.safetensors"))).toBe(true);
	}, 60_000);

	it.skipIf(process.platform === "win32")(
		"ends with 141 when its reader leaves before the end",
		async () => {
			for (const argv of [["--help"], ["exercise", "1"], ["data", "info"], ["doctor"]]) {
				// The reader is gone before the first byte: what is written then breaks the pipe for certain.
				const { code, err } = await piped(argv, "true");
				expect([argv, code]).toEqual([argv, 141]);
				expect(err).not.toMatch(/error|EPIPE/i);
			}
		},
		60_000,
	);

	it.skipIf(process.platform === "win32")(
		"finishes its files without a reader, and tells the true code",
		async () => {
			const alone = await finished(start(...homework("alone", "--epochs", "1")));
			expect(alone.code, alone.err).toBe(1);
			const unread = await piped(homework("unread", "--epochs", "1"), "true");
			expect(unread.code, unread.err).toBe(1);
			for (const file of ["report.json", "report.html", "maps/2.png"]) {
				expect(existsSync(join(out, "unread", file)), file).toBe(true);
			}
			// Neither does it need somebody who reads its progress.
			const silent = await finished(
				spawn(
					"bash",
					[
						"-c",
						`"$0" "$@" 2> >(true)`,
						process.execPath,
						program.main,
						...homework("silent", "--epochs", "1"),
					],
					{
						env,
					},
				),
			);
			expect(silent.code).toBe(1);
			expect(existsSync(join(out, "silent", "report.json"))).toBe(true);

			const model = join(out, "alone", "models", "attention");
			const svg = join(out, "map.svg");
			const attend = ["attend", "the cat .", "--model", model, "--svg", svg];
			expect(await piped(attend, "true")).toMatchObject({ code: 0 });
			expect(existsSync(svg)).toBe(true);
			expect(await piped(["attend", "the cat .", "--model", model], "true")).toMatchObject({ code: 141 });
		},
		120_000,
	);

	it.skipIf(process.platform === "win32")(
		"has each run to itself",
		async () => {
			const first = start(...homework("mine"));
			const end = finished(first);
			await new Promise<void>((resolve) =>
				first.stderr?.on("data", (text) => /epoch 1/.test(text) && resolve()),
			);
			const second = await finished(start(...homework("mine", "--resume")));
			expect(second.code).toBe(2);
			expect(second.err).toMatch(
				new RegExp(`mine: process ${first.pid} on .* has been working in this folder since 2`),
			);
			expect(second.err).toContain(`delete ${join(out, "mine", "lock")}`);
			first.kill("SIGKILL");
			await end;
			expect(existsSync(join(out, "mine", "lock"))).toBe(true);
			// Nobody holds what a killed process left behind.
			const third = start(...homework("mine", "--resume"));
			const thirdEnd = finished(third);
			// Once: a second signal may find a process that no longer listens, as it is leaving.
			let isAsked = false;
			third.stderr?.on("data", (chunk) => {
				if (isAsked || !String(chunk).includes("epoch")) return;
				isAsked = third.kill("SIGTERM");
			});
			expect((await thirdEnd).code).toBe(143);
			expect(existsSync(join(out, "mine", "lock"))).toBe(false);
		},
		60_000,
	);

	it("gives two runs without a name a folder each", async () => {
		const own = join(out, "unnamed");
		const argv = ["homework", ...tinySettings, "--out", own, "--epochs", "1"];
		const ends = await Promise.all([finished(start(...argv)), finished(start(...argv))]);
		expect(ends.map(({ code, err }) => [code, err.includes("error")])).toEqual([
			[1, false],
			[1, false],
		]);
		expect(readdirSync(own).sort()).toEqual(["builtin", "builtin-2"]);
	}, 60_000);

	it("leaves no folder where nothing came of it", async () => {
		const own = join(out, "nothing");
		const { code } = await finished(start("homework", "--out", own, "--data", "nowhere.txt"));
		expect(code).toBe(3);
		expect(existsSync(own)).toBe(false);
	});

	it.skipIf(!existsSync("/dev/full"))("ends with 4 when its own output has no room", async () => {
		const child = spawn(
			"sh",
			["-c", `exec "$0" "$@" > /dev/full`, process.execPath, program.main, "--help"],
			{
				env,
			},
		);
		const { code, err } = await finished(child);
		expect(code).toBe(4);
		expect(err).toContain("error: standard output cannot be written: no space left on the device (ENOSPC)");
	});
});
