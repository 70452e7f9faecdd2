// The targets of a suite, as data, and whether a result meets them.
//
//     { what, group?, where?, measure, over, atLeast | atMost, against?, threads? }
//
// group, where   which rows: `row.group`, and limits on `row.axes` such as { headSize: { atLeast: 64 } }
// measure        "ratio"      our speed divided by the best peer's (or by that of the best among `against`, a list of names),
//                the peer counts with its best number of threads
//                "peak"       our rate divided by the FMA peak of the same number of threads; rates in GFLOP/s
//                "scaling"    our time with one thread divided by our time with all
//                "error"      our error divided by the peers' median error: 1 means as accurate as plain single precision
//                "identical"  1 if one thread and all threads gave identical bits, else 0
//                "value"      `row.value`
// over           "min", "max" or "geometricMean" over the rows
// variant        one of our extra variants instead of the default

import { geometricMean, median } from "./statistics.mjs";

const overs = {
	min: (values) => Math.min(...values),
	max: (values) => Math.max(...values),
	geometricMean,
};

/** Our timed contender of a row, the default or the named variant. */
export function oursOf(row, threads, variant) {
	return row.contenders?.find(
		(contender) =>
			contender.ours &&
			contender.threads === threads &&
			(variant ? contender.variant === variant : !contender.extra),
	);
}

/** The instruction set that Mirada chose by default, from its version; undefined in suites that do not record it. */
export function defaultSetOf(result) {
	return result.versions?.mirada?.match(/, (\w+) \(of/)?.[1];
}

/**
 * The fastest peer of a row, among `against` if given, with at most `threads` threads: a user may choose fewer, and on a
 * busy machine several threads that wait for each other can be slower than one. Undefined if none was timed.
 */
export function bestPeerOf(row, threads, against) {
	return row.contenders
		?.filter(({ ours, seconds, threads: count }) => !ours && seconds && count <= threads)
		.filter(({ name }) => !against || against.includes(name))
		.toSorted((a, b) => a.seconds.median - b.seconds.median)[0];
}

/** CPU share of other programs in the row's worst round, in percent; undefined if the machine was idle. */
export function otherWorkOf(row) {
	const percents = [row, ...(row.contenders ?? [])].flatMap(({ otherWorkPercent }) => otherWorkPercent ?? []);
	return percents.length > 0 ? Math.max(...percents) : undefined;
}

const measures = {
	ratio(row, { threads, against, variant }) {
		const ours = oursOf(row, threads, variant)?.seconds?.median;
		const theirs = bestPeerOf(row, threads, against)?.seconds.median;
		return ours && theirs ? theirs / ours : undefined;
	},
	peak(row, { threads, variant, ceilings }) {
		const ours = oursOf(row, threads, variant)?.seconds?.median;
		const peak = ceilings?.[threads]?.fmaGflops;
		return ours && peak && row.unit === "GFLOP/s" ? row.amount / ours / peak : undefined;
	},
	scaling(row, { threads, variant }) {
		const single = oursOf(row, 1, variant)?.seconds?.median;
		const ours = oursOf(row, threads, variant)?.seconds?.median;
		return single && ours && threads > 1 ? single / ours : undefined;
	},
	error(row, { threads, variant }) {
		const ours = oursOf(row, threads, variant)?.error;
		const theirs = row.contenders?.filter((contender) => !contender.ours && contender.error > 0);
		return ours && theirs.length > 0 ? ours / median(theirs.map(({ error }) => error)) : undefined;
	},
	identical: (row) => (row.identical === undefined ? undefined : Number(row.identical)),
	value: (row) => row.value,
};

/** One measure of one row: undefined where the row does not have it. */
export function measureOf(row, measure, settings) {
	return measures[measure](row, settings);
}

export function isWithin(row, { group, where = {} }) {
	if (group !== undefined && row.group !== group) return false;
	return Object.entries(where).every(([axis, limit]) => {
		const value = row.axes?.[axis];
		if (typeof limit !== "object") return value === limit;
		return (
			value >= (limit.atLeast ?? Number.NEGATIVE_INFINITY) &&
			value <= (limit.atMost ?? Number.POSITIVE_INFINITY)
		);
	});
}

/**
 * `{ what, target, value, met, worst, rows, missing, disturbed }`: `value` and `met` are null if no row has the measure. A
 * row with a wrong result keeps the target from being met. `disturbed`: cases measured on a busy machine.
 */
export function evaluate(rule, result) {
	const settings = {
		...rule,
		threads: rule.threads ?? Math.max(...result.threads),
		ceilings: result.ceilings,
	};
	const rows = result.rows.filter((row) => isWithin(row, rule));
	const measured = rows
		.map((row) => ({ row, value: measureOf(row, rule.measure, settings) }))
		.filter(({ value }) => value !== undefined);
	const wrong = rows.filter((row) => row.failed);
	const base = {
		what: rule.what,
		target: targetText(rule),
		rows: measured.length,
		missing: rows.length - measured.length,
	};
	const failures = { wrong: wrong.map((row) => row.case) };
	if (measured.length === 0)
		return { ...base, ...failures, value: null, met: wrong.length > 0 ? false : null };
	const value = overs[rule.over](measured.map(({ value }) => value));
	const isGood = (number) => (rule.atLeast === undefined ? number <= rule.atMost : number >= rule.atLeast);
	const order = rule.atLeast === undefined ? -1 : 1;
	const worst = measured.toSorted((a, b) => order * (a.value - b.value))[0];
	return {
		...base,
		value,
		met: isGood(value) && wrong.length === 0,
		worst: rule.over === "geometricMean" ? undefined : worst.row.case,
		disturbed: measured.filter(({ row }) => otherWorkOf(row) !== undefined).map(({ row }) => row.case),
		good: measured.filter(({ value }) => isGood(value)).length,
		...failures,
		unit: rule.unit,
	};
}

const over = { min: "in every case", max: "in every case", geometricMean: "as geometric mean" };

function targetText({ measure, over: how, atLeast, atMost, unit, against }) {
	if (measure === "identical") return "bit-identical in every case";
	const sign = atLeast === undefined ? "at most" : "at least";
	const value = atLeast ?? atMost;
	const peer = against ? against.join(" or ") : "the best peer";
	if (measure === "ratio" && atLeast === 1) return `at least as fast as ${peer}, ${over[how]}`;
	const text = measure === "peak" ? `${Math.round(100 * value)} %` : `${value}${unit ? ` ${unit}` : ""}`;
	const kind = {
		ratio: ` times as fast as ${peer}`,
		scaling: " times as fast",
		peak: " of the FMA peak",
		error: " times the peers' error",
		value: "",
	}[measure];
	return `${sign} ${text}${kind}, ${over[how]}`;
}
