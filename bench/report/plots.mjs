// The plots of a result: ratio to each peer, share of the peak, speed-up with threads, and rates by size.

import { bestPeerOf, defaultSetOf, isWithin, oursOf } from "../framework/targets.mjs";
import { dotPlot } from "./dot-plot.mjs";
import { linePlot } from "./line-plot.mjs";

const slug = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
const most = (result) => Math.max(...result.threads);
const percent = (value) => `${Number((100 * value).toPrecision(3))} %`;
const times = (value) => `${Number(value.toPrecision(3))}`;

/** `[{ file, alt, svg }]` */
export function plotsOf(result) {
	const groups = [...new Set(result.rows.filter(({ contenders }) => contenders).map(({ group }) => group))];
	return [
		...groups.flatMap((group) => [ratios(result, group), peaks(result, group), scaling(result, group)]),
		...(result.lines ?? []).map((spec) => along(result, spec)),
	].filter(Boolean);
}

function plot(result, name, group, draw) {
	const title = `${result.title}${group ? `, ${group}` : ""}: ${draw.what}`;
	const description = `${title}. ${draw.description}`;
	const svg = (draw.kind === "line" ? linePlot : dotPlot)({ ...draw, title, description });
	return { file: `${slug([result.suite, group, name].filter(Boolean).join(" "))}.svg`, alt: title, svg };
}

const timedRows = (result, group) =>
	result.rows.filter((row) => row.group === group && oursOf(row, most(result))?.seconds);

/** Names of the peers, in the order in which the rows mention them. */
function peerNames(rows) {
	const names = rows.flatMap((row) =>
		row.contenders.filter(({ ours, seconds }) => !ours && seconds).map(({ name }) => name),
	);
	return [...new Set(names)];
}

function ratios(result, group) {
	const rows = timedRows(result, group);
	const series = peerNames(rows);
	if (series.length === 0) return undefined;
	const threads = most(result);
	const goals = result.targets
		.filter((rule) => rule.measure === "ratio" && rule.over === "min" && (rule.group ?? group) === group)
		.map((rule) => rule.atLeast);
	const goal = goals.length > 0 ? Math.max(...goals) : undefined;
	return plot(result, "ratio", group, {
		what: `speed relative to each peer, ${threadsText(threads)}`,
		description:
			"One line per case, one mark per peer (its best variant and thread count). To the right of 1, Mirada is faster.",
		series,
		rows: rows.map((row) => ({
			label: row.case,
			values: Object.fromEntries(
				series.map((name) => {
					const peer = bestPeerOf(row, threads, [name]);
					return [name, peer && peer.seconds.median / oursOf(row, threads).seconds.median];
				}),
			),
		})),
		marks: [{ value: 1, label: "equal" }, ...(goal ? [{ value: goal, label: `target ${goal}` }] : [])],
		axis: { label: "peer's time divided by Mirada's (logarithmic)", scale: "log", format: times },
	});
}

function peaks(result, group) {
	const threads = most(result);
	const peak = result.ceilings?.[threads]?.fmaGflops;
	const rows = timedRows(result, group).filter(({ unit }) => unit === "GFLOP/s");
	if (!peak || rows.length === 0) return undefined;
	const variants = ours(result, rows);
	const share = (row, contender) => contender?.seconds && row.amount / contender.seconds.median / peak;
	const goal = result.targets.find(
		(rule) => rule.measure === "peak" && rows.some((row) => isWithin(row, rule)),
	)?.atLeast;
	return plot(result, "peak", group, {
		what: `share of the FMA peak, ${threadsText(threads)}`,
		description: `The peak is that of a loop of fused multiply-adds measured in the same run, ${peak} GFLOP/s. Tile units can exceed it.`,
		series: [...variants.map(({ label }) => label), "best peer"],
		rows: rows.map((row) => ({
			label: row.case,
			values: {
				...Object.fromEntries(
					variants.map(({ label, variant }) => [label, share(row, oursOf(row, threads, variant))]),
				),
				"best peer": share(row, bestPeerOf(row, threads)),
			},
		})),
		marks: [
			{ value: 1, label: "FMA peak" },
			...(goal ? [{ value: goal, label: `target ${percent(goal)}` }] : []),
		],
		axis: { label: "rate as a share of the measured FMA peak", scale: "linear", format: percent },
	});
}

/** Our series: the default, named after its instruction set, then the other sets that were timed. */
function ours(result, rows) {
	const extra = new Set(
		rows.flatMap((row) => row.contenders.filter((c) => c.extra && c.seconds).map((c) => c.variant)),
	);
	const set = defaultSetOf(result);
	const others = [...extra].filter((variant) => variant !== set);
	return [
		{ label: set ? `Mirada (${set})` : "Mirada", variant: undefined },
		...others.map((variant) => ({ label: `Mirada (${variant})`, variant })),
	];
}

function scaling(result, group) {
	const threads = most(result);
	const rows = timedRows(result, group).filter((row) => oursOf(row, 1)?.seconds);
	if (threads === 1 || rows.length === 0) return undefined;
	const goal = result.targets.find(
		(rule) => rule.measure === "scaling" && (rule.group ?? group) === group,
	)?.atLeast;
	const factor = (single, all) =>
		single?.seconds && all?.seconds ? single.seconds.median / all.seconds.median : undefined;
	return plot(result, "threads", group, {
		what: `speed-up from 1 to ${threads} threads`,
		description: "One line per case; the right dashed line is the number of threads.",
		series: ["Mirada", "best peer"],
		rows: rows.map((row) => ({
			label: row.case,
			values: {
				Mirada: factor(oursOf(row, 1), oursOf(row, threads)),
				"best peer": factor(bestPeerOf(row, 1), bestPeerOf(row, threads)),
			},
		})),
		marks: [{ value: threads, label: "ideal" }, ...(goal ? [{ value: goal, label: `target ${goal}` }] : [])],
		axis: { label: `time with 1 thread divided by time with ${threads}`, scale: "linear", format: times },
	});
}

/** A line per contender over the rows of `spec`: { title, group, where, x, xLabel }. */
function along(result, { title, group, where, x, xLabel }) {
	const threads = most(result);
	const rows = timedRows(result, group)
		.filter((row) => isWithin(row, { where }) && row.amount)
		.toSorted((a, b) => a.axes[x] - b.axes[x]);
	if (rows.length < 2) return undefined;
	const rate = (row, contender) =>
		contender?.seconds ? [row.axes[x], row.amount / contender.seconds.median] : undefined;
	const series = [
		...ours(result, rows).map(({ label, variant }) => ({
			name: label,
			points: rows.map((row) => rate(row, oursOf(row, threads, variant))),
		})),
		...peerNames(rows).map((name) => ({
			name,
			points: rows.map((row) => rate(row, bestPeerOf(row, threads, [name]))),
		})),
	].map(({ name, points }) => ({ name, points: points.filter(Boolean) }));
	const peak = result.ceilings?.[threads]?.fmaGflops;
	return plot(result, title, group, {
		kind: "line",
		what: `${title}, ${threadsText(threads)}`,
		description: `One line per contender; x axis: ${xLabel}.`,
		series: series.filter(({ points }) => points.length > 0),
		marks: peak && rows[0].unit === "GFLOP/s" ? [{ value: peak, label: "FMA peak" }] : [],
		xLabel,
		yLabel: rows[0].unit,
	});
}

const threadsText = (threads) => (threads === 1 ? "1 thread" : `${threads} threads`);
