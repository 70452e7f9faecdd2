// Keras' `Attention`: Luong's, with no projections of its own.

import { describeValue, type OptionNames } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { annullingProduct, keepWhere, productOfRows } from "../annulling-product.js";
import { mayHoldNonFinite } from "../host-values.js";
import { causalMask, combineMasks, dropPadding, overKeys, toBool } from "../masks.js";
import { dropoutFactors } from "../ops/dropout-factors.js";
import { fusedAttention } from "../ops/fused-attention.js";
import { maskedSoftmax } from "../ops/masked-softmax.js";
import { tanhSums } from "../scores/score-function.js";
import { ShapeError, showShape } from "../shape-error.js";
import { type AttentionCall, BASE_NAMES, BaseAttention, type BaseAttentionArgs } from "./base-attention.js";
import { type InputShapes, sameSize } from "./input-checks.js";
import { readArguments } from "./keras-names.js";

export interface AttentionArgs extends BaseAttentionArgs {
	/** Multiply the scores by a trainable number; default false. */
	useScale?: boolean;
	/** `dot`: query · key; `concat`: the sum of tanh(query + key); default `dot`. */
	scoreMode?: "dot" | "concat";
}

const ARGUMENTS: OptionNames<AttentionArgs> = { ...BASE_NAMES, useScale: true, scoreMode: true };

/**
 * context = softmax(scores) value, with scores = query · key (no 1/√dim), or sum tanh(query + key) for
 * `scoreMode: "concat"` (Luong et al. 2015, eqs. 7 and 8; the layer `Attention` of Keras 3).
 *
 * `apply([query, value, key?])`: query (B,T,dim), value (B,S,V), key (B,S,dim), default value; any number of
 * leading axes. Gives (B,T,V) and, with `returnAttentionScores`, the weights (B,T,S), after dropout.
 * Rows of `queryMask` (B,T) that are false give 0; keys of `valueMask` (B,S) that are false are not attended;
 * a query without any key gives 0, where Keras gives about the mean of all values.
 * Weights: `scale` () when `useScale`, `concat_score_weight` () for `concat`, both 1 at the start.
 *
 * @throws ShapeError when an argument or a shape does not fit.
 */
export class Attention extends BaseAttention {
	static className = "Attention";
	protected readonly useScale: boolean;
	protected readonly scoreMode: "dot" | "concat";
	protected scale: tf.LayerVariable | undefined;
	private concatScoreWeight: tf.LayerVariable | undefined;

	constructor(given: AttentionArgs = {}) {
		const args = readArguments<AttentionArgs>("Attention", given, ARGUMENTS);
		super(args);
		this.useScale = args.useScale ?? false;
		this.scoreMode = args.scoreMode ?? "dot";
		if (this.scoreMode !== "dot" && this.scoreMode !== "concat") {
			throw new ShapeError({
				where: this.where,
				expected: "scoreMode dot or concat",
				got: describeValue(args.scoreMode),
			});
		}
		if (typeof this.useScale !== "boolean") {
			throw new ShapeError({
				where: this.where,
				expected: "useScale to be true or false",
				got: describeValue(args.useScale),
			});
		}
	}

	override getConfig(): tf.serialization.ConfigDict {
		return {
			...super.getConfig(),
			useScale: this.useScale,
			scoreMode: this.scoreMode,
			dropout: this.dropout,
			seed: this.seed,
		};
	}

	protected override requireShapes({ query, key, value }: InputShapes): void {
		const sameWidth = sameSize(query.at(-1)!, key.at(-1)!);
		const sameLead = [key, value].every((shape) =>
			shape.slice(0, -2).every((n, i) => sameSize(n, query[i]!)),
		);
		if (sameWidth && sameLead) return;
		throw new ShapeError({
			where: this.where,
			expected: `key of the width of query ${showShape(query)}, and one batch`,
			got: `${showShape(key)}, value ${showShape(value)}`,
		});
	}

	protected override buildWeights(_shapes: InputShapes): void {
		const ones = tf.initializers.ones();
		if (this.useScale) this.scale = this.addWeight("scale", [], "float32", ones);
		if (this.scoreMode === "concat") {
			this.concatScoreWeight = this.addWeight("concat_score_weight", [], "float32", ones);
		}
	}

	protected override outputShapes({ query, value, key }: InputShapes) {
		return {
			output: [...query.slice(0, -1), value.at(-1)!],
			weights: [...query.slice(0, -1), key.at(-2)!],
		};
	}

	protected override attend(call: AttentionCall): { output: tf.Tensor; weights?: tf.Tensor | undefined } {
		const { key, value, masks } = call;
		const lead = call.query.shape.slice(0, -2);
		const [T, S] = [call.query.shape.at(-2)!, key.shape.at(-2)!];
		const query = masks.queryMask ? withoutHiddenNaN(call.query, toBool(masks.queryMask)) : call.query;
		if (masks.attentionMask) this.requireAttentionMask(masks.attentionMask.shape, [...lead, T, S]);
		const keysMask = combineMasks(masks.valueMask, masks.keyMask);
		const mask = combineMasks(
			keysMask && flattenLead(overKeys(keysMask), 2),
			masks.attentionMask && flattenLead(masks.attentionMask, 2),
			call.useCausalMask ? causalMask(T, S) : undefined,
		);
		const { output, weights } = this.attendRows(
			{ ...call, query: flattenLead(query, 2), key: flattenLead(key, 2), value: flattenLead(value, 2) },
			mask,
		);
		const context = output.reshape([...lead, T, value.shape.at(-1)!]);
		return {
			output: masks.queryMask ? keepWhere(toBool(masks.queryMask).expandDims(-1), context) : context,
			weights: weights?.reshape([...lead, T, S]),
		};
	}

