// Matrix products by our kernel, and the ceilings that our core measures.

import { measureCeilings } from "@mirada/core-native";
import { readInput } from "../framework/seeded-inputs.mjs";
import { binding, requireInstructionSet, versions } from "./mirada-core.mjs";
import { serve } from "./serve.mjs";

function matmul({ m, n, k, a, b, transposeA = false, transposeB = false }) {
	requireInstructionSet();
	const c = new Float32Array(m * n);
	const [left, right] = [readInput(a), readInput(b)];
	return {
		run: () => binding.matmul(left, right, c, m, n, k, transposeA, transposeB),
		outputs: () => ({ c }),
	};
}

serve({ matmul }, { versions, ceilings: ({ milliseconds }) => measureCeilings(milliseconds) });
