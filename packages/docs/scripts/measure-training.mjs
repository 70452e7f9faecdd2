// Measures the training in the page: both models at once, each in its Worker, in Chromium. Run it on an idle machine
// after `npm run docs` has built the site:
//
//   node packages/docs/scripts/measure-training.mjs [--json bench/results/page-training.json] [--steps 600]

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { builtSite } from "./build-site.mjs";
import { launchChromium } from "./chromium.mjs";
import { serveFolder } from "./static-server.mjs";

const { values } = parseArgs({
	options: { json: { type: "string" }, steps: { type: "string", default: "600" } },
});
const steps = Number(values.steps);

/** What the issue asks for. */
const targets = {
	stepsPerSecond: 40,
	firstChangeMilliseconds: 2_000,
	longestTaskMilliseconds: 200,
	matchAt300: 0.9,
};

const { address, close } = await serveFolder(builtSite);
const browser = await launchChromium();
try {
	const page = await browser.newPage();
	const errors = [];
	page.on("pageerror", (error) => errors.push(error.message));
	page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
	await page.goto(`${address}/entrenar.html`);
	const piece = page.locator("mirada-training");
	await piece.scrollIntoViewIfNeeded();
	await page.waitForSelector("mirada-training[data-alive]");
	await page.evaluate(() => {
		const seen = { tasks: [], moments: [] };
		window.measured = seen;
		new PerformanceObserver((list) => {
			for (const { startTime, duration } of list.getEntries()) seen.tasks.push([startTime, duration]);
		}).observe({ type: "longtask", buffered: false });
		document.querySelector("mirada-training").addEventListener("training-moment", ({ detail }) => {
			seen.moments.push({ ...detail, at: performance.now() });
		});
		document.querySelector('mirada-training [data-action="train"]').click();
		seen.start = performance.now();
	});
	await page.waitForFunction((last) => window.measured.moments.at(-1)?.step >= last, steps, {
		timeout: 570_000,
	});
	const { tasks, moments, start } = await page.evaluate(() => window.measured);
	const [first, second] = moments;
	const last = moments.at(-1);
	const at300 = moments.find(({ step }) => step >= 300);
	const result = {
		date: new Date().toISOString().slice(0, 10),
		command: "node packages/docs/scripts/measure-training.mjs --json bench/results/page-training.json",
		machine: `${cpus().length} cores of ${cpus()[0]?.model}`,
		browser: `Chromium ${browser.version()}`,
		steps: last.step,
		// From the first moment to the last: everything counts, snapshots too.
		stepsPerSecond: (1_000 * (last.step - first.step)) / (last.at - first.at),
		computingStepsPerSecond: last.speed,
		firstMapMilliseconds: first.at - start,
		firstChangeMilliseconds: second.at - start,
		secondsTo300: at300 && (at300.at - start) / 1_000,
		matchAt300: at300?.match,
		longestTaskMilliseconds: Math.max(0, ...tasks.map(([, duration]) => duration)),
		longTasks: tasks.length,
		errors,
		targets,
	};
	console.log(JSON.stringify(result, null, "\t"));
	if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, "\t")}\n`);
} finally {
	await browser.close();
	await close();
}
