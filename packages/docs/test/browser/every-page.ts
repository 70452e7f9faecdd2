// What holds for every page, light and dark, on a phone and on a desk.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFaults, comeAlive, layoutShift, type OpenSite, openSite, pages } from "./open-site.js";

const widths = [360, 1280];
const themes = ["light", "dark"] as const;
/** The narrowest screen that WCAG 2.2 asks for (1.4.10, Reflow). */
const NARROWEST = 320;
const MOST_SHIFT = 0.02;

export function testEveryPage(language: "es" | "en"): void {
	let site: OpenSite;
	beforeAll(async () => {
		site = await openSite();
	});
	afterAll(() => site.close());

	describe.each(pages.filter((page) => page.language === language))("$path", ({ path }) => {
		it("has no fault of accessibility, no error, no request to elsewhere, and nothing that jumps", async () => {
			const { page, faults } = await site.open(path, { viewport: { width: widths[0]!, height: 800 } });
			await comeAlive(page);
			const { sum, moved } = await layoutShift(page);
			expect(sum, `layout shift: ${moved.join(", ")}`).toBeLessThan(MOST_SHIFT);
			// The bars at the top cover whatever is scrolled beneath them, which says nothing about its size.
			await page.evaluate(() => scrollTo(0, 0));
			for (const width of widths) {
				await page.setViewportSize({ width, height: 800 });
				for (const colorScheme of themes) {
					await page.emulateMedia({ colorScheme });
					await page.waitForFunction(
						(isDark) => document.documentElement.classList.contains("dark") === isDark,
						colorScheme === "dark",
					);
					// Dark mode changes colours and nothing else.
					const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
					expect(await axeFaults(page, rules), `${width} px, ${colorScheme}`).toEqual([]);
				}
			}
			await page.setViewportSize({ width: NARROWEST, height: 640 });
			const width = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(width, "width of the page on a narrow screen").toBeLessThanOrEqual(NARROWEST);
			expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
			expect(faults).toEqual([]);
			await page.context().close();
		});

		it("can be read without scripts: text, formulas and figures", async () => {
			const { page, faults } = await site.open(path, { javaScriptEnabled: false });
			expect(await page.locator("h1").textContent()).toMatch(/\S{3}/);
			const pieces = page.locator("figure.piece");
			for (let i = 0; i < (await pieces.count()); i++) {
				const piece = pieces.nth(i);
				expect(await piece.locator("table").count()).toBeGreaterThan(0);
				expect(await piece.locator(".needs-script:visible").count()).toBe(0);
				expect(await piece.locator(".without-script").isVisible()).toBe(true);
			}
			expect(faults).toEqual([]);
			await page.context().close();
		});
	});
}
