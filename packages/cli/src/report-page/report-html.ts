// `report.html`: the whole run on one page that needs nothing else, neither network nor neighbouring files.

import { isolated, readsRightToLeft } from "@mirada/attention/figures";
import { decimal, fixed, percent } from "@mirada/lesson/language";
import { languageName } from "../languages/language-code.js";
import type { Language, Messages } from "../messages/index.js";
import type { MapReport, Report } from "../results/report.js";
import { languageNames } from "../results-text/language-names.js";
import { count, points } from "../results-text/numbers.js";
import {
	alignmentNote,
	alignmentTable,
	bootstrapLines,
	largestGain,
	lengthTable,
	modelTable,
} from "../results-text/results-tables.js";
import { describeCriteria } from "../results-text/verdict-text.js";
import { formatDuration } from "../terminal/duration.js";
import { barChart, lineChart } from "./charts.js";
import { escapeHtml, htmlTable } from "./html.js";
import { pageStyle } from "./style.js";

export interface ReportPageOptions {
	language: Language;
	messages: Messages;
	/** The maps as SVG text, in the order of `report.maps`. */
	mapSvgs: readonly string[];
}

export function reportHtml(report: Report, options: ReportPageOptions): string {
	const { messages, language } = options;
	const words = messages.report;
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(words.title)}: ${escapeHtml(report.name)}</title>
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#verdict">${escapeHtml(words.skip)}</a>
<main>
${[
	introduction(report, options),
	verdictSection(report, messages),
	resultsSection(report, messages),
	mapsSection(report, options),
	alignmentSection(report, messages),
	learningSection(report, messages),
	samplesSection(report, messages),
	factsSection(report, options),
].join("\n")}
</main>
</body>
</html>
`;
}

function corpusName(report: Report, messages: Messages): string {
	return report.data.generated ? messages.homework.builtin : report.data.name;
}

function introduction(report: Report, { language, messages }: ReportPageOptions): string {
	const { report: words } = messages;
	const { data, shownSentences } = report;
	const fromTo = words.fromTo(
		languageName(data.sourceLanguage, language),
		languageName(data.targetLanguage, language),
	);
	const note = data.generated
		? words.generatedNote
		: shownSentences === "own"
			? words.ownSentencesNote
			: words.corpusSentencesNote;
	return `<header>
<h1>${escapeHtml(words.title)}</h1>
<p>${escapeHtml(words.lead(corpusName(report, messages), fromTo))}</p>
<p class="soft">${escapeHtml(note)}</p>
</header>`;
}

function verdictSection(report: Report, messages: Messages): string {
	const { homework } = messages;
	const items = describeCriteria(report, messages).map(
		({ passed, mark, title, evidence, hint }) =>
			`<li><span class="mark ${passed ? "pass" : "fail"}">${passed ? "✓" : "✗"} ${escapeHtml(mark)}</span>` +
			`<span><strong>${escapeHtml(title)}</strong><br><span class="soft">${escapeHtml(evidence)}</span>` +
			`${hint ? `<br>${escapeHtml(hint)}` : ""}</span></li>`,
	);
	return `<section class="verdict ${report.passed ? "pass" : "fail"}" id="verdict" aria-labelledby="verdict-title">
<h2 id="verdict-title">${escapeHtml(homework.verdict)}: ${escapeHtml(report.passed ? homework.passed : homework.notPassed)}</h2>
<ul>
${items.join("\n")}
</ul>
</section>`;
}

function resultsSection(report: Report, messages: Messages): string {
	const { homework, report: words } = messages;
	const buckets = report.models.attention.byLength;
	const chart = barChart({
		description: homework.byLengthTitle,
		numbers: messages.numbers,
		labels: buckets.map(({ from, to }) => homework.bucket(from, to)),
		series: (["none", "attention"] as const).map((kind) => ({
			kind,
			label: homework.model[kind],
			values: report.models[kind].byLength.map((bucket) => bucket.bleu),
		})),
	});
	return `<section>
<h2>${escapeHtml(words.results)}</h2>
${htmlTable({ caption: words.results, hideCaption: true, ...modelTable(report, messages) })}
${bootstrapLines(report, messages)
	.map((line) => `<p>${escapeHtml(line)}</p>`)
	.join("\n")}
<p class="soft">${escapeHtml(homework.signature(report.models.attention.bleuSignature))}</p>
<h3>${escapeHtml(homework.byLengthTitle)}</h3>
<p>${escapeHtml([words.byLengthIntro, largestGain(report, messages)].filter(Boolean).join(" "))}</p>
<figure class="chart">${chart}</figure>
${htmlTable({ caption: homework.byLengthTitle, hideCaption: true, ...lengthTable(report, messages) })}
</section>`;
}

function mapsSection(report: Report, { messages, mapSvgs }: ReportPageOptions): string {
	const { report: words } = messages;
	const figures = report.maps.map((map, index) => {
		const sentences = words.mapCaption(isolated(map.source.join(" ")), isolated(map.target.join(" ")));
		const caption = `${sentences} ${words.reordering(percent(map.reordering, messages.numbers))}`;
		return `<figure class="map">
${mapSvgs[index] ?? ""}
<figcaption>${escapeHtml(caption)}</figcaption>
</figure>
<details><summary>${escapeHtml(words.mapTable)}</summary>
${mapTable(map, report, messages)}
</details>`;
	});
	return `<section>
