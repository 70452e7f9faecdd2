// The pieces as a reader uses them: by keyboard, by pointer, by link.

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { redCar } from "../../src/numbers/red-car.js";
import { fixed } from "../../src/piece/language.js";
import { comeAlive, type OpenPage, type OpenSite, openSite } from "./open-site.js";

let site: OpenSite;
beforeAll(async () => {
	site = await openSite();
});
afterAll(() => site.close());

async function alive(path: string, options?: Parameters<OpenSite["open"]>[1]): Promise<OpenPage> {
	const opened = await site.open(path, options);
	await comeAlive(opened.page);
	return opened;
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");
const live = (page: Page, piece: string) => page.locator(`mirada-${piece} [data-live]`).first();

describe("the first map", () => {
	it("shows the numbers worked out by hand", async () => {
		const { page } = await site.open("/index.html", { javaScriptEnabled: false });
		const cells = await page.locator("mirada-red-car td[data-row]").allInnerTexts();
		expect(cells).toEqual(redCar.weights.flat().map((weight) => fixed(weight, 2, "es")));
	});

	it("is a grid of one tab stop, walked by the arrows, and each cell is read below it", async () => {
		const { page, faults } = await alive("/index.html");
		const grid = page.locator("mirada-red-car [role=grid]");
		expect(await grid.locator("[tabindex='0']").count()).toBe(1);
		await grid.locator("[tabindex='0']").focus();
		const script: [key: string, expected: string][] = [
			["ArrowDown", "0,02"],
			["End", "0,87"],
			["ArrowDown", "0,12"],
			["Home", "0,02"],
			["Control+End", "0,12"],
			["ArrowRight", "0,12"],
			["Control+Home", "0,84"],
			["ArrowUp", "0,84"],
		];
		for (const [key, expected] of script) {
			await page.keyboard.press(key);
			expect(await focused(page), key).toBe(expected);
			expect(await grid.locator("[tabindex='0']").count()).toBe(1);
		}
		const line = page.locator("mirada-red-car [data-reading-line]");
		expect(await line.textContent()).toBe("«el» mira a «the» con peso 0,84, el mayor de su fila.");
		await page.keyboard.press("Escape");
		expect(await grid.evaluate((element) => element.contains(document.activeElement))).toBe(false);
		await grid.locator("td[data-row='1'][data-column='2']").hover();
		expect(await line.textContent()).toContain("«coche» mira a «car»");
		expect(faults).toEqual([]);
	});

	it("tells assistive technology rows, columns and cells", async () => {
		const { page } = await alive("/en/index.html");
		const grid = page.getByRole("grid", { name: "Attention weights: each row sums to 1" });
		expect(await grid.getByRole("rowheader").allInnerTexts()).toEqual(["el", "coche", "rojo"]);
		expect(await grid.getByRole("columnheader").allInnerTexts()).toEqual(["the", "red", "car"]);
		expect(await grid.locator("td[data-row]").count()).toBe(9);
	});

	it("answers a guess, and says it", async () => {
		const { page } = await alive("/index.html");
		const question = page.locator("mirada-red-car .question");
		await question.getByLabel("A las tres por igual").check();
		expect(await question.locator("[data-verdict]").textContent()).toBe("✗ No es esa. La respuesta:");
		expect(await question.locator("details").getAttribute("open")).not.toBeNull();
		await page.waitForFunction(() => document.querySelector("[data-live]")!.textContent !== "");
		await question.getByLabel("A «car»").check();
		expect(await question.locator("[data-verdict]").textContent()).toBe("✓ Has acertado:");
	});

	it("keeps its state in the address, where a link brings it back", async () => {
		const { page } = await alive("/index.html");
		const slider = page.getByRole("slider", { name: "Consulta multiplicada por" });
		await slider.focus();
		for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
		expect(await slider.getAttribute("aria-valuetext")).toBe("0");
		expect(await page.locator("mirada-red-car td[data-row]").allInnerTexts()).toEqual(
			new Array(9).fill("0,33"),
		);
		const { hash } = new URL(page.url());
		expect(hash).toBe("#red-car.sharpness=0");
		const other = await alive(`/en/index.html${hash}`);
		expect(await other.page.locator("mirada-red-car td[data-row]").first().textContent()).toBe("0.33");
		expect(await other.page.getByRole("slider").getAttribute("aria-valuetext")).toBe("0");
		await page.getByRole("button", { name: "Volver al principio" }).click();
		expect(new URL(page.url()).hash).toBe("");
		expect(await page.locator("mirada-red-car td[data-row]").first().textContent()).toBe("0,84");
	});

	it("is saved as SVG, PNG and CSV, and copied, without leaving the page", async () => {
		const { page, faults } = await alive("/index.html", {
			permissions: ["clipboard-read", "clipboard-write"],
		});
		await page.locator("mirada-red-car .export summary").click();
		const save = async (name: string) => {
			const [download] = await Promise.all([
				page.waitForEvent("download"),
				page.getByRole("button", { name, exact: true }).click(),
			]);
			return readFileSync(await download.path());
		};
		expect((await save("SVG")).toString()).toContain("<title id=");
		expect((await save("PNG")).subarray(1, 4).toString()).toBe("PNG");
		const csv = (await save("CSV")).toString();
		expect(csv.split("\r\n")[0]).toBe("\ufeff,the,red,car");
		expect(Number(csv.split("\r\n")[2]!.split(",")[3])).toBeCloseTo(redCar.weights[1]![2]!, 6);
		await page.getByRole("button", { name: "Copiar como NumPy" }).click();
		expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^weights = np\.array\(\[/);
		expect(faults).toEqual([]);
	});

	it("can be touched on a phone, and comes alive again after another page", async () => {
		const { page, faults } = await alive("/index.html", {
			viewport: { width: 360, height: 740 },
			hasTouch: true,
		});
		await page.locator("mirada-red-car td[data-row='2'][data-column='1']").tap();
		expect(await page.locator("mirada-red-car [data-reading-line]").textContent()).toContain(
			"«rojo» mira a «red»",
		);
		await page.locator("a.pager-link.next").click();
		await page.waitForURL(/cuello/);
		await page.locator("a.pager-link.prev").click();
		await page.waitForSelector("mirada-red-car[data-alive]");
		await page.locator("mirada-red-car td[data-row='0'][data-column='0']").tap();
		expect(await page.locator("mirada-red-car [data-reading-line]").textContent()).toContain(
			"«el» mira a «the»",
		);
		expect(faults).toEqual([]);
	});
});

describe("the √d lab", () => {
	it("is moved by the keyboard, and says what it shows", async () => {
		const { page } = await alive("/escala.html");
		const slider = page.getByRole("slider", { name: "Anchura d" });
		await slider.focus();
		await page.keyboard.press("End");
		expect(await slider.getAttribute("aria-valuetext")).toBe("d = 1024");
		await page.waitForFunction(() =>
			/^d = 1024: varianza/.test(document.querySelector("[data-live]")!.textContent!),
		);
		const before = await page.locator("mirada-scale-lab dd").allInnerTexts();
		expect(Number(before[1]!.replace(",", "."))).toBeGreaterThan(0.95);
		await page.getByLabel("√d", { exact: true }).focus();
		await page.keyboard.press("Space");
		const after = await page.locator("mirada-scale-lab dd").allInnerTexts();
		expect(Number(after[0]!.replace(",", "."))).toBeCloseTo(1, 0);
		expect(Number(after[1]!.replace(",", "."))).toBeLessThan(0.5);
		expect(new URL(page.url()).hash).toBe("#scale-lab.exponent=10&scale-lab.scaling=sqrt");
	});

	it("opens in the state that the errors' page links to", async () => {
		const { page } = await site.open("/errores.html");
		await page.getByRole("link", { name: "el laboratorio con d = 512, sin escalar" }).click();
		await page.waitForURL(/escala/);
		await comeAlive(page);
		expect(await page.getByRole("slider").getAttribute("aria-valuetext")).toBe("d = 512");
	});
});

describe("the mask workshop", () => {
	it("is painted by the keyboard; focus stays, weights and leak test follow", async () => {
		const { page } = await alive("/mascaras.html#masks.mask=both");
		expect(await page.locator("mirada-masks .verdict").textContent()).toContain("✓ No hay fuga");
		const mask = page.locator("mirada-masks table[data-grid=mask]");
		await mask.locator("[tabindex='0']").focus();
		await page.keyboard.press("ArrowRight");
		await page.keyboard.press("ArrowRight");
		expect(await focused(page)).toBe("no");
		await page.keyboard.press("Space");
		expect(await focused(page)).toBe("sí");
		expect(await page.locator("mirada-masks .verdict").textContent()).toContain(
			"✗ Hay una fuga: «el» ha visto",
		);
		await page.waitForFunction(() =>
			/pintada por ti/.test(document.querySelector("[data-live]")!.textContent!),
		);
		expect(await page.locator("input[value=painted]").isChecked()).toBe(true);
		expect(new URL(page.url()).hash).toContain("masks.table=101000-");
		await page.keyboard.press("Enter");
		expect(await page.locator("mirada-masks .verdict").textContent()).toContain("✓");
	});

	it("gives padding no weight under its mask, and says so in English too", async () => {
		const { page } = await alive("/en/mascaras.html");
		expect(await page.locator("mirada-masks .view").textContent()).toMatch(/on <pad>: 0\.\d/);
		await page.getByLabel("padding", { exact: true }).check();
		expect(await page.locator("mirada-masks .view").textContent()).toContain("on <pad>: 0.");
		const cells = await page.locator("table[data-grid=weights] td[data-column='4']").allInnerTexts();
		expect(cells).toEqual(new Array(6).fill("0.00"));
	});
});

describe("the scores", () => {
	it("show one at a time with scripts, all without", async () => {
		const { page } = await alive("/puntuacion.html");
		expect(await page.locator(".score-panel:visible").count()).toBe(1);
		await page.getByLabel("additive", { exact: true }).check();
		expect(await page.locator(".score-panel:visible .equation").textContent()).toContain("Bahdanau");
		await page.waitForFunction(() => /additive/.test(document.querySelector("[data-live]")!.textContent!));
		const plain = await site.open("/puntuacion.html", { javaScriptEnabled: false });
		expect(await plain.page.locator(".score-panel:visible").count()).toBe(6);
	});
});

describe("the cost", () => {
	it("follows the slider, and the online softmax its buttons", async () => {
		const { page } = await alive("/coste.html");
		await page.getByRole("slider", { name: "Longitud N" }).focus();
		await page.keyboard.press("Home");
		expect(await page.locator("mirada-cost dd").allInnerTexts()).toEqual([
			"256",
			"8,19 kB",
			"33,8 kB",
			"262\u202f144",
		]);
		await page.getByRole("button", { name: "Bloque anterior" }).click();
		await page.getByRole("button", { name: "Bloque anterior" }).click();
		expect(await live(page, "online-softmax").textContent()).toMatch(/^Bloque (2|3): máximo/);
		const rows = await page.locator("mirada-online-softmax tbody tr").allInnerTexts();
		expect(rows[1]).toContain("1,000");
		expect(rows[2]).toContain("…");
		for (let i = 0; i < 3; i++) await page.getByRole("button", { name: "Bloque siguiente" }).click();
		expect(await page.locator("mirada-online-softmax .verdict").textContent()).toMatch(
			/✓ .* o \/ l = (\S+)\. .* da \1\./,
		);
	});
});

describe("a reader with forced colours", () => {
	it("sees borders between the cells of a map", async () => {
		const { page } = await alive("/index.html", { forcedColors: "active" });
		const border = await page
			.locator("mirada-red-car td[data-row]")
			.first()
			.evaluate((cell) => getComputedStyle(cell).borderTopWidth);
		expect(border).toBe("1px");
	});
});
