// Which steps of a masked sequence an RNN of tfjs-layers really takes, and where its outputs come from.

/** Everything about rows of length T in a batch of B; an absent part means: as it lies. */
export interface StepOrder {
	/** (B): real steps of each row. */
	lengths?: Int32Array;
	/** (B T): the row of `x (B T, D)` that step k of row b reads, for k below the row's length. */
	source?: Int32Array;
	/** (B T): the row of `[hidden (B T, U); h0 (B, U)]` that output t of row b repeats. */
	outputs?: Int32Array;
}

/**
 * A masked step leaves output and state as they were before it; so a row is its real steps alone, and a masked output
 * is that of the last real step before, or the initial state. Backwards, the row and its mask are read from the end,
 * and outputs stand in the order in which they were computed.
 *
 * @param mask (B, T), 0 = masked; undefined: no step is
 */
export function stepOrder(
	B: number,
	T: number,
	mask: ArrayLike<number> | undefined,
	goBackwards: boolean,
): StepOrder {
	const lengths = new Int32Array(B);
	const source = new Int32Array(B * T);
	const outputs = new Int32Array(B * T);
	let inPlace = !goBackwards;
	let isMasked = false;
	for (let b = 0; b < B; b++) {
		let k = 0;
		for (let step = 0; step < T; step++) {
			const at = b * T + (goBackwards ? T - 1 - step : step);
			if (mask === undefined || mask[at] !== 0) {
				source[b * T + k] = at;
				if (at !== b * T + k) inPlace = false;
				k++;
			} else {
				isMasked = true;
			}
			outputs[b * T + step] = k > 0 ? b * T + k - 1 : B * T + b;
		}
		lengths[b] = k;
		source.fill(b * T, b * T + k, (b + 1) * T);
	}
	return {
		...(isMasked && { lengths, outputs }),
		...(!inPlace && { source }),
	};
}
