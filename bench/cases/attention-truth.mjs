// Attention in double precision, one loop per index: the truth for some heads, or for some rows of them where whole
// heads would take too long.

import { readFloats } from "../framework/comparison.mjs";
import { readInput } from "../framework/seeded-inputs.mjs";

/** Multiply-adds that a check may take: about a second. */
const BUDGET = 4e8;

/** What is computed: whole heads (then key and value gradients too), or rows spread over the heads. */
export function truthOf(attentionCase, files) {
	const { B, N, T, S, H } = attentionCase;
	const inputs = Object.fromEntries(Object.entries(files).map(([name, path]) => [name, readInput(path)]));
	const perHead = 7 * T * S * H;
	const wholeHeads = Math.min(B * N, Math.floor(BUDGET / perHead), 8);
	const heads = Math.max(wholeHeads, Math.min(B * N, 4));
	const rowsPerHead = Math.max(1, Math.min(T, Math.floor(BUDGET / (heads * 7 * S * H)), 16));
	return Array.from({ length: heads }, (_, index) => {
		const head = Math.floor((index * B * N) / heads);
		const rows =
			wholeHeads > 0
				? Array.from({ length: T }, (_, t) => t)
				: Array.from({ length: rowsPerHead }, (_, i) => Math.floor(((i + 0.5) * T) / rowsPerHead));
		return headInDouble(attentionCase, inputs, {
			b: Math.floor(head / N),
			n: head % N,
			rows,
			whole: wholeHeads > 0,
		});
	});
}

function headInDouble({ kind, B, N, T, S, H }, inputs, { b, n, rows, whole }) {
	const { query, key, value, dOutput, lengths, mask, bias } = inputs;
	const scale = 1 / Math.sqrt(H);
	const queryAt = (t) => ((b * T + t) * N + n) * H;
	const keyAt = (s) => ((b * S + s) * N + n) * H;
	const visible = (t, s) => {
		if (kind === "causal") return s <= t;
		if (kind === "lengths") return s < lengths[b];
		return kind === "mask" ? mask[(b * T + t) * S + s] !== 0 : true;
	};
	const dot = (x, xAt, y, yAt) => {
		let sum = 0;
		for (let h = 0; h < H; h++) sum += x[xAt + h] * y[yAt + h];
		return sum;
	};
	const zeros = (count) => new Float64Array(count * H);
	const truth = { b, n, rows, B, T, S, N, H, output: zeros(T), variance: zeros(T), dQuery: zeros(T) };
	if (whole) Object.assign(truth, { dKey: zeros(S), dValue: zeros(S) });
	const weights = new Float64Array(S);
	const dWeights = new Float64Array(S);
	for (const t of rows) {
		let most = Number.NEGATIVE_INFINITY;
		for (let s = 0; s < S; s++) {
			weights[s] = visible(t, s)
				? scale * dot(query, queryAt(t), key, keyAt(s)) + (bias ? bias[(n * T + t) * S + s] : 0)
				: Number.NEGATIVE_INFINITY;
			most = Math.max(most, weights[s]);
		}
		let sum = 0;
		for (let s = 0; s < S; s++) {
			weights[s] = Math.exp(weights[s] - most);
			sum += weights[s];
		}
		let delta = 0;
		for (let s = 0; s < S; s++) {
			weights[s] /= sum;
			if (weights[s] === 0) continue;
			for (let h = 0; h < H; h++) {
				const product = weights[s] * value[keyAt(s) + h];
				truth.output[t * H + h] += product;
				truth.variance[t * H + h] += product * product;
			}
			dWeights[s] = dot(dOutput, queryAt(t), value, keyAt(s));
			delta += weights[s] * dWeights[s];
		}
		for (let s = 0; s < S; s++) {
			if (weights[s] === 0) continue;
			const dScore = weights[s] * (dWeights[s] - delta);
			for (let h = 0; h < H; h++) {
				truth.dQuery[t * H + h] += scale * dScore * key[keyAt(s) + h];
				if (!whole) continue;
				truth.dKey[s * H + h] += scale * dScore * query[queryAt(t) + h];
				truth.dValue[s * H + h] += weights[s] * dOutput[queryAt(t) + h];
			}
		}
	}
	return truth;
}

/** max |got - truth| / max |truth| over the heads and rows that were computed, the worst of the named outputs. */
export function errorAgainst(truths, outputFiles, names) {
	return Math.max(...names.map((name) => errorOfOutput(truths, readFloats(outputFiles[name]), name)));
}

function errorOfOutput(truths, got, name) {
	let worst = 0;
	let largest = 0;
	for (const truth of truths) {
		const ofKeys = name === "dKey" || name === "dValue";
		if (ofKeys && !truth.dKey) continue;
		const length = ofKeys ? truth.S : truth.T;
		const rows = ofKeys ? Array.from({ length }, (_, s) => s) : truth.rows;
		for (const row of rows) {
			const at = ((truth.b * length + row) * truth.N + truth.n) * truth.H;
			for (let h = 0; h < truth.H; h++) {
				const want = truth[name][row * truth.H + h];
				const difference = Math.abs(got[at + h] - want);
				if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
				largest = Math.max(largest, Math.abs(want));
			}
		}
	}
	return worst / largest;
}

/**
 * With dropout an output is random: its mean is the output without, its variance rate / (1 - rate) times the sum of
 * squares of what is summed. Gives the mean square of the deviations in standard deviations: about 1.
 */
export function dropoutSpread(truths, outputFile, rate) {
	const got = readFloats(outputFile);
	let sum = 0;
	let count = 0;
	for (const { b, n, rows, T, N, H, output, variance } of truths) {
		for (const t of rows) {
			for (let h = 0; h < H; h++) {
				const deviation = got[((b * T + t) * N + n) * H + h] - output[t * H + h];
				sum += deviation ** 2 / ((rate / (1 - rate)) * variance[t * H + h]);
				count++;
			}
		}
	}
	return sum / count;
}