	/**
	 * scores[b,t,s] (B,T,S) where they are not a dot product; undefined where they are.
	 * @param allowed the pairs that are not hidden, where others may hold NaN
	 */
	protected pairScores(query: tf.Tensor3D, key: tf.Tensor3D, allowed?: tf.Tensor): tf.Tensor | undefined {
		if (this.scoreMode === "dot") return undefined;
		const scale = this.scale?.read();
		const ones = tf.ones([query.shape[2]]);
		const sums = scale
			? tanhSums(tf.mul(query, scale), tf.mul(key, scale), ones, allowed)
			: tanhSums(query, key, ones, allowed);
		return tf.mul(sums, this.concatScoreWeight!.read());
	}

	private requireAttentionMask(mask: readonly number[], scores: readonly number[]): void {
		const skipped = scores.length - mask.length;
		const fits =
			mask.length >= 2 && skipped >= 0 && mask.every((n, i) => n === 1 || n === scores[skipped + i]);
		if (fits) return;
		throw new ShapeError({
			where: this.where,
			expected: `attentionMask that broadcasts to the scores ${showShape(scores)}`,
			got: showShape(mask),
		});
	}

	private attendRows(call: AttentionCall, mask: tf.Tensor | undefined) {
		const { query, key, value, allowed } = showAllowed(call, mask);
		const scores = this.pairScores(query as tf.Tensor3D, key as tf.Tensor3D, allowed);
		if (scores !== undefined) return attendByScores(scores, value, mask, allowed, call);
		const scaled = this.scale ? tf.mul(query, this.scale.read()) : query;
		// Keras returns these weights after dropout, the kernel before it.
		const weightsAfterDropout = call.dropoutRate > 0 && call.returnAttentionScores;
		if (weightsAfterDropout) {
			const products = allowed ? productOfRows(scaled, key) : tf.matMul(scaled, key, false, true);
			return attendByScores(products, value, mask, allowed, call);
		}
		return fusedAttention({
			query: scaled.expandDims(2),
			key: key.expandDims(2),
			value: value.expandDims(2),
			mask,
			scale: 1,
			dropoutRate: call.dropoutRate,
			seed: call.dropoutSeed,
			returnWeights: call.returnAttentionScores,
		});
	}
}

function attendByScores(
	scores: tf.Tensor,
	value: tf.Tensor,
	mask: tf.Tensor | undefined,
	allowed: tf.Tensor | undefined,
	call: AttentionCall,
) {
	const [B, T, S] = scores.shape as [number, number, number];
	const { weights } = maskedSoftmax(scores, mask);
	const kept =
		call.dropoutRate > 0
			? tf.mul(weights, dropoutFactors([B, 1, T, S], call.dropoutRate, call.dropoutSeed).reshape([B, T, S]))
			: weights;
	return {
		output: allowed ? annullingProduct(kept, value) : tf.matMul(kept, value),
		weights: call.returnAttentionScores ? kept : undefined,
	};
}

/** The call's inputs (B,T,D), (B,S,D) with 0 in place of what the mask hides from everybody, where NaN may be there. */
function showAllowed(
	{ query, key, value }: AttentionCall,
	mask: tf.Tensor | undefined,
): Pick<AttentionCall, "query" | "key" | "value"> & { allowed?: tf.Tensor } {
	if (mask === undefined || !mayHoldNonFinite(query, key, value)) return { query, key, value };
	const allowed = mask.rank === 2 ? mask.expandDims(0) : mask;
	const seenKeys = tf.any(allowed, 1);
	return {
		query: dropPadding(query, tf.any(allowed, 2)),
		key: dropPadding(key, seenKeys),
		value: dropPadding(value, seenKeys),
		allowed,
	};
}

/** Queries with 0 in place of NaN and infinity where they are hidden: their outputs are 0, but weights they have. */
function withoutHiddenNaN(query: tf.Tensor, queryMask: tf.Tensor): tf.Tensor {
	if (!mayHoldNonFinite(query)) return query;
	return keepWhere(tf.logicalOr(queryMask.expandDims(-1), tf.isFinite(query)), query);
}

/** All axes before the last `kept` ones as one. */
function flattenLead(tensor: tf.Tensor, kept: number): tf.Tensor {
	if (tensor.rank <= kept + 1) return tensor;
	const rows = tensor.shape.slice(0, -kept).reduce((product, size) => product * size, 1);
	return tensor.reshape([rows, ...tensor.shape.slice(-kept)]);
}

tf.serialization.registerClass(Attention);
