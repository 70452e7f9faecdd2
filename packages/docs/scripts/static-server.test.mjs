import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileFor, serveFolder } from "./static-server.mjs";

const above = mkdtempSync(join(tmpdir(), "mirada-site-"));
const folder = join(above, "site");
let site;

beforeAll(async () => {
	mkdirSync(join(folder, "en"), { recursive: true });
	writeFileSync(join(above, "secret.txt"), "secret");
	writeFileSync(join(folder, "index.html"), "<p>inicio");
	writeFileSync(join(folder, "en", "index.html"), "<p>start");
	writeFileSync(join(folder, "404.html"), "<p>nada");
	site = await serveFolder(folder);
});
afterAll(async () => {
	await site.close();
	rmSync(above, { recursive: true });
});

describe("serveFolder", () => {
	it("serves pages, and a folder's index", async () => {
		for (const [path, text] of [
			["/", "<p>inicio"],
			["/index.html?a=1", "<p>inicio"],
			["/en/", "<p>start"],
		]) {
			const response = await fetch(site.address + path);
			expect([response.status, await response.text()]).toEqual([200, text]);
			expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
		}
	});

	it("answers 404 with the site's own page", async () => {
		const response = await fetch(`${site.address}/nothing.html`);
		expect([response.status, await response.text()]).toEqual([404, "<p>nada"]);
	});

	it.each(["/../secret.txt", "/%2e%2e/secret.txt", "/en/..%2f..%2fsecret.txt", "/%", "/\0", "/en"])(
		"finds no file for %j",
		(path) => {
			expect(fileFor(folder, path)).toBeUndefined();
		},
	);

	it("listens on this machine alone", () => {
		expect(site.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
	});
});
