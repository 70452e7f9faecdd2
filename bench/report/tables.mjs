// The tables of the report, in Markdown.

import { bestPeerOf, defaultSetOf, evaluate, otherWorkOf, oursOf } from "../framework/targets.mjs";

const digits = (value, count = 3) =>
	Number.isFinite(value) ? String(Number(value.toPrecision(count))) : "–";
const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");

export function table(head, body) {
	return [head, head.map(() => "---"), ...body].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

/** Every target and its result; `reasons(suite, what)` gives the note on a target that is not met, as one paragraph. */
export function targetTable(results, reasons) {
	let lastReason;
	const rows = results.flatMap((result) =>
		result.targets.map((rule) => {
			const outcome = evaluate(rule, result);
			const reason = outcome.met === false ? (reasons(result.suite, rule.what) ?? "not written yet") : "";
			const shown = reason && reason === lastReason ? "as above" : reason;
			lastReason = reason;
			return [
				rule.what,
				outcome.target,
				valueText(rule, outcome),
				outcome.met === null ? "not measured" : outcome.met ? "yes" : "**no**",
				shown,
			];
		}),
	);
	return table(["metric", "target", "worst case", "met", "why not"], rows);
}

/** The same for the terminal, without reasons: one line per target. */
export function targetLines(results) {
	return results
		.flatMap((result) =>
			result.targets.map((rule) => {
				const outcome = evaluate(rule, result);
				const verdict = outcome.met === null ? "–" : outcome.met ? "met" : "not met";
				return `${verdict.padEnd(9)}${rule.what}: ${outcome.target}: ${valueText(rule, outcome)}`;
			}),
		)
		.join("\n");
}

function valueText({ measure, unit }, { value, worst, rows, good, wrong, disturbed }) {
	const bad = [
		wrong?.length > 0 ? `; failed: ${wrong.join(", ")}` : "",
		disturbed?.length > 0 ? `; measured on a busy machine: ${disturbed.join(", ")}` : "",
	].join("");
	if (value === null) return `–${bad}`;
	if (measure === "identical") return `${good} of ${rows} cases${bad}`;
	const number = measure === "peak" ? `${digits(100 * value)} %` : digits(value);
	const withUnit = measure === "value" && unit ? `${number} ${unit}` : number;
	return worst
		? `${withUnit} (${worst}); met in ${good} of ${rows} cases${bad}`
		: `${withUnit}, mean of ${rows} cases${bad}`;
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
		"ratio to best peer",
		...(withPeak ? ["share of FMA peak"] : []),
		...(withScaling ? [`speed-up, 1 to ${threads} threads`] : []),
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

/** The case, with a warning if other programs were running while it was measured. */
function caseCell(row) {
	const percent = otherWorkOf(row);
	return percent === undefined ? row.case : `${row.case} **(busy machine: ${percent} % other work)**`;
}

/** Rate or milliseconds, with the range over the rounds. */
function measured({ amount }, { median, min, max }) {
	const value = (seconds) => digits(amount ? amount / seconds : 1000 * seconds);
	const [low, high] = amount ? [max, min] : [min, max];
	return low === high ? value(median) : `${value(median)} (${value(low)} to ${value(high)})`;
}

/** A peer's best variant, its number of threads if below ours, or why there is none. */
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
