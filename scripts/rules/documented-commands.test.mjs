// Every command in the documents exists, with its options, scripts, suites, files and pinned versions. The ones that take
// seconds also run: those that install and use the packages in scripts/packed-app, those of a clone in
// scripts/setup/after-set-up.test.mjs.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runRecorded } from "../../packages/cli/test/recorded-io.ts";
import { repositoryRoot } from "../setup/repository-root.mjs";
import { suites } from "../suites/suites.mjs";
import { documentsWithCommands, readDocument, wordsOf } from "./documented-commands.mjs";

const textOf = (path) => readFileSync(join(repositoryRoot, path), "utf8");
const isThere = (path) => existsSync(join(repositoryRoot, path));
const manifest = JSON.parse(textOf("package.json"));
const manifestOf = (name) => JSON.parse(textOf(`packages/${name}/package.json`));
const isOption = (word) => word.startsWith("--");

/** Options of programs that are not ours. */
const foreignOptions = { "--allow-all": "Deno's" };

/** Scripts whose options are not those of `mirada`, and the program that reads them. */
const programs = {
	docs: "packages/docs/scripts/serve.mjs",
	bench: "bench/run.mjs",
	"bench:counts": "scripts/instruction-counts.mjs",
	fuzz: "scripts/fuzz.mjs",
	"fuzz:api": "scripts/fuzz-api.mjs",
	"fuzz:cli": "scripts/fuzz-cli.mjs",
};

/** What is wrong with a `mirada` command: its help knows every option, and has read the values. */
async function faultsOfMirada(words) {
	const { code, out, err } = await runRecorded([...words, "--help"]);
	if (code !== 0) return [err];
	return words.filter(isOption).filter((option) => !new RegExp(`${option}[ ,]`).test(out));
}

/** What is wrong with the words after the name of a script in package.json. */
async function faultsOfScript(name, words) {
	if (!(name in manifest.scripts)) return [`no script ${name}`];
	if (name === "mirada") return faultsOfMirada(words);
	if (name === "homework") return faultsOfMirada(["homework", ...words]);
	if (name === "test") return words.filter((word) => !(word in suites));
	if (!(name in programs)) return words;
	const text = textOf(programs[name]);
	const reads = (option) =>
		text.includes(`"${option}"`) || new RegExp(`\\b${option.slice(2)}: \\{ type`).test(text);
	const tests = words.filter((word) => word.endsWith("_fuzz"));
	return [
		...words.filter(isOption).filter((option) => !reads(option)),
		...tests.filter((test) => !isThere(`packages/core-native/native/test/${test}.cc`)),
	];
}

/** `npm install`: tarballs that `npm run pack` writes, and TensorFlow's backends in the version that cli allows. */
function faultsOfInstall(words) {
	const peers = manifestOf("cli").peerDependencies;
	return words.filter((word) => {
		const [, folder] = word.match(/^\.\.\/mirada\/packed\/(.+)\.tgz$/) ?? [];
		if (folder) return !isThere(`packages/${folder}/package.json`);
		const [, name, version] = word.match(/^(@tensorflow\/tfjs-node[^@]*)@(.+)$/) ?? [];
		if (name) return peers[name] !== version;
		return !/^(@tensorflow\/tfjs|--prefix|fonts|@expo-google-fonts\/[\w-]+)$/.test(word);
	});
}

async function faultsOfCommand([program, ...words]) {
	if (program === "mirada") return faultsOfMirada(words);
	if (program === "node") return words.slice(0, 1).filter((path) => !isThere(path));
	if (program === "pnpm") return faultsOfScript(words[0], words.slice(1));
	if (program === "npm") {
		const [verb, ...rest] = words.filter((word) => word !== "--silent");
		if (verb === "install") return faultsOfInstall(rest);
		const [name, ...after] = verb === "run" ? rest : [verb, ...rest];
		return after.length > 0 && after[0] !== "--"
			? [`expected -- before ${after[0]}`]
			: faultsOfScript(name, after.slice(1));
	}
	const [name, ...rest] = words.filter((word) => word !== "-y");
	if (name === "mirada") return faultsOfMirada(rest);
	if (name === "mirada-build-core") return rest.concat(name in manifestOf("core-native").bin ? [] : name);
	if (name === "vitest") return rest.slice(1).filter((path) => !isThere(path));
	if (name.startsWith("pnpm@")) return name === manifest.packageManager ? [] : [name];
	return [name];
}

/** Variables that stand before a command must be read somewhere. */
function unreadVariables(words) {
	const names = words.filter((word) => /^MIRADA_\w+=/.test(word)).map((word) => word.split("=")[0]);
	const sources = ["*.ts", "*.mjs", "*.cc", "*.h", ":!*.test.*"];
	const isRead = (name) =>
		spawnSync("git", ["grep", "-q", name, "--", ...sources], { cwd: repositoryRoot }).status === 0;
	return names.filter((name) => !isRead(name));
}

describe.each(documentsWithCommands)("%s", (path) => {
	const { commands, options } = readDocument(path);

	it("names commands that exist, with options that exist", async () => {
		const faults = {};
		for (const command of commands) {
			const words = wordsOf(command);
			const start = words.findIndex((word) => !/^MIRADA_\w+=/.test(word));
			const found = [
				...unreadVariables(words.slice(0, start)),
				...(await faultsOfCommand(words.slice(start))),
			];
			if (found.length > 0) faults[command] = found;
		}
		expect(faults).toEqual({});
	});

	it("names options of mirada that exist", async () => {
		const ours = options.filter((option) => !(option in foreignOptions));
		const help = await everyHelp();
		expect(ours.filter((option) => !new RegExp(`${option}[ ,]`).test(help))).toEqual([]);
	});
});

async function everyHelp() {
	const { out } = await runRecorded(["--help"]);
	const names = [...out.matchAll(/^ {2}([a-z]+) .*\[options\]/gm)].map(([, name]) => name);
	expect(names.length).toBeGreaterThan(5);
	const helps = await Promise.all(names.map((name) => runRecorded([name, "--help"])));
	return [out, ...helps.map((help) => help.out)].join("\n");
}

describe("the documents", () => {
	it("hold commands in every document that has a shell block", () => {
		const found = documentsWithCommands.flatMap((path) => readDocument(path).commands);
		expect(found).toContain("npm run homework -- --data spa.txt");
		expect(found).toContain("mirada translate");
		expect(found.length).toBeGreaterThan(40);
	});

	it("list every suite of npm test in CONTRIBUTING.md", () => {
		const names = Object.keys(suites).filter((name) => !suites[name].onRequest);
		expect(textOf("CONTRIBUTING.md")).toContain(`\`${names.join(" ")}\``);
	});
});
