// The few statistics of the benchmarks.

/** The middle value, or the mean of the two middle ones. */
export function median(values) {
	if (values.length === 0) throw new RangeError("median: expected at least one value, got none");
	const sorted = values.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** exp of the mean of the logarithms: the mean of ratios. */
export function geometricMean(values) {
	if (values.length === 0) throw new RangeError("geometricMean: expected at least one value, got none");
	return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** `{ median, min, max, rounds }` of one contender's rounds. */
export function summary(rounds) {
	return { median: median(rounds), min: Math.min(...rounds), max: Math.max(...rounds), rounds };
}

/** To `digits` significant digits, so that result files stay readable. */
export function significant(value, digits = 4) {
	return Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
}
