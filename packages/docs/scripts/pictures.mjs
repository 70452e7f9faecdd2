// Pictures of every page, in both languages, wide and narrow, light and dark, to be looked at by people:
//
//   npm run docs:pictures [-- page ...]        writes .mirada/pictures/<page>-<language>-<width>-<theme>.png
//

import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSite, builtSite } from "./build-site.mjs";
import { builtPages } from "./built-pages.mjs";
import { launchChromium } from "./chromium.mjs";
import { serveFolder } from "./static-server.mjs";

const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const pictures = join(repositoryRoot, ".mirada", "pictures");
const widths = [360, 1280];
const themes = ["light", "dark"];

await buildSite();
const asked = process.argv.slice(2).filter((argument) => argument !== "--");
const pages = builtPages(builtSite).filter(({ name }) => asked.length === 0 || asked.includes(name));
mkdirSync(pictures, { recursive: true });
const site = await serveFolder(builtSite);
const browser = await launchChromium();
try {
	for (const width of widths) {
		for (const colorScheme of themes) {
			const context = await browser.newContext({
				viewport: { width, height: 900 },
				colorScheme,
				reducedMotion: "reduce",
			});
			const page = await context.newPage();
			for (const { name, language, path } of pages) {
				await page.goto(site.address + path);
				await comeAlive(page);
				const file = join(pictures, `${name}-${language}-${width}-${colorScheme}.png`);
				await page.screenshot({ path: file, fullPage: true });
			}
			await context.close();
		}
	}
} finally {
	await browser.close();
	await site.close();
}
console.log(`${pages.length * widths.length * themes.length} pictures in ${pictures}`);

/** Scrolls every piece into view and waits until its code runs. */
async function comeAlive(page) {
	for (const piece of await page.locator("figure.piece").all()) await piece.scrollIntoViewIfNeeded();
	await page.waitForFunction(() =>
		[...document.querySelectorAll("figure.piece")].every((piece) => "alive" in piece.parentElement.dataset),
	);
	await page.evaluate(() => scrollTo(0, 0));
}
