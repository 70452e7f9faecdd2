// The rows of a translation under way: what the decoder carries, and the source that each row looks at.
import * as tf from "@tensorflow/tfjs";
import { disposeAll, scoped } from "../ops/scoped.js";
import type { AttentionMemory } from "./context.js";
import type { DecoderState } from "./decoder.js";

export interface TranslationState {
	decoder: DecoderState;
	/** Row i goes on from row `rows[i]` of `decoder`; null where each goes on from its own. */
	rows: Int32Array | null;
	/** Which source each row belongs to. */
	sources: Int32Array;
	/** Null without attention. */
	memory: AttentionMemory | null;
	/** The source of each row of `memory`. */
	memorySources: Int32Array;
	/** (sources, S, U): keys whose dot product with the decoder's own state is the score, for the fused step; else null. */
	dotKey: tf.Tensor3D | null;
	/** S, the padded source length. */
	sourceLength: number;
}

/** The state whose row i is row `rows[i]` of `state`. Nothing moves until a step needs it. */
export function selectRows(state: TranslationState, rows: Int32Array): TranslationState {
	return {
		...state,
		rows: state.rows === null ? rows : rows.map((row) => state.rows![row]!),
		sources: rows.map((row) => state.sources[row]!),
	};
}

/** The same state with one row of `decoder` and of `memory` for each of its rows, in their order. */
export function settleRows(state: TranslationState): TranslationState {
	const { rows, sources, memorySources } = state;
	if (rows === null) return state;
	// A beam search mostly reorders the hypotheses of one source among themselves: its memory stays in place.
	const isSameMemory =
		sources.length === memorySources.length && sources.every((source, row) => source === memorySources[row]);
	const { decoder, memory } = scoped(() => {
		const chosen = tf.tensor1d(rows, "int32");
		const select = <T extends tf.Tensor>(x: T, indices = chosen): T => tf.gather(x, indices) as T;
		const { lstm, fed } = state.decoder;
		const decoder: DecoderState = {
			lstm: { h: select(lstm.h), c: select(lstm.c) },
			fed: fed === null ? null : select(fed),
		};
		if (state.memory === null || isSameMemory) return { decoder, memory: state.memory };
		const { key, value, lengths } = state.memory;
		const places = tf.tensor1d(
			sources.map((source) => memorySources.indexOf(source)),
			"int32",
		);
		const selectedKey = select(key, places);
		return {
			decoder,
			memory: {
				key: selectedKey,
				value: value === key ? selectedKey : select(value, places),
				lengths: select(lengths, places),
			},
		};
	});
	if (memory === state.memory) {
		disposeAll(state.decoder);
		return { ...state, decoder, rows: null };
	}
	disposeAll(state.decoder, state.memory, state.dotKey);
	return { ...state, decoder, rows: null, memory, memorySources: sources, dotKey: null };
}
