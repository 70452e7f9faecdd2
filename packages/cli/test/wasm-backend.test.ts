// The whole homework on the core in WebAssembly, as on a machine without a compiler.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { outOfMemory } from "../src/backend/out-of-memory.js";
import { messagesIn } from "../src/messages/index.js";
import { runRecorded } from "./recorded-io.js";
import { temporaryFolder, tinySettings } from "./tiny-run.js";

// Before anything is imported: a process that has loaded the addon keeps it.
vi.hoisted(() => {
	process.env.MIRADA_CORE_PATH = "nowhere/no-core.node";
});

const core = new URL("../../core-native/build-wasm/mirada_core.wasm", import.meta.url);
const out = temporaryFolder();
const onWasm = ["--backend", "mirada-wasm"];

describe.runIf(existsSync(core))("--backend mirada-wasm where there is no addon", () => {
	it("does the whole homework, and every command that computes", async () => {
		const run = await runRecorded([
			...["homework", ...tinySettings, ...onWasm],
			...["--out", out, "--name", "run", "--json"],
		]);
		expect(run.code, run.err).toBe(1);
		const { environment } = JSON.parse(run.out);
		expect(environment).toMatchObject({
			backend: "mirada-wasm",
			backendDetail: "WebAssembly SIMD, 1 thread",
		});

		const model = ["--model", join(out, "run", "models", "attention"), ...onWasm];
		for (const command of [
			["translate", "the car is red .", "--beam", "3"],
			["attend", "the car is red .", "--plain"],
			["align", "the car is red .", "el coche es rojo ."],
			["evaluate", "--beam", "2"],
		]) {
			const { code, out: written, err } = await runRecorded([...command, ...model]);
			expect(code, `${command[0]}: ${err}`).toBe(0);
			expect(written).not.toBe("");
		}
	}, 180_000);

	it("resumes a run of its own to the same bits, and none of another backend", async () => {
		const train = (folder: string, ...more: string[]) => [
			...["train", ...tinySettings, ...onWasm, "--attention", "none"],
			...["--out", join(out, folder), "--name", "run", ...more],
		];
		expect((await runRecorded(train("whole"))).code).toBe(0);
		const stop = new AbortController();
		const stopped = await runRecorded(train("parts"), {
			stop: stop.signal,
			onError: (written) => {
				if (written.includes("epoch 1/2")) stop.abort("SIGINT");
			},
		});
		expect(stopped.code, stopped.err).toBe(130);
		const other = await runRecorded(train("parts", "--resume", "--backend", "cpu"));
		expect(other.code).toBe(5);
		expect(other.err).toContain("backend is mirada-wasm there and cpu here");
		const resumed = await runRecorded(train("parts", "--resume"));
		expect(resumed.code, resumed.err).toBe(0);
		const [one, two] = ["whole", "parts"].map((folder) =>
			readFileSync(join(out, folder, "run", "models", "none", "model.safetensors")),
		);
		expect(one!.equals(two!)).toBe(true);
	}, 180_000);

	it("is what doctor finds, beside the native core that is missing", async () => {
		const { code, out: found } = await runRecorded(["doctor"]);
		expect(found).toContain("✗ native core");
		expect(found).toMatch(/✓ core for WebAssembly +WebAssembly SIMD, 1 thread/);
		expect(code).toBe(6);
	});
});

describe("--backend mirada-wasm", () => {
	it.each([
		["en", "--threads: mirada-wasm computes on one thread, got 2"],
		["es", "--threads: mirada-wasm calcula en un solo hilo y se recibió 2"],
	])("refuses more threads than it has (%s)", async (lang, message) => {
		const { code, err } = await runRecorded([
			...["homework", ...onWasm, "--threads", "2", "--out", out, "--lang", lang],
		]);
		expect(code).toBe(2);
		expect(err).toContain(message);
	});

	it.each(["en", "es"] as const)(
		"says that its memory is full, not that Mirada has a bug (%s)",
		(language) => {
			const error = new RangeError(
				"mirada-wasm: out of memory: no room for 20.0 MB in the 64 MB of the backend\nHint: dispose",
			);
			const known = outOfMemory(error, messagesIn(language))!;
			expect(known.reason).toBe("usage");
			expect(known.message).toMatch(/20\.0 MB .* 64 MB$/);
			expect(known.hint).toContain("--batch");
			expect(outOfMemory(new Error("x"), messagesIn(language))).toBeUndefined();
		},
	);
});
