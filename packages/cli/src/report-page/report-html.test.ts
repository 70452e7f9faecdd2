import { describe, expect, it } from "vitest";
import { exampleReport } from "../../test/example-report.js";
import { languages, messagesIn } from "../messages/index.js";
import { reportHtml } from "./report-html.js";

const mapSvgs = ["<svg><title>one</title></svg>", "<svg><title>two</title></svg>"];

describe.each(languages)("report.html in %s", (language) => {
	const messages = messagesIn(language);
	const page = reportHtml(exampleReport(), { language, messages, mapSvgs });

	it("needs neither network nor neighbouring files nor scripts", () => {
		expect(page).not.toMatch(/\b(?:src|href)="(?!#)/);
		expect(page).not.toMatch(/https?:|url\(|@import|<script/);
		expect(page).toContain("default-src 'none'");
	});

	it("says its language, has one main heading, and headings for every table", () => {
		expect(page).toContain(`<html lang="${language}">`);
		expect(page.match(/<h1>/g)).toHaveLength(1);
		const tables = page.match(/<table[\s\S]*?<\/table>/g) ?? [];
		expect(tables.length).toBeGreaterThan(5);
		for (const table of tables) {
			expect(table).toMatch(/<caption[ >]/);
			expect(table).toContain('scope="col"');
			expect(table).toContain('scope="row"');
		}
	});

	it("names every chart for those who do not see it", () => {
		const charts = page.match(/<svg viewBox[^>]*>/g) ?? [];
		expect(charts).toHaveLength(2);
		for (const chart of charts) expect(chart).toMatch(/role="img" aria-label="[^"]+"/);
	});

	it("carries the verdict, the maps and their numbers as tables", () => {
		expect(page).toContain(messages.homework.passed);
		for (const svg of mapSvgs) expect(page).toContain(svg);
		expect(page.match(/<details>/g)).toHaveLength(2);
	});

	it("escapes what sentences contain", () => {
		expect(page).toContain("a &quot;quoted&quot; &lt;word&gt; &amp; more");
		expect(page).not.toContain("<word>");
	});

	it("closes what it opens", () => {
		for (const tag of ["section", "table", "figure", "details", "svg", "dl", "ul", "li", "tr", "td", "th"]) {
			const opened = page.match(new RegExp(`<${tag}[ >]`, "g"))?.length ?? 0;
			expect([tag, page.match(new RegExp(`</${tag}>`, "g"))?.length ?? 0]).toEqual([tag, opened]);
		}
	});
});
