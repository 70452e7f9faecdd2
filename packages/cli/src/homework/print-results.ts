// The results and the verdict in the terminal.

import { isolated } from "@mirada/attention/figures";
import { type CommandContext, say } from "../command-context.js";
import type { Report } from "../results/report.js";
import { points } from "../results-text/numbers.js";
import {
	alignmentNote,
	alignmentTable,
	bootstrapLines,
	lengthTable,
	modelTable,
} from "../results-text/results-tables.js";
import { describeCriteria } from "../results-text/verdict-text.js";
import { renderBars } from "../terminal/bars.js";
import { renderHeatmap } from "../terminal/heatmap.js";
import { renderTable } from "../terminal/table.js";
import { wantsColour } from "../terminal/text-style.js";

export function printResults(report: Report, folder: string, json: boolean, context: CommandContext): void {
	const { messages, style } = context;
	const { homework } = messages;
	const print = (text = "") => say(context, json, text);
	print(renderTable(modelTable(report, messages), style));
	for (const line of bootstrapLines(report, messages)) print(style.dim(line));
	print(style.dim(homework.signature(report.models.attention.bleuSignature)));
	print();
	print(style.bold(homework.byLengthTitle));
	print(renderTable(lengthTable(report, messages), style));
	print(renderBars(lengthBars(report, context), style));
	print();
	print(style.bold(homework.alignmentTitle));
	print(renderTable(alignmentTable(report, messages), style));
	print(style.dim(alignmentNote(report, messages)));
	print();
	printMaps(report, json, context);
	printVerdict(report, json, context);
	print(homework.files(folder));
}

function lengthBars({ models }: Report, { messages: { homework, numbers } }: CommandContext) {
	return models.attention.byLength.flatMap((bucket, index) => {
		const label = homework.bucket(bucket.from, bucket.to);
		const without = models.none.byLength[index]?.bleu ?? 0;
		return [
			{ label, value: without, text: points(without, numbers), colour: "yellow" as const },
			{ label: "", value: bucket.bleu, text: points(bucket.bleu, numbers), colour: "cyan" as const },
		];
	});
}

function printMaps({ maps }: Report, json: boolean, context: CommandContext): void {
	const { io, style, messages } = context;
	const { homework } = messages;
	const form = wantsColour(io.stdout, io.env) ? "colour" : "digits";
	for (const [index, map] of maps.entries()) {
		say(context, json, style.bold(`${homework.mapTitle(index + 1)}: ${isolated(map.source.join(" "))}`));
		say(context, json, renderHeatmap(map, { form, columns: io.stdout.columns ?? 100 }));
		say(context, json);
	}
	if (maps.length === 0) return;
	say(context, json, style.dim(homework.mapLegend));
	if (form === "digits") say(context, json, style.dim(homework.digitsLegend));
	say(context, json);
}

function printVerdict(report: Report, json: boolean, context: CommandContext): void {
	const { messages, style } = context;
	const { homework } = messages;
	say(context, json, style.bold(homework.verdict));
	for (const { passed, mark, title, evidence, hint } of describeCriteria(report, messages)) {
		const paint = passed ? style.green : style.red;
		say(context, json, `${paint(`${passed ? "✓" : "✗"} ${mark}`)}  ${title}`);
		say(context, json, `    ${style.dim(evidence)}`);
		if (hint) say(context, json, `    ${hint}`);
	}
	const paint = report.passed ? style.green : style.red;
	say(context, json, style.bold(paint(report.passed ? homework.passed : homework.notPassed)));
	say(context, json);
}
