// hint: mask-add

function softmax(row) {
	const max = Math.max(...row);
	const exps = row.map((x) => Math.exp(x - max));
	const sum = exps.reduce((a, b) => a + b, 0);
	return exps.map((x) => x / sum);
}

export function maskedSoftmax(scores, mask) {
	return scores.map((row, t) => (mask[t].includes(true) ? softmax(row.map((x, s) => x + (mask[t][s] ? 0 : -1e9))) : row.map(() => 0)));
}
