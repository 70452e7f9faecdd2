// Keras' `MultiHeadAttention`.

import { describeValue, type OptionNames } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../shape-error.js";
import { readArguments } from "./keras-names.js";
import { PROJECTED_NAMES, ProjectedAttention, type ProjectedAttentionArgs } from "./projected-attention.js";

export interface MultiHeadAttentionArgs extends ProjectedAttentionArgs {
	/** N. */
	numHeads: number;
	/** H: size of query and key in one head. */
	keyDim: number;
	/** V: size of the value in one head; default `keyDim`. */
	valueDim?: number | null;
	/** Shape of one output vector; default the query's width. */
	outputShape?: number | number[] | null;
	/** Axes that attend to each other; default all between batch and features. */
	attentionAxes?: number | number[] | null;
}

const ARGUMENTS: OptionNames<MultiHeadAttentionArgs> = {
	numHeads: true,
	keyDim: true,
	valueDim: true,
	outputShape: true,
	attentionAxes: true,
	...PROJECTED_NAMES,
};

/**
 * head n = softmax(Qn Knᵀ / √H) Vn with Qn = query Wqn + bqn and so on, output = [head 1; ...; head N] Wo + bo
 * (Vaswani et al. 2017, section 3.2.2; the layer `MultiHeadAttention` of Keras 3).
 *
 * `apply([query, value, key?])`: query (B,T,Dq), value (B,S,Dv), key (B,S,Dk), default value, or more axes
 * with `attentionAxes`; a lone query attends to itself. Gives (B,T,Dq) or (B,T,...outputShape) and, with
 * `returnAttentionScores`, the weights (B,N,T,S) before dropout.
 * Masks by AND, true = may attend: queryMask (B,T), valueMask and keyMask (B,S), attentionMask (T,S), (B,T,S)
 * or (B,N,T,S), useCausalMask. A query without any key has context 0, so its output is `bo`; Keras gives that
 * or the mean of all values, by the path it takes.
 * Weights: query/kernel (Dq,N,H), query/bias (N,H), key/..., with `useGate` gate/..., value/...,
 * attention_output/kernel (N,V,Dq), attention_output/bias (Dq).
 *
 * @throws ShapeError when an argument or a shape does not fit.
 */
export class MultiHeadAttention extends ProjectedAttention {
	static className = "MultiHeadAttention";

	constructor(given: MultiHeadAttentionArgs) {
		const args = readArguments<MultiHeadAttentionArgs>("MultiHeadAttention", given, ARGUMENTS);
		super(
			args,
			{
				queryHeads: args.numHeads,
				keyHeads: args.numHeads,
				keyDim: args.keyDim,
				valueDim: args.valueDim ?? args.keyDim,
			},
			listOf(args.outputShape),
			listOf(args.attentionAxes),
		);
		this.requirePositive("numHeads", args.numHeads);
		this.requirePositive("keyDim", args.keyDim);
		this.requirePositive("valueDim", this.heads.valueDim);
		if (this.projectedShape?.some((size) => !Number.isInteger(size) || size <= 0)) {
			throw new ShapeError({
				where: this.where,
				expected: "outputShape of positive integers",
				got: describeValue(args.outputShape),
			});
		}
		if (this.attentionAxes?.some((axis) => !Number.isInteger(axis))) {
			throw new ShapeError({
				where: this.where,
				expected: "attentionAxes of integers",
				got: describeValue(args.attentionAxes),
			});
		}
	}

	override getConfig(): tf.serialization.ConfigDict {
		return {
			...super.getConfig(),
			numHeads: this.heads.queryHeads,
			keyDim: this.heads.keyDim,
			valueDim: this.heads.valueDim,
			dropout: this.dropout,
			useBias: this.useBias,
			useGate: this.useGate,
			outputShape: this.projectedShape && [...this.projectedShape],
			attentionAxes: this.attentionAxes && [...this.attentionAxes],
			slidingWindow: this.slidingWindow,
			...this.rules.getConfig(),
			activityRegularizer: null,
			seed: this.seed,
		};
	}
}

function listOf(value: number | number[] | null | undefined): number[] | null {
	return value == null ? null : [value].flat();
}

tf.serialization.registerClass(MultiHeadAttention);
