// hint: mask-after-softmax

function softmax(row) {
	const max = Math.max(...row);
	const exps = row.map((x) => Math.exp(x - max));
	const sum = exps.reduce((a, b) => a + b, 0);
	return exps.map((x) => x / sum);
}

export function maskedSoftmax(scores, mask) {
	return scores.map((row, t) => softmax(row).map((w, s) => (mask[t][s] ? w : 0)));
}
