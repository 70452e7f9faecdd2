// What a newcomer may rely on in the tree: short files, folders named after ideas, nothing that only holds
// on one machine.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../setup/repository-root.mjs";

const LINE_LIMIT = 400;

/** Files allowed above the limit, each with its reason. */
const longOnPurpose = {};

/** Tracked files and new ones that git does not ignore. */
const files = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
	cwd: repositoryRoot,
	encoding: "utf8",
	maxBuffer: 1 << 26,
})
	.stdout.split("\n")
	.filter((file) => file && existsSync(join(repositoryRoot, file)));

const textOf = (file) => readFileSync(join(repositoryRoot, file), "utf8");
const isSource = (file) => /\.(ts|mts|mjs|cc|h|cu|cuh|py|txt)$/.test(file) && !file.includes("__fixtures__");
const isText = (file) => !/\.(png|safetensors|bin|gz|zip|woff2?|ttf|ico)$/.test(file);

describe("the tree", () => {
	it("lists its files", () => {
		expect(files).toContain("package.json");
	});

	it(`keeps sources within ${LINE_LIMIT} lines`, () => {
		const long = files
			.filter(isSource)
			.map((file) => ({ file, lines: textOf(file).split("\n").length - 1 }))
			.filter(({ file, lines }) => lines > LINE_LIMIT && !(file in longOnPurpose))
			.map(({ file, lines }) => `${file}: ${lines}`);
		expect(long).toEqual([]);
	});

	it("names no folder or file after nothing", () => {
		const vague = /(^|\/)(utils?|helpers?|common|misc|shared|lib)(\.[a-z]+)?(\/|$)/;
		expect(files.filter((file) => vague.test(file))).toEqual([]);
	});

	it("names files in kebab-case, C++ and Python in snake_case", () => {
		const wrong = files.filter((file) => {
			const name = file.split("/").at(-1);
			if (/\.(cc|h|cu|cuh|py)$/.test(name)) return !/^[a-z0-9_]+\.[a-z]+$/.test(name);
			if (/\.(ts|mts|mjs)$/.test(name)) return !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name);
			return false;
		});
		expect(wrong).toEqual([]);
	});

	it("runs no dependency's install script: a download must never break an install", () => {
		const workspace = textOf("pnpm-workspace.yaml");
		expect(workspace).toMatch(/^onlyBuiltDependencies: \[\]$/m);
		const downloading = ["@tensorflow/tfjs-node", "@tensorflow/tfjs-node-gpu"];
		for (const manifest of files.filter((file) => file.endsWith("package.json"))) {
			const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
				textOf(manifest),
			);
			const installed = Object.keys({ ...dependencies, ...optionalDependencies });
			expect(installed.filter((name) => downloading.includes(name))).toEqual([]);
			for (const name of Object.keys(peerDependencies ?? {}).filter((peer) => downloading.includes(peer)))
				expect(peerDependenciesMeta).toMatchObject({ [name]: { optional: true } });
		}
	});

	it("holds no package registry's address", () => {
		const hosts = ["registry" + ".npmjs", "pypi" + ".org", "registry" + ".yarnpkg", "npm" + "mirror"];
		expect(files.filter(isText).filter((file) => hosts.some((host) => textOf(file).includes(host)))).toEqual(
			[],
		);
	});

	it("holds no absolute path of one machine (a folder of one letter is made up)", () => {
		const paths = new RegExp(
			["/ro" + "ot/", "/ho" + "me/[a-z]{2}", "/Us" + "ers/[A-Za-z]{2}", "/wo" + "rk/[a-z]"].join("|"),
		);
		expect(files.filter(isText).filter((file) => paths.test(textOf(file)))).toEqual([]);
	});
});
