// What the cases work on: files of sentence pairs good and bad, and a trained model.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { repositoryRoot } from "../setup/repository-root.mjs";

export const cli = join(repositoryRoot, "packages", "cli", "dist", "main.js");

/** The smallest training that goes all the way. */
export const tinyTraining = [
	...["--pairs", "32", "--test-sources", "6", "--validation-sources", "2"],
	...["--units", "8", "--vocabulary", "120", "--epochs", "1", "--batch", "32"],
];

const pairs = (count) => Array.from({ length: count }, (_, i) => `word${i} .\tpalabra${i} .\n`).join("");

/** Files of pairs: only the first few are good. */
export const corpora = {
	"good.txt": pairs(120),
	"carriage-returns.txt": pairs(120).replaceAll("\n", "\r"),
	"small.txt": pairs(5),
	"bad-lines.txt": `${pairs(100)}no tab\n\ta\nb\t\n${pairs(20)}`,
	"no-tabs.txt": "A text.\nWithout tabs.\n",
	"columns.tsv": "a\tb\tc\td\n".repeat(50),
	"empty.txt": "",
	"blank.txt": "\n \n\n",
	"nul.txt": `${pairs(60)}a\0b\tc\n`,
	"controls.txt": pairs(120).replaceAll(" .", " \u001b[31m\u0007 ."),
	"latin1.txt": Buffer.from("Yes.\tSí, señor.\n".repeat(60), "latin1"),
	"utf16.txt": Buffer.from(`\ufeff${pairs(60)}`, "utf16le"),
	"binary.bin": Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 37 + (i >> 5)) % 256)),
	"packed.gz": gzipSync(pairs(60)),
	"cut.zip": "PK\u0003\u0004 cut",
	"long-line.txt": `${pairs(60)}${"word ".repeat(400_000)}\tpalabra\n`,
};

/** Makes them in a new folder, which is deleted with what the cases leave there. */
export function makeFixtures() {
	const folder = mkdtempSync(join(tmpdir(), "mirada-fuzz-cli-"));
	for (const [name, content] of Object.entries(corpora)) writeFileSync(join(folder, name), content);
	mkdirSync(join(folder, "folder"));
	const argv = ["homework", ...tinyTraining, "--out", join(folder, "runs"), "--name", "trained"];
	const { status, stderr } = spawnSync(process.execPath, [cli, ...argv], { encoding: "utf8" });
	// One epoch on 32 pairs passes nothing, and trains what is needed.
	if (status !== 1) throw new Error(`the fixtures' training ended with ${status}: ${stderr}`);
	const model = readFileSync(join(folder, "runs", "trained", "models", "attention", "model.safetensors"));
	return { folder, model };
}

/** A case's own folder, with its own copy of the run. */
export function caseFolder(fixtures, number) {
	const own = join(fixtures.folder, `case-${number}`);
	cpSync(join(fixtures.folder, "runs"), join(own, "runs"), { recursive: true });
	return own;
}
