// One binary serves every Node: Node-API keeps its word across versions, and this shows that we only use it.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";

interface Report {
	node: string;
	backend: string;
	info: { threads: number };
	output: string;
	weights: string;
	gradients: string[];
}

const script = fileURLToPath(new URL("attend-on-native.mjs", import.meta.url));
const isWindows = process.platform === "win32";

/** Runs the script under a major version of Node: the running one, else the one that npm's package `node` holds. */
function attendUnder(major: string): Report {
	const isRunning = process.versions.node.startsWith(`${major}.`);
	const command = isRunning ? process.execPath : "npx";
	const args = isRunning ? [script] : ["--yes", "--prefer-offline", `node@${major}`, script];
	const { status, stdout, stderr } = spawnSync(command, args, {
		encoding: "utf8",
		shell: isWindows && !isRunning,
	});
	if (status !== 0) throw new Error(`Node ${major}: expected exit code 0, got ${status}\n${stderr}`);
	return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Report;
}

describe("the native core's one binary", () => {
	let first: Report;
	beforeAll(() => {
		first = attendUnder("20");
	});

	it("loads under Node 20 and attends", () => {
		expect(first.node).toMatch(/^20\./);
		expect(first.backend).toBe("native");
		expect(first.gradients).toHaveLength(3);
		expect(new Set(first.output.match(/.{8}/g)).size).toBeGreaterThan(100);
	});

	it.each(["22", "24"])("gives the same bits under Node %s", (major) => {
		const { node, ...rest } = attendUnder(major);
		expect(node).toMatch(new RegExp(`^${major}\\.`));
		expect(rest).toEqual({ ...first, node: undefined });
	});
});
