// The tables of the report, in Markdown.

import { bestPeerOf, defaultSetOf, evaluate, otherWorkOf, oursOf } from "../framework/reach.mjs";

const digits = (value, count = 3) =>
	Number.isFinite(value) ? String(Number(value.toPrecision(count))) : "–";
const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");

export function table(head, body) {
	return [head, head.map(() => "---"), ...body].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

/** What each rule reaches for and reached; `limits` gives the sentence that people wrote for a row not reached. */
export function reachTable(results, limits) {
	const rows = results.flatMap((result) =>
		result.reach.map((rule) => {
			const outcome = evaluate(rule, result);
			return [
				rule.what,
				outcome.reach,
				reachedText(rule, outcome),
				outcome.met === null ? "not measured" : outcome.met ? "yes" : "**no**",
				outcome.met === false ? (limits(result.suite, rule.what) ?? "not written yet") : "",
			];
		}),
	);
	return table(["what", "reach", "reached", "met", "limit"], rows);
}

/** The same for the terminal, without the limits: a line a rule. */
export function reachLines(results) {
	return results
		.flatMap((result) =>
			result.reach.map((rule) => {
				const outcome = evaluate(rule, result);
				const verdict = outcome.met === null ? "–" : outcome.met ? "reached" : "not reached";
				return `${verdict.padEnd(13)}${rule.what}: ${outcome.reach}: ${reachedText(rule, outcome)}`;
			}),
		)
		.join("\n");
}

function reachedText({ measure, unit }, { reached, worst, rows, good, wrong, disturbed }) {
	const bad = [
		wrong?.length > 0 ? `; failed: ${wrong.join(", ")}` : "",
		disturbed?.length > 0 ? `; measured on a busy machine: ${disturbed.join(", ")}` : "",
	].join("");
	if (reached === null) return `–${bad}`;
	if (measure === "identical") return `${good} of ${rows} cases`;
	const value = measure === "peak" ? `${digits(100 * reached)} %` : digits(reached);
	const at = worst ? ` (${worst}); ${good} of ${rows} cases` : ` over ${rows} cases`;
	return `${value}${measure === "value" && unit ? ` ${unit}` : ""}${at}${bad}`;
}

/** One table per group of a suite. */
export function suiteTables(result) {
	const groups = [...new Set(result.rows.map(({ group }) => group))];
	return groups.flatMap((group) => {
		const rows = result.rows.filter((row) => row.group === group);
		const races = rows.filter(({ contenders }) => contenders);
		const values = rows.filter(({ contenders }) => !contenders);
		return [
			...(groups.length > 1 ? [`### ${capital(group)}`] : []),
			...(races.length > 0 ? [raceTable(result, races)] : []),
			...(values.length > 0 ? [valueTable(values)] : []),
		];
	});
}

function raceTable(result, rows) {
	const threads = Math.max(...result.threads);
	const peak = result.ceilings?.[threads]?.fmaGflops;
	const { unit } = rows[0];
	const set = defaultSetOf(result);
	const isRate = rows.every(({ amount }) => amount);
	const show = (row, contender) => (contender?.seconds ? measured(row, contender.seconds) : "–");
	const sets = [
		...new Set(
			rows.flatMap((row) => row.contenders.filter((c) => c.extra && c.seconds).map((c) => c.variant)),
		),
	];
	const peers = [...new Set(rows.flatMap((row) => row.contenders.filter((c) => !c.ours).map((c) => c.name)))];
	const withPeak = peak && unit === "GFLOP/s";
	const withScaling = threads > 1 && rows.some((row) => oursOf(row, 1)?.seconds);
	const head = [
		"case",
		`Mirada${set ? ` (${set})` : ""}, ${isRate ? unit : "ms"}`,
		...sets.map((extra) => `Mirada (${extra})`),
		...peers,
		"ratio to the best",
		...(withPeak ? ["of FMA peak"] : []),
		...(withScaling ? [`1 to ${threads} threads`] : []),
		"error",
	];
	const body = rows.map((row) => {
		const ours = oursOf(row, threads);
		const best = bestPeerOf(row, threads);
		const single = oursOf(row, 1);
		const time = ours?.seconds?.median;
		return [
			caseCell(row),
			row.failed ? `failed: ${row.failed}` : show(row, ours),
			...sets.map((extra) => show(row, oursOf(row, threads, extra))),
			...peers.map((name) => peerCell(row, threads, name)),
			best && time ? `**${digits(best.seconds.median / time)}**` : "–",
			...(withPeak ? [time ? `${digits((100 * row.amount) / time / peak)} %` : "–"] : []),
			...(withScaling ? [single?.seconds && time ? digits(single.seconds.median / time) : "–"] : []),
			ours?.error === undefined ? "–" : ours.error.toExponential(1),
		];
	});
	return table(head, body);
}

/** The case, and a warning where others used the machine while it was measured. */
function caseCell(row) {
	const percent = otherWorkOf(row);
	return percent === undefined ? row.case : `${row.case} **(busy machine: ${percent} % other work)**`;
}

/** Rate or milliseconds, with the spread of the rounds. */
function measured({ amount }, { median, min, max }) {
	const value = (seconds) => digits(amount ? amount / seconds : 1000 * seconds);
	const [low, high] = amount ? [max, min] : [min, max];
	return low === high ? value(median) : `${value(median)} (${value(low)} to ${value(high)})`;
}

/** A peer's best variant and its threads where they are fewer, or why it has none. */
function peerCell(row, threads, name) {
	const best = bestPeerOf(row, threads, [name]);
	if (best) {
		const fewer = best.threads < threads && (best.threads === 1 ? "1 thread" : `${best.threads} threads`);
		return [measured(row, best.seconds), best.variant, fewer].filter(Boolean).join(", ");
	}
	const out = row.contenders.find((c) => c.name === name && c.threads === threads && (c.skipped || c.wrong));
	return out ? (out.wrong ? `wrong: ${out.wrong}` : out.skipped) : "–";
}

function valueTable(rows) {
	const spread = ({ min, max }) => (min === undefined ? "" : ` (${digits(min)} to ${digits(max)})`);
	const body = rows.map((row) => [
		caseCell(row),
		row.failed ? `failed: ${row.failed}` : `${digits(row.value)} ${row.unit}${spread(row)}`,
	]);
	return table(["case", "measured"], body);
}

export const capital = (text) => (text ? text[0].toUpperCase() + text.slice(1) : "");
