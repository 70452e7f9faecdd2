// The site: Spanish at the root, English under /en/. VitePress stays at the rim: the lesson is Markdown, the pieces are
// custom elements without a framework, and this folder is all that knows VitePress.

import { fileURLToPath } from "node:url";
import { katex } from "@mdit/plugin-katex";
import { defineConfig } from "vitepress";
import { heatCss } from "../src/site/heat-css.js";
import { foldAccents, searchTranslations, themeOf } from "../src/site/interface-texts.js";
import { fillInResults, keepPunctuation, showPieces } from "../src/site/markdown-plugins.js";
import { Results } from "../src/site/results.js";

const results = new Results(fileURLToPath(new URL("../../../bench/results", import.meta.url)));

const icon = `data:image/svg+xml,${encodeURIComponent(
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><path fill="#ddeed0" d="M0 0h3v3H0z"/><path fill="#1c2b66" d="M0 0h1v1H0zM2 1h1v1H2zM1 2h1v1H1z"/></svg>',
)}`;

/**
 * Marks the page as one where scripts run, and holds the text back until the letters of the formulas are decoded: they
 * come with the style sheet, and the lines would break anew when they replace others.
 */
const firstScript = `(() => {
	const { classList } = document.documentElement;
	classList.add("script", "letters-pending");
	const show = () => classList.remove("letters-pending");
	setTimeout(show, 800);
	const fonts = ["1em KaTeX_Main", "italic 1em KaTeX_Math", "1em KaTeX_Size1", "1em KaTeX_Size2"];
	Promise.all(fonts.map((font) => document.fonts.load(font))).then(show, show);
})()`;

export default defineConfig({
	srcDir: "lesson",
	outDir: "dist",
	cacheDir: ".vitepress/cache",
	rewrites: { "es/:page": ":page" },
	title: "Mirada",
	cleanUrls: false,
	// A link to a page that is not there stops the build.
	ignoreDeadLinks: false,
	locales: {
		root: {
			label: "Español",
			lang: "es",
			description: "Mecanismos de atención: una lección que se puede tocar.",
			themeConfig: themeOf("es"),
		},
		en: {
			label: "English",
			lang: "en",
			link: "/en/",
			description: "Attention mechanisms: a lesson that you can touch.",
			themeConfig: themeOf("en"),
		},
	},
	head: [
		["link", { rel: "icon", href: icon }],
		["style", {}, heatCss()],
		// Controls have room from the first paint where scripts run, and are not there where they do not.
		["script", {}, firstScript],
		// Without scripts the tabs of a code group cannot be chosen: all of them are shown.
		[
			"noscript",
			{},
			"<style>.vp-code-group div[class*='language-']{display:block!important}.vp-code-group .tabs{display:none}</style>",
		],
	],
	themeConfig: {
		search: {
			provider: "local",
			options: {
				locales: { root: { translations: searchTranslations.es } },
				miniSearch: { options: { processTerm: foldAccents } },
			},
		},
	},
	markdown: {
		theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
		config: (md) => {
			fillInResults(md, results);
			showPieces(md);
			md.use(katex, {
				output: "htmlAndMathml",
				throwOnError: true,
				// The classes below are meant; KaTeX would warn of each.
				logger: () => "ignore",
				macros: {
					"\\srcm": "\\htmlClass{src}{#1}",
					"\\tgtm": "\\htmlClass{tgt}{#1}",
					"\\Qm": "\\tgtm{Q}",
					"\\Km": "\\srcm{K}",
					"\\Vm": "\\srcm{V}",
					"\\qv": "\\tgtm{q}",
					"\\kv": "\\srcm{k}",
					"\\vv": "\\srcm{v}",
				},
				// Only classes: they colour the query and the key of a formula as in the text.
				trust: ({ command }: { command: string }) => command === "\\htmlClass",
				transformer: (html: string) =>
					html.replace(/^(<p[^>]*>)?<span class="katex/, (start) => start.replace("<span", "<span v-pre")),
			});
			keepPunctuation(md);
		},
	},
	vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("mirada-") } } },
	vite: {
		build: {
			// The letters of the formulas come with the style sheet: fonts that arrive later would break lines anew.
			assetsInlineLimit: (file) =>
				/KaTeX_(Main-Regular|Math-Italic|Size[12]-Regular)\.woff2$/.test(file) ? true : undefined,
		},
		worker: { format: "es" },
		resolve: {
			alias: [
				{
					find: /^@tensorflow\/tfjs$/,
					replacement: fileURLToPath(new URL("../src/site/tfjs.ts", import.meta.url)),
				},
			],
		},
	},
});
