import { describe, expect, it } from "vitest";
import { programName, typed } from "./program-name.js";

const script = "/clone/packages/cli/dist/main.js";
const workspace = { npm_package_name: "mirada-workspace" };

describe("programName", () => {
	it.each([
		["a clone", { ...workspace, npm_lifecycle_event: "mirada" }, script, "npm run mirada --"],
		[
			"the homework of a clone",
			{ ...workspace, npm_lifecycle_event: "homework" },
			script,
			"npm run mirada --",
		],
		[
			"pnpm",
			{ ...workspace, npm_lifecycle_event: "mirada", npm_config_user_agent: "pnpm/10.34.8 node/v20" },
			script,
			"pnpm run mirada",
		],
		["npx", { npm_lifecycle_event: "npx" }, "/app/node_modules/.bin/mirada", "npx mirada"],
		[
			"a script of an application",
			{ npm_lifecycle_event: "train" },
			"/app/node_modules/.bin/mirada",
			"npx mirada",
		],
		["a global command", { PATH: "/bin:/opt/bin" }, "/opt/bin/mirada", "mirada"],
		["a path in the folder", {}, "/clone/node_modules/.bin/mirada", "node_modules/.bin/mirada"],
		["the built file", {}, script, "node packages/cli/dist/main.js"],
		["a file elsewhere", {}, "/some where/main.js", "node '/some where/main.js'"],
	])("is what was typed: %s", (_, env, path, expected) => {
		expect(programName(env, path, "/clone")).toBe(expected);
	});
});

describe("typed", () => {
	const clone = "npm run mirada --";

	it("is a line for a shell", () => {
		expect(typed({ env: {} }, ["homework", "--data", "my pairs.txt"])).toBe(
			"mirada homework --data 'my pairs.txt'",
		);
		expect(typed({ program: clone, env: {} }, ["attend", "it's"])).toBe(
			"npm run mirada -- attend 'it'\\''s'",
		);
	});

	it("names the homework's own script where that was typed", () => {
		const env = { npm_lifecycle_event: "homework" };
		expect(typed({ program: clone, env }, ["homework", "--quick"])).toBe("npm run homework -- --quick");
		expect(typed({ program: clone, env }, ["train"])).toBe("npm run mirada -- train");
	});
});
