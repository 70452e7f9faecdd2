// The same tasks in a page of the system's Chromium, on `mirada-wasm`: the page answers what this process is asked.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findChromium } from "../../scripts/setup/tools.mjs";
import { askSource, bundle, openPage } from "../../scripts/wasm/chromium.mjs";
import { Skip, serve } from "./serve.mjs";

const path = (file) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));
const core = fileURLToPath(
	new URL("../../packages/core-native/build-wasm/mirada_core.wasm", import.meta.url),
);

/** Answers `{ op: prepare | run | outputs | time | release, slot, ... }`, after a first message of its own. */
const pageSource = `
	import * as attention from "@mirada/attention";
	import { registerWasmBackend } from "@mirada/core-native/wasm";
	import * as seq2seq from "@mirada/seq2seq";
	import * as tf from "@tensorflow/tfjs";
	import { backendTasks } from ${path("../cases/backend-tasks.mjs")};
	import { time, warmUp } from ${path("timing.mjs")};
	${askSource}
	const works = new Map();
	const tasks = backendTasks({ tf, attention, seq2seq });
	const operations = {
		prepare({ slot, task, ...request }) {
			const work = tasks[task](request);
			warmUp(work);
			works.set(slot, work);
		},
		run: ({ slot }) => void works.get(slot).run(),
		outputs: ({ slot }) =>
			Object.entries(works.get(slot).outputs()).map(([name, values]) => [name, Array.from(values)]),
		time: ({ slot, milliseconds }) => time(works.get(slot), milliseconds),
		release: ({ slot }) => void works.get(slot)?.release(),
	};
	const attempt = async (work) => {
		try {
			return { result: await work() };
		} catch (error) {
			return { error: String(error?.stack ?? error) };
		}
	};
	let answer = await attempt(async () => {
		await registerWasmBackend({ url: "/mirada_core.wasm" });
		await tf.setBackend("mirada-wasm");
		return navigator.userAgent.match(/Chrome\\/[\\d.]+/)?.[0];
	});
	for (;;) {
		const { op, ...request } = await ask(answer);
		answer = await attempt(() => operations[op](request));
	}
`;

let answered;
/** What the page waits for: the next request. */
let giveNext;

/** The page's next answer. */
function nextAnswer() {
	return new Promise((resolve, reject) => {
		answered = ({ result, error }) => (error === undefined ? resolve(result) : reject(new Error(error)));
	});
}

function ask(request) {
	const answer = nextAnswer();
	giveNext(request);
	return answer;
}

let page;
let version;
async function open() {
	const chromium = findChromium();
	if (chromium === null) throw new Skip("there is no Chromium (Debian: apt-get install chromium)");
	const started = nextAnswer();
	page = await openPage({
		chromium,
		script: await bundle(pageSource, "browser"),
		files: { "/mirada_core.wasm": readFileSync(core) },
		receive(answer) {
			const next = new Promise((resolve) => {
				giveNext = resolve;
			});
			answered(answer);
			return next;
		},
	});
	version = await started;
}

let slots = 0;
async function start(task, request) {
	if (page === undefined) await open();
	const slot = slots++;
	await ask({ op: "prepare", slot, task, ...request });
	return {
		run: () => ask({ op: "run", slot }),
		async outputs() {
			const outputs = await ask({ op: "outputs", slot });
			return Object.fromEntries(outputs.map(([name, values]) => [name, Float32Array.from(values)]));
		},
		// Calls are timed in the page: on the way there they would take longer than they do.
		time: (milliseconds) => ask({ op: "time", slot, milliseconds }),
		release: () => ask({ op: "release", slot }),
	};
}

const names = ["matmul", "lstm", "loss", "attention", "adam", "training"];
serve(Object.fromEntries(names.map((name) => [name, (request) => start(name, request)])), {
	async versions() {
		if (page === undefined) await open();
		return { "mirada-wasm in Chromium": version };
	},
});
process.stdin.once("end", async () => {
	await page?.close();
	process.exit(0);
});
