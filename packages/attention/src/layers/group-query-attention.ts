// Keras' `GroupQueryAttention`.

import type { OptionNames } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { ShapeError, showShape } from "../shape-error.js";
import type { InputShapes } from "./input-checks.js";
import { readArguments } from "./keras-names.js";
import { PROJECTED_NAMES, ProjectedAttention, type ProjectedAttentionArgs } from "./projected-attention.js";

export interface GroupQueryAttentionArgs extends ProjectedAttentionArgs {
	/** H: size of query, key and value in one head. */
	headDim: number;
	/** N. */
	numQueryHeads: number;
	/** K, which divides N. */
	numKeyValueHeads: number;
}

const ARGUMENTS: OptionNames<GroupQueryAttentionArgs> = {
	headDim: true,
	numQueryHeads: true,
	numKeyValueHeads: true,
	...PROJECTED_NAMES,
};

/**
 * Multi-head attention where N / K query heads share one head of keys and values (Ainslie et al. 2023,
 * section 2.2; the layer `GroupQueryAttention` of Keras 3): query head n reads key head floor(n K / N).
 *
 * Inputs (B,T,D), (B,S,D), masks and outputs: see `MultiHeadAttention`; the weights are (B,N,T,S).
 * Weights: query/kernel (D,N,H), key/kernel (D,K,H), with `useGate` gate/kernel (D,N,H), value/kernel
 * (D,K,H), attention_output/kernel (N,H,D), each with its bias.
 *
 * @throws ShapeError when an argument or a shape does not fit.
 */
export class GroupQueryAttention extends ProjectedAttention {
	static className = "GroupQueryAttention";

	constructor(given: GroupQueryAttentionArgs) {
		const args = readArguments<GroupQueryAttentionArgs>("GroupQueryAttention", given, ARGUMENTS);
		super(args, {
			queryHeads: args.numQueryHeads,
			keyHeads: args.numKeyValueHeads,
			keyDim: args.headDim,
			valueDim: args.headDim,
		});
		this.requirePositive("headDim", args.headDim);
		this.requirePositive("numQueryHeads", args.numQueryHeads);
		this.requirePositive("numKeyValueHeads", args.numKeyValueHeads);
		if (args.numQueryHeads % args.numKeyValueHeads !== 0) {
			throw new ShapeError({
				where: this.where,
				expected: "numQueryHeads divisible by numKeyValueHeads",
				got: `${args.numQueryHeads} and ${args.numKeyValueHeads}`,
			});
		}
	}

	protected override requireShapes({ query, value }: InputShapes): void {
		if (query.length === 3 && query.at(-1) === value.at(-1)) return;
		throw new ShapeError({
			where: this.where,
			expected: "query (B,T,D) and value (B,S,D) of one width",
			got: `${showShape(query)} and ${showShape(value)}`,
		});
	}

	override getConfig(): tf.serialization.ConfigDict {
		return {
			...super.getConfig(),
			headDim: this.heads.keyDim,
			numQueryHeads: this.heads.queryHeads,
			numKeyValueHeads: this.heads.keyHeads,
			useBias: this.useBias,
			useGate: this.useGate,
			slidingWindow: this.slidingWindow,
			dropout: this.dropout,
			...this.rules.getConfig(),
			activityRegularizer: null,
			seed: this.seed,
		};
	}
}

tf.serialization.registerClass(GroupQueryAttention);
