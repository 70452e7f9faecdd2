// The rows of a translation under way: what the decoder carries, and the source that each row looks at.
import * as tf from "@tensorflow/tfjs";
import { disposeAll, scoped } from "../ops/scoped.js";
import type { AttentionMemory } from "./context.js";
import type { DecoderState } from "./decoder.js";

export interface TranslationState {
	decoder: DecoderState;
	/** One row per row of the state; null without attention. */
	memory: AttentionMemory | null;
	/** Which source each row belongs to. */
	memoryRows: Int32Array;
	/** S, the padded source length. */
	sourceLength: number;
}

/** The state whose row i is row `rows[i]` of `state`, which is freed. */
export function selectRows(state: TranslationState, rows: Int32Array): TranslationState {
	const memoryRows = rows.map((row) => state.memoryRows[row]!);
	// A beam search mostly reorders the hypotheses of one source among themselves: its memory stays in place.
	const isSameMemory =
		memoryRows.length === state.memoryRows.length &&
		memoryRows.every((source, row) => source === state.memoryRows[row]);
	const { decoder, memory } = scoped(() => {
		const indices = tf.tensor1d(rows, "int32");
		const select = <T extends tf.Tensor>(x: T): T => tf.gather(x, indices) as T;
		const { lstm, fed } = state.decoder;
		const chosen: DecoderState = {
			lstm: { h: select(lstm.h), c: select(lstm.c) },
			fed: fed === null ? null : select(fed),
		};
		if (state.memory === null || isSameMemory) return { decoder: chosen, memory: state.memory };
		const { key, value, lengths } = state.memory;
		const selectedKey = select(key);
		return {
			decoder: chosen,
			memory: {
				key: selectedKey,
				value: value === key ? selectedKey : select(value),
				lengths: select(lengths),
			},
		};
	});
	disposeAll(state.decoder, memory === state.memory ? null : state.memory);
	return { decoder, memory, memoryRows, sourceLength: state.sourceLength };
}
