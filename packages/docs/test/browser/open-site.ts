// The built site in Chromium, and a page that notes what must not happen: errors, requests to elsewhere, jumps.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
// @ts-expect-error plain JavaScript, shared with `npm run docs`
import { builtPages } from "../../scripts/built-pages.mjs";
// @ts-expect-error plain JavaScript, shared with `npm run docs`
import { launchChromium } from "../../scripts/chromium.mjs";
// @ts-expect-error plain JavaScript, shared with `npm run docs`
import { serveFolder } from "../../scripts/static-server.mjs";

export const dist = fileURLToPath(new URL("../../dist", import.meta.url));

export const pages: { name: string; language: "es" | "en"; path: string }[] = builtPages(dist);

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface OpenPage {
	page: Page;
	/** Console errors, uncaught exceptions and requests to other origins so far. */
	faults: string[];
}

export interface OpenSite {
	address: string;
	open(path: string, options?: BrowserContextOptions): Promise<OpenPage>;
	close(): Promise<void>;
}

export async function openSite(): Promise<OpenSite> {
	const site: { address: string; close(): Promise<void> } = await serveFolder(dist);
	const browser: Browser = await launchChromium();
	return {
		address: site.address,
		async open(path, options = {}) {
			const context = await browser.newContext({ reducedMotion: "reduce", ...options });
			const page = await context.newPage();
			const faults: string[] = [];
			page.on("console", (message) => {
				if (message.type() === "error" || /hydration/i.test(message.text()))
					faults.push(`console: ${message.text()}`);
			});
			page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
			page.on("request", (request) => {
				const url = request.url();
				if (!url.startsWith(`${site.address}/`) && !/^(data|blob):/.test(url)) faults.push(`request: ${url}`);
			});
			if (options.javaScriptEnabled !== false) await page.addInitScript(noteLayoutShifts);
			await page.goto(site.address + path);
			return { page, faults };
		},
		async close() {
			await browser.close();
			await site.close();
		},
	};
}

/** Scrolls every piece into view and waits until its code runs. */
export async function comeAlive(page: Page): Promise<void> {
	for (const piece of await page.locator("figure.piece").all()) await piece.scrollIntoViewIfNeeded();
	await page.waitForFunction(() =>
		[...document.querySelectorAll<HTMLElement>("figure.piece")].every(
			(piece) => "alive" in piece.parentElement!.dataset,
		),
	);
}

/**
 * What axe finds against WCAG 2.2 A and AA and its best practices: rule, impact, first place. With `rules`, by these
 * alone.
 */
export async function axeFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
	if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
	return page.evaluate(async (only) => {
		const axe = (window as unknown as { axe: { run(options: unknown): Promise<AxeResult> } }).axe;
		interface AxeResult {
			violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[];
		}
		const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
		const { violations } = await axe.run({ runOnly: only ?? tags, resultTypes: ["violations"] });
		return violations.map(
			({ id, impact, nodes }) =>
				`${id} (${impact}) × ${nodes.length}: ${nodes[0]!.target.join(" ")}: ${nodes[0]!.failureSummary.replace(/\s+/g, " ")}`,
		);
	}, rules);
}

/** Sum of the layout shifts so far that no input of the reader caused (Cumulative Layout Shift), and what moved. */
export function layoutShift(page: Page): Promise<{ sum: number; moved: string[] }> {
	return page.evaluate(
		() => (window as unknown as { layoutShift: { sum: number; moved: string[] } }).layoutShift,
	);
}

function noteLayoutShifts() {
	interface LayoutShift {
		value: number;
		hadRecentInput: boolean;
		sources: { node: Node | null }[];
	}
	const layoutShift = { sum: 0, moved: [] as string[] };
	Object.assign(window, { layoutShift });
	new PerformanceObserver((list) => {
		for (const { value, hadRecentInput, sources } of list.getEntries() as unknown as LayoutShift[]) {
			if (hadRecentInput) continue;
			layoutShift.sum += value;
			for (const { node } of sources) {
				const element = node instanceof Element ? node : node?.parentElement;
				layoutShift.moved.push(
					`${value.toFixed(3)} <${element?.localName} class="${element?.getAttribute("class")}">`,
				);
			}
		}
	}).observe({ type: "layout-shift", buffered: true });
}
