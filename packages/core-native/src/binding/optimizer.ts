// The optimiser.

/** `FusedAdam` (contract.ts): the lists run in parallel; variables, m and v are written in place. */
export interface AdamStepArguments {
	variables: Float32Array[];
	gradients: Float32Array[];
	/**
	 * The rows that a gradient consists of, ascending, all others being zero: then its array is (rows,width).
	 * Null where it is dense; default all dense.
	 */
	gradientRows?: (Int32Array | null)[];
	m: Float32Array[];
	v: Float32Array[];
	learningRate: number;
	beta1: number;
	beta2: number;
	epsilon: number;
	step: number;
	clipNorm: number;
}

export interface OptimizerBinding {
	/** Returns the gradients' joint norm before clipping. */
	adamStep(options: AdamStepArguments): number;
}
