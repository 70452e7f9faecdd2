// One binary serves every Node: Node-API keeps its word across versions, and this shows that we only use it.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { runtimeCommand } from "../../../../test-kit/src/runtimes.js";
import { bundle, report } from "../own-process.js";

interface Report {
	node: string;
	backend: string;
	info: { threads: number };
	output: string;
	weights: string;
	gradients: string[];
}

const script = fileURLToPath(new URL("attend-on-native.mjs", import.meta.url));

/** Every major version that the one binary must serve, the oldest first. */
const nodeMajors = [20, 22, 24, 26] as const;

/** Runs the script under a major version of Node. */
function attendUnder(major: number): Report {
	const [command, ...args] = runtimeCommand(`node@${major}`);
	const { status, stdout, stderr } = spawnSync(command!, [...args, script], { encoding: "utf8" });
	if (status !== 0) throw new Error(`Node ${major}: expected exit code 0, got ${status}\n${stderr}`);
	return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Report;
}

describe("the native core's one binary", () => {
	let first: Report;
	let endingWorkers: string;
	beforeAll(() => {
		first = attendUnder(20);
		endingWorkers = bundle("ending-workers");
	});

	it("loads under Node 20 and attends", () => {
		expect(first.node).toMatch(/^20\./);
		expect(first.backend).toBe("native");
		expect(first.gradients).toHaveLength(3);
		expect(new Set(first.output.match(/.{8}/g)).size).toBeGreaterThan(100);
	});

	it.each(nodeMajors.slice(1))("gives the same bits under Node %s", (major) => {
		const { node, ...rest } = attendUnder(major);
		expect(node).toMatch(new RegExp(`^${major}\\.`));
		expect(rest).toEqual({ ...first, node: undefined });
	});

	it.each(nodeMajors)("survives 200 workers that end while they compute, under Node %s", (major) => {
		const { ended, wrong } = report<{ ended: number; wrong: string[] }>(endingWorkers, {
			command: runtimeCommand(`node@${major}`),
			args: ["200", String(major)],
			timeout: 200_000,
		});
		expect(wrong).toEqual([]);
		expect(ended).toBe(200);
	});
});
