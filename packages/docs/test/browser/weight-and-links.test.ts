import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dist, type OpenSite, openSite, pages } from "./open-site.js";

const MOST_KILOBYTES = 150;

let site: OpenSite;
beforeAll(async () => {
	site = await openSite();
});
afterAll(() => site.close());

describe("the first page", () => {
	it(`loads at most ${MOST_KILOBYTES} kB of gzipped JavaScript, its map included`, async () => {
		const { page } = await site.open("/404.html");
		const scripts = new Set<string>();
		page.on("request", (request) => {
			// Other pages, which are fetched ahead once this one stands, are of another type.
			if (request.resourceType() === "script") scripts.add(new URL(request.url()).pathname);
		});
		await page.goto(`${site.address}/index.html`);
		await page.waitForSelector("mirada-red-car[data-alive]");
		const sizes = [...scripts].map((path) => gzipSync(readFileSync(join(dist, path))).length);
		const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
		expect(scripts.size).toBeGreaterThan(2);
		expect(kilobytes).toBeLessThan(MOST_KILOBYTES);
	});
});

describe("search", () => {
	it("finds a word without its accent", async () => {
		const { page, faults } = await site.open("/index.html");
		await page.locator("button.DocSearch-Button, .VPNavBarSearch button").first().click();
		await page.locator("#localsearch-input").fill("mascara");
		await page.waitForSelector("#localsearch-list li a");
		expect(await page.locator("#localsearch-list").textContent()).toMatch(/Máscara/);
		expect(faults).toEqual([]);
	});
});

describe("the skip link", () => {
	it("leaves the page where it is when the reader tabs in the middle of it", async () => {
		const { page } = await site.open("/errores.html", { viewport: { width: 1280, height: 700 } });
		await page.evaluate(() => scrollTo(0, 1200));
		await page.locator(".VPSkipLink").focus();
		expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1000);
		expect(await page.locator(".VPSkipLink").textContent()).toContain("Saltar al contenido");
	});
});

describe("links", () => {
	const htmlOf = (file: string) => readFileSync(join(dist, file), "utf8");

	it.each(pages)("of $path lead to pages and headings that exist", ({ path }) => {
		const wrong = [...htmlOf(path).matchAll(/<a [^>]*href="([^"]+)"/g)]
			.map(([, href]) => href!)
			.filter((href) => !/^(https?:|data:)/.test(href))
			.filter((href) => {
				const [file, anchor = ""] = href.split("#") as [string, string | undefined];
				const folder = file.startsWith("/") ? "" : dirname(path);
				const target = file === "" ? path : file.endsWith("/") ? `${file}index.html` : join(folder, file);
				let html: string;
				try {
					html = htmlOf(target);
				} catch {
					return true;
				}
				// An anchor with "=" is the state of a piece.
				if (anchor === "" || anchor.includes("=")) return false;
				return !html.includes(`id="${decodeURIComponent(anchor)}"`);
			});
		expect(wrong).toEqual([]);
	});

	it.each(pages)("of $path to a state of a piece name a piece of the page that they lead to", ({ path }) => {
		for (const [, file, piece] of htmlOf(path).matchAll(/href="([^"#]+)#([a-z-]+)\.[a-zA-Z]+=/g))
			expect(htmlOf(join(dirname(path), file!))).toContain(`<mirada-${piece} `);
	});
});
