// The attention problems that are measured. B batch, T target and S source length, N heads, H size per head.

/**
 * name; [B, N, T, S, H]; the kinds of call: "plain", "causal", "lengths" (ragged key lengths), "mask" (boolean, nine of
 * ten keys allowed), "bias" (one per head, added to the scores), "dropout". `few`: two rounds, one variant of each peer, none
 * with one thread, because one call takes seconds. `quick`: part of a quick run.
 */
const SHAPES = [
	{
		what: "NMT",
		shape: [64, 8, 16, 16, 64],
		kinds: ["plain", "causal", "lengths", "mask", "bias", "dropout"],
		quick: ["plain", "lengths"],
	},
	{ what: "NMT, one head", shape: [64, 1, 20, 20, 256], kinds: ["plain", "lengths", "dropout"] },
	{
		what: "NMT, long sentences",
		shape: [64, 8, 64, 64, 64],
		kinds: ["plain", "causal", "lengths", "bias"],
		quick: ["causal"],
	},
	{
		what: "BERT-like",
		shape: [8, 8, 512, 512, 64],
		kinds: ["plain", "causal", "lengths", "mask", "bias", "dropout"],
		quick: ["plain", "mask"],
	},
	{ what: "long", shape: [1, 16, 2048, 2048, 128], kinds: ["plain", "causal"] },
	{ what: "long", shape: [1, 8, 4096, 4096, 64], kinds: ["plain", "causal", "lengths", "mask"] },
	{ what: "long", shape: [1, 8, 16384, 16384, 64], kinds: ["plain", "causal"], few: true },
	{ what: "decode", shape: [1, 8, 1, 64, 64], kinds: ["plain"], forwardOnly: true },
	{ what: "decode", shape: [1, 8, 1, 512, 64], kinds: ["plain"], forwardOnly: true, quick: ["plain"] },
	{ what: "decode", shape: [1, 8, 1, 4096, 64], kinds: ["plain"], forwardOnly: true },
	{ what: "decode", shape: [64, 8, 1, 64, 64], kinds: ["lengths"], forwardOnly: true },
	{ what: "decode", shape: [8, 16, 1, 2048, 128], kinds: ["plain", "lengths"], forwardOnly: true },
	{ what: "odd", shape: [3, 5, 37, 53, 40], kinds: ["plain", "mask"], quick: ["plain"] },
	{ what: "odd", shape: [2, 7, 129, 257, 72], kinds: ["lengths", "bias"] },
	{ what: "odd", shape: [1, 3, 1023, 1023, 80], kinds: ["causal", "dropout"] },
];

export const DROPOUT_RATE = 0.1;

/** `{ what, kind, B, N, T, S, H, passes, few, biasGradient }`; passes: "forward", "forward + backward". */
export function attentionCases(quick) {
	return SHAPES.flatMap(({ what, shape: [B, N, T, S, H], kinds, quick: inQuick = [], few, forwardOnly }) =>
		(quick ? inQuick : kinds).map((kind) => ({
			what,
			kind,
			B,
			N,
			T,
			S,
			H,
			few,
			passes: forwardOnly ? ["forward"] : ["forward", "forward + backward"],
			// A trained bias, as in T5; elsewhere the bias is a constant, as in ALiBi.
			biasGradient: kind === "bias" && T === 512,
		})),
	);
}

export const caseName = ({ what, kind, B, N, T, S, H }) => `${what} ${[B, N, T, S, H].join("x")} ${kind}`;

/** Files of the inputs: query (B,T,N,H), key and value (B,S,N,H), gradient of the output, and what the kind needs. */
export function attentionInputs(inputs, { kind, B, N, T, S, H }) {
	const files = {
		query: inputs.floats(11, B * T * N * H),
		key: inputs.floats(12, B * S * N * H),
		value: inputs.floats(13, B * S * N * H),
		dOutput: inputs.floats(14, B * T * N * H),
	};
	if (kind === "lengths") files.lengths = inputs.integers(15, B, Math.ceil(S / 4), S);
	if (kind === "mask") files.mask = inputs.mask(16, B * T * S, 0.9);
	if (kind === "bias") files.bias = inputs.floats(17, N * T * S);
	return files;
}

/** Floating-point operations of a forward pass: 2 products of 2 H for each pair of query and key that is seen. */
export function forwardOperations({ kind, B, N, T, S, H }, lengths) {
	const keys = kind === "lengths" ? lengths.reduce((sum, length) => sum + length, 0) : B * S;
	let pairs = T * keys;
	if (kind === "causal") {
		pairs = 0;
		for (let t = 0; t < T; t++) pairs += B * Math.min(t + 1, S);
	}
	return 4 * N * H * pairs;
}

/** Forward: 2 matrix products; backward: 5. */
export const operationsFactor = (pass) => (pass === "forward" ? 1 : 3.5);
