import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { languages } from "./messages.mjs";
import { exitCodeOf } from "./pass-signals.mjs";
import { progressIn, setupStep } from "./setup-step.mjs";
import { logPath } from "./step.mjs";

const log = "setup-step-test";
const logged = (text) => {
	mkdirSync(dirname(logPath(log)), { recursive: true });
	writeFileSync(logPath(log), text);
};
afterEach(() => rmSync(logPath(log), { force: true }));

function recorded(isTTY) {
	const output = { isTTY, text: "" };
	output.write = (piece) => {
		output.text += piece;
	};
	return output;
}

describe("a step of set-up", () => {
	it("says nothing where there is nothing to do", async () => {
		const output = recorded(true);
		await setupStep("Core", languages.en, async () => {}, output);
		expect(output.text).toBe("");
	});

	it("shows on a terminal how far it is, and then how long it took", async () => {
		logged("[  7%] Building\n[ 42%] Building\n");
		const output = recorded(true);
		const work = async (begin) => {
			begin(log);
			await new Promise((resolve) => setTimeout(resolve, 1100));
		};
		await setupStep("Core", languages.en, work, output);
		expect(output.text).toMatch(/^Core \.+ \rCore \.+ 42 % {2}1\.\d s/);
		const eraseToEnd = "\u001b[K";
		const [last] = output.text.split("\r").slice(-1);
		expect(last).toMatch(/^Core \.+ 1\.\d s/);
		expect(last.endsWith(`${eraseToEnd}\n`)).toBe(true);
	});

	it("keeps to one plain line elsewhere", async () => {
		const output = recorded(false);
		await setupStep("Core", languages.en, async (begin) => begin(log), output);
		expect(output.text).toMatch(/^Core \.+ 0\.\d s\n$/);
	});
});

describe("the progress in a log", () => {
	it.each([
		["[ 12%] Building CXX\n[100%] Linking\n", "100 %"],
		["[3/57] Building\n[29/58] Building\n", "50 %"],
		["no number yet\n", undefined],
		[`${"x".repeat(50_000)}\n[ 88%] Building\n`, "88 %"],
	])("is what make or ninja said last", (text, expected) => {
		logged(text);
		expect(progressIn(log)).toBe(expected);
	});

	it("is unknown before there is a log", () => {
		expect(progressIn("no-such-log")).toBeUndefined();
	});
});

describe("a program that a script waits for", () => {
	it("ends as a shell would count it", () => {
		expect(exitCodeOf(3, null)).toBe(3);
		expect(exitCodeOf(null, "SIGKILL")).toBe(137);
		expect(exitCodeOf(null, "SIGHUP")).toBe(129);
	});

	it.skipIf(process.platform === "win32").each([
		["SIGINT", 130],
		["SIGTERM", 143],
		["SIGHUP", 129],
	])("gets %s from it, and a quiet step ends with %i", async (signal, code) => {
		const module = fileURLToPath(new URL("./step.mjs", import.meta.url));
		// What the step runs says that it was reached, and ends by the signal.
		const inner = `require("fs").writeSync(1, "started\\n"); setInterval(() => {}, 1000);`;
		const script = `
			import { runQuietly } from ${JSON.stringify(module)};
			setTimeout(() => console.log("waiting"), 300);
			await runQuietly(${JSON.stringify(log)}, process.execPath, ["-e", ${JSON.stringify(inner)}]);
			console.log("went on");
		`;
		const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
		let out = "";
		child.stdout.on("data", (chunk) => {
			out += chunk;
			if (String(chunk).includes("waiting")) child.kill(signal);
		});
		const got = await new Promise((resolve) => child.once("close", resolve));
		expect([out, got]).toEqual(["waiting\n", code]);
	});
});
