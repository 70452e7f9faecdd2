// Matrix products by our kernel, and the ceilings that our core measures.

import { measureCeilings } from "@mirada/core-native";
import { readInput } from "../framework/seeded-inputs.mjs";
import { binding, requireInstructionSet, versions } from "./mirada-core.mjs";
import { serve } from "./serve.mjs";

function matmul({ m, n, k, a, b, transposeA = false, transposeB = false }) {
	requireInstructionSet();
	const c = new Float32Array(m * n);
	const product = {
		m,
		n,
		k,
		a: readInput(a),
		b: readInput(b),
		c,
		transposeA,
		transposeB,
		alpha: 1,
		beta: 0,
		batch: 1,
		aBatchStride: 0,
		bBatchStride: 0,
	};
	return { run: () => binding.matmul(product), outputs: () => ({ c }) };
}

serve({ matmul }, { versions, ceilings: ({ milliseconds }) => measureCeilings(milliseconds) });
