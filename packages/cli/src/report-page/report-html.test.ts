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

	it("names the learning rate and its schedule", () => {
		const report = exampleReport();
		Object.assign(report.settings, { learningRate: 2e-3, schedule: "cosine" });
		const rate = language === "es" ? "0,002" : "0.002";
		expect(reportHtml(report, { language, messages, mapSvgs })).toContain(
			`<dt>${messages.report.facts.learningRate}</dt><dd>${rate}, cosine</dd>`,
		);
	});

	it("has rows for beam search and its penalties, where there was one", () => {
		const of = (change: (report: ReturnType<typeof exampleReport>) => void) => {
			const report = exampleReport();
			change(report);
			return reportHtml(report, { language, messages, mapSvgs });
		};
		const both = of(() => {});
		const { homework } = messages;
		const row = homework.byBeam(homework.rows.bleuMulti, 5);
		const [without, withAttention] = language === "es" ? ["22,00", "34,50"] : ["22.00", "34.50"];
		expect(both.replace(/\s*<[^>]*>\s*/g, "|")).toMatch(
			new RegExp(`\\|${row}\\|+${without}\\|+${withAttention}\\|+\\+12[.,]50`),
		);
		expect(both).toContain(homework.rows.penalties);
		expect(both).toContain(language === "es" ? "1,4; 0,2" : "1.4, 0.2");
		expect(both).not.toContain(homework.evidence.judgedOnBeam(5));
		expect(of(({ settings }) => (settings.judge = "beam"))).toContain(homework.evidence.judgedOnBeam(5));
		const none = of((report) => {
			report.beamComparison = null;
			for (const model of ["none", "attention"] as const) report.models[model].beam = null;
		});
		expect(none).not.toContain(row);
		expect(none).not.toContain(homework.rows.penalties);
	});

	it("escapes what sentences contain", () => {
		expect(page).toContain("a &quot;quoted&quot; &lt;word&gt; &amp; more");
		expect(page).not.toContain("<word>");
	});

	it("breaks long words instead of cutting them off", () => {
		expect(page).toMatch(/p \{[^}]*overflow-wrap: anywhere/);
		expect(page).toMatch(/figcaption[^}]*overflow-wrap: anywhere/);
	});

	it("writes every number with the decimal mark of the language", () => {
		const text = page.replace(/<style>[\s\S]*?<\/style>/g, "").replace(/<[^>]*>/g, " ");
		const other = language === "es" ? /\d\.\d/ : /\d,\d/;
		// Versions, dates and signatures are written alike in all languages.
		const plain = text.replace(/version:\S+|\d+\.\d+\.\d+|\d{4}-\d\d-\S+|[\d, ]+\)/g, "");
		expect(plain.match(other)).toBeNull();
		expect(plain).toContain(language === "es" ? "+11,25" : "+11.25");
	});

	it("says of the maps what is true of them", () => {
		const of = (share: number[]) => {
			const report = exampleReport();
			for (const [i, map] of report.maps.entries()) map.reordering = share[i]!;
			return reportHtml(report, { language, messages, mapSvgs });
		};
		const { mapsReordered, mapsMonotone } = messages.report;
		for (const [shares, reordered, monotone] of [
			[[0.2, 0.1], true, false],
			[[0, 0], false, true],
			[[0.2, 0], false, false],
		] as const) {
			const shown = of([...shares]);
			expect([shares, shown.includes(mapsReordered), shown.includes(mapsMonotone)]).toEqual([
				shares,
				reordered,
				monotone,
			]);
		}
	});

	it("names the languages, and says that of none that it does not know", () => {
		const of = (source: string | null, target: string | null) => {
			const report = exampleReport();
			Object.assign(report.data, { sourceLanguage: source, targetLanguage: target, generated: false });
			return reportHtml(report, { language, messages, mapSvgs });
		};
		expect(of("en", "fr")).toContain(language === "es" ? "de inglés a francés" : "from English to French");
		expect(of("zh", "en")).toContain(language === "es" ? "de chino a inglés" : "from Chinese to English");
		const unknown = of("en", null);
		expect(unknown).not.toMatch(/Spanish|español/);
		expect(unknown).toContain(language === "es" ? "al idioma de destino" : "to the target language");
	});

	it("gives sentences their language and direction", () => {
		const report = exampleReport();
		Object.assign(report.data, { sourceLanguage: "ar", targetLanguage: "en", generated: false });
		report.maps[0]!.source = ["الرجل", "يقرأ", "كتابا", "."];
		report.samples[0]!.source = "الرجل يقرأ .";
		const shown = reportHtml(report, { language, messages, mapSvgs });
		expect(shown).toContain('<table dir="rtl">');
		expect(shown.match(/<table dir="rtl">/g)).toHaveLength(1);
		expect(shown).toContain('<th scope="row" lang="ar" dir="auto">الرجل يقرأ .</th>');
		expect(shown).toContain("\u2068الرجل يقرأ كتابا .\u2069");
	});

	it("closes what it opens", () => {
		for (const tag of ["section", "table", "figure", "details", "svg", "dl", "ul", "li", "tr", "td", "th"]) {
			const opened = page.match(new RegExp(`<${tag}[ >]`, "g"))?.length ?? 0;
			expect([tag, page.match(new RegExp(`</${tag}>`, "g"))?.length ?? 0]).toEqual([tag, opened]);
		}
	});
});