<h2>${escapeHtml(words.maps)}</h2>
<p>${escapeHtml(`${words.mapsIntro} ${wordOrder(report, messages)}`.trim())}</p>
${figures.join("\n")}
<p class="soft">${escapeHtml(words.caution)}</p>
</section>`;
}

/** What the drawn maps have in common, if anything. */
function wordOrder({ maps }: Report, { report: words }: Messages): string {
	if (maps.length > 0 && maps.every(({ reordering }) => reordering > 0)) return words.mapsReordered;
	if (maps.length > 0 && maps.every(({ reordering }) => reordering === 0)) return words.mapsMonotone;
	return "";
}

function mapTable(map: MapReport, { data }: Report, { report: words, numbers }: Messages): string {
	return htmlTable({
		caption: words.mapTable,
		hideCaption: true,
		...(readsRightToLeft(map.source) && { dir: "rtl" as const }),
		headLanguage: data.sourceLanguage,
		rowLanguage: data.targetLanguage,
		head: [words.mapTableCorner, ...map.source],
		rows: map.target.map((word, row) => [
			word,
			...(map.weights[row] ?? []).map((weight) => fixed(weight, 2, numbers)),
		]),
	});
}

function alignmentSection(report: Report, messages: Messages): string {
	const { homework, report: words } = messages;
	return `<section>
<h2>${escapeHtml(words.alignment)}</h2>
<p>${escapeHtml(words.alignmentIntro)}</p>
${htmlTable({ caption: homework.alignmentTitle, ...alignmentTable(report, messages) })}
<p class="soft">${escapeHtml(alignmentNote(report, messages))}</p>
</section>`;
}

function learningSection(report: Report, messages: Messages): string {
	const { homework, numbers, report: words } = messages;
	const kinds = ["none", "attention"] as const;
	const chart = lineChart({
		description: words.learningIntro,
		numbers: messages.numbers,
		labels: report.models.attention.epochs.map(({ epoch }) => `${words.epoch} ${epoch}`),
		series: kinds.map((kind) => ({
			kind,
			label: homework.model[kind],
			values: report.models[kind].epochs.map((epoch) => epoch.validationBleu),
		})),
	});
	const tables = kinds.map((kind) =>
		htmlTable({
			caption: homework.model[kind],
			head: words.epochHead,
			rows: report.models[kind].epochs.map((epoch) => [
				String(epoch.epoch),
				fixed(epoch.trainLoss, 3, numbers),
				fixed(epoch.validationLoss, 3, numbers),
				points(epoch.validationBleu, numbers),
				fixed(epoch.seconds, 1, numbers),
			]),
		}),
	);
	return `<section>
<h2>${escapeHtml(words.learning)}</h2>
<p>${escapeHtml(words.learningIntro)}</p>
<figure class="chart">${chart}</figure>
${tables.join("\n")}
</section>`;
}

function samplesSection(report: Report, { report: words }: Messages): string {
	return `<section>
<h2>${escapeHtml(words.samples)}</h2>
${htmlTable({
	caption: words.samples,
	hideCaption: true,
	head: words.samplesHead,
	rows: report.samples.map(({ source, none, attention, reference }) => [
		source,
		none,
		attention,
		reference ?? "–",
	]),
	text: true,
	columnLanguages: [
		report.data.sourceLanguage,
		report.data.targetLanguage,
		report.data.targetLanguage,
		report.data.targetLanguage,
	],
})}
</section>`;
}

function factsSection(report: Report, { language, messages }: ReportPageOptions): string {
	const { report: words, homework } = messages;
	const { data, settings, environment } = report;
	const seconds = report.models.none.trainSeconds + report.models.attention.trainSeconds;
	const facts: [string, string][] = [
		[words.facts.corpus, corpusName(report, messages)],
		[words.facts.languages, homework.languages(...languageNames(data, { language, messages }))],
		...(data.segmentedBy === null
			? []
			: ([[words.facts.segmentedBy, data.segmentedBy]] as [string, string][])),
		[words.facts.sha256, data.sha256],
		[words.facts.pairs, `${count(data.pairs)} (${count(data.trainPairs)})`],
		[words.facts.heldOut, `${count(data.validationSources)}, ${count(data.testSources)}`],
		[words.facts.vocabularies, `${count(data.sourceVocabulary)}, ${count(data.targetVocabulary)}`],
		[
			words.facts.settings,
			homework.settingsLine(
				settings.vocabulary,
				settings.units,
				settings.epochs,
				settings.batch,
				settings.score,
				settings.seed,
			),
		],
		[words.facts.learningRate, `${decimal(settings.learningRate, messages.numbers)}, ${settings.schedule}`],
		[words.facts.backend, `${environment.backend} (${environment.backendDetail})`],
		[homework.rows.trainTime, formatDuration(seconds)],
		[words.facts.machine, `${environment.processor}, ${environment.cores} × ${environment.platform}`],
		[words.facts.versions, `Mirada ${environment.mirada}, Node ${environment.node}`],
		[words.facts.finished, report.finishedAt],
	];
	return `<section>
<h2>${escapeHtml(words.howMade)}</h2>
<dl>
${facts.map(([term, value]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(value)}</dd>`).join("\n")}
</dl>
</section>`;
}
