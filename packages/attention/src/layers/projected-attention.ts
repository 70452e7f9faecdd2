// What `MultiHeadAttention` and `GroupQueryAttention` share: projections of query, key and value into heads,
// attention in every head, an optional gate, a projection back.

import { describeValue, type OptionNames } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { mayHoldNonFinite } from "../host-values.js";
import { causalMask, combineMasks, dropPadding, slidingWindowMask, toBool } from "../masks.js";
import { fusedAttention } from "../ops/fused-attention.js";
import { ShapeError } from "../shape-error.js";
import { AttentionAxes } from "./attention-axes.js";
import { type AttentionCall, BASE_NAMES, BaseAttention, type BaseAttentionArgs } from "./base-attention.js";
import type { InputShapes, Shape } from "./input-checks.js";
import {
	kernelInitializerFor,
	Projection,
	type ProjectionArgs,
	type ProjectionRules,
	readProjectionRules,
} from "./projection.js";

export interface ProjectedAttentionArgs extends BaseAttentionArgs, ProjectionArgs {
	/** Add biases in all projections; default true. */
	useBias?: boolean;
	/** Query t sees keys with |s - t| < slidingWindow; default null, no window. */
	slidingWindow?: number | null;
	/** Multiply the heads' outputs by sigmoid(a projection of the query); default false. */
	useGate?: boolean;
	/** Accepted for Keras' sake: the fused kernel is used wherever the backend has it. */
	flashAttention?: boolean | null;
	/** Not supported by TensorFlow.js; must be absent. */
	activityRegularizer?: null;
}

/** Names that both layers take. */
export const PROJECTED_NAMES: OptionNames<ProjectedAttentionArgs> = {
	...BASE_NAMES,
	useBias: true,
	slidingWindow: true,
	useGate: true,
	flashAttention: true,
	activityRegularizer: true,
	kernelInitializer: true,
	biasInitializer: true,
	kernelRegularizer: true,
	biasRegularizer: true,
	kernelConstraint: true,
	biasConstraint: true,
};

/** How many heads there are, and how wide. */
export interface HeadSizes {
	queryHeads: number;
	keyHeads: number;
	keyDim: number;
	valueDim: number;
}

export abstract class ProjectedAttention extends BaseAttention {
	protected readonly useBias: boolean;
	protected readonly useGate: boolean;
	protected readonly slidingWindow: number | null;
	protected readonly rules: ProjectionRules;
	private projections:
		| { query: Projection; key: Projection; gate?: Projection; value: Projection; output: Projection }
		| undefined;

	protected constructor(
		args: ProjectedAttentionArgs,
		protected readonly heads: HeadSizes,
		/** Shape of one output vector; null for the query's. */
		protected readonly projectedShape: readonly number[] | null = null,
		protected readonly attentionAxes: readonly number[] | null = null,
	) {
		super(args);
		this.useBias = args.useBias ?? true;
		this.useGate = args.useGate ?? false;
		this.slidingWindow = args.slidingWindow ?? null;
		this.rules = readProjectionRules(this.where, args);
		for (const flag of ["useBias", "useGate"] as const) {
			if (typeof this[flag] === "boolean") continue;
			throw new ShapeError({
				where: this.where,
				expected: `${flag} to be true or false`,
				got: describeValue(args[flag]),
			});
		}
		if (this.slidingWindow !== null) this.requirePositive("slidingWindow", this.slidingWindow);
		if (args.flashAttention && this.dropout > 0) {
			throw new ShapeError({
				where: this.where,
				expected: "dropout 0 with flashAttention",
				got: `${this.dropout}`,
			});
		}
		if (args.activityRegularizer != null) {
			throw new ShapeError({
				where: this.where,
				expected: "no activityRegularizer: TensorFlow.js has no losses on activations",
				got: "one",
			});
		}
	}

	protected requirePositive(name: string, value: number): void {
		if (Number.isInteger(value) && value > 0) return;
		throw new ShapeError({
			where: this.where,
			expected: `${name} to be a positive integer`,
			got: describeValue(value),
		});
	}

	protected override buildWeights({ query, value, key }: InputShapes): void {
		this.axesOf(query.length);
		const { queryHeads, keyHeads, keyDim, valueDim } = this.heads;
		const widths = { query: query.at(-1)!, key: key.at(-1)!, value: value.at(-1)! };
		// In Keras' order of creation, which is the order of getWeights.
		this.projections = {
			query: this.addProjection("query", [widths.query], [queryHeads, keyDim]),
			key: this.addProjection("key", [widths.key], [keyHeads, keyDim]),
			...(this.useGate ? { gate: this.addProjection("gate", [widths.query], [queryHeads, valueDim]) } : {}),
			value: this.addProjection("value", [widths.value], [keyHeads, valueDim]),
			output: this.addProjection("attention_output", [queryHeads, valueDim], this.outputVector(query)),
		};
	}

	protected override outputShapes(shapes: InputShapes): { output: Shape; weights: Shape } {
		const { query, key } = shapes;
		return {
			output: [...query.slice(0, -1), ...this.outputVector(query)],
			weights: this.axesOf(query.length).scoreShape(query, key, this.heads.queryHeads),
		};
	}

	protected override attend(call: AttentionCall): { output: tf.Tensor; weights?: tf.Tensor | undefined } {
		const { query, key, value, gate, output } = this.projections!;
		const axes = this.axesOf(call.query.rank);
		const scoreShape = axes.scoreShape(call.query.shape, call.key.shape, this.heads.queryHeads);
		const mask = this.allowedKeys(call, axes, scoreShape);
		const shown = this.showAllowed(call, mask, axes);
		const queries = query.apply(shown.query);
		const attention = fusedAttention({
			query: axes.fold(queries),
			key: axes.fold(key.apply(shown.key)),
			value: axes.fold(value.apply(shown.value)),
			mask,
			scale: 1 / Math.sqrt(this.heads.keyDim),
			isCausal: call.useCausalMask,
			slidingWindow: this.slidingWindow ?? 0,
			dropoutRate: call.dropoutRate,
			seed: call.dropoutSeed,
			returnWeights: call.returnAttentionScores,
		});
		const contexts = axes.unfold(attention.output, queries.shape);
		const gated = gate ? tf.mul(contexts, tf.sigmoid(gate.apply(shown.query))) : contexts;
		return { output: output.apply(gated), weights: attention.weights?.reshape(scoreShape) };
	}

	/**
	 * The call's inputs with 0 in place of queries that may see no key, and of keys and values that no query may see,
	 * where NaN may be there: the gradients of the projections multiply them by 0, which must not be NaN.
	 */
	private showAllowed(
		{ query, key, value, useCausalMask }: AttentionCall,
		mask: tf.Tensor | undefined,
		axes: AttentionAxes,
	): Pick<AttentionCall, "query" | "key" | "value"> {
		const isMasked = mask !== undefined || useCausalMask || this.slidingWindow !== null;
		if (!isMasked || !mayHoldNonFinite(query, key, value)) return { query, key, value };
		const [T, S] = [query, key].map(({ shape }) => axes.attended.reduce((n, axis) => n * shape[axis]!, 1));
		const allowed = combineMasks(
			mask,
			useCausalMask ? causalMask(T!, S!) : undefined,
			this.slidingWindow === null ? undefined : slidingWindowMask(T!, S!, this.slidingWindow),
		)!;
		const perHead = allowed.rank === 2 ? allowed.expandDims(0).expandDims(0) : allowed;
		const show = (tensor: tf.Tensor, seen: tf.Tensor) => {
			const folded = axes.fold(tensor.expandDims(-2));
			return axes.unfold(dropPadding(folded, seen), [...tensor.shape, 1]).reshape(tensor.shape);
		};
		const seenKeys = tf.any(perHead, [1, 2]);
		return {
			query: show(query, tf.any(perHead, [1, 3])),
			key: show(key, seenKeys),
			value: show(value, seenKeys),
		};
	}

	/** queryMask[b,t] and valueMask[b,s] and keyMask[b,s] and attentionMask[b,n,t,s], each where given. */
	private allowedKeys(
		{ masks, useCausalMask }: AttentionCall,
		axes: AttentionAxes,
		scoreShape: number[],
	): tf.Tensor | undefined {
		const L = axes.attended.length;
		if (L > 1 && (useCausalMask || this.slidingWindow !== null)) {
			throw new ShapeError({
				where: this.where,
				expected: "one attention axis with useCausalMask or slidingWindow",
				got: `${L}: ${axes.attended.join(", ")}`,
			});
		}
		const lone = Array.from({ length: L }, () => 1);
		const overQueries = (mask: tf.Tensor) => mask.reshape([...mask.shape, ...lone]);
		const overKeys = (mask: tf.Tensor) =>
			mask.reshape([...mask.shape.slice(0, -L), ...lone, ...mask.shape.slice(-L)]);
		const { queryMask, valueMask, keyMask, attentionMask } = masks;
		const given = [
			queryMask && overQueries(queryMask),
			valueMask && overKeys(valueMask),
			keyMask && overKeys(keyMask),
			attentionMask,
		];
		return combineMasks(...given.map((mask) => mask && axes.foldMask(toBool(mask), scoreShape, this.where)));
	}

	private axesOf(rank: number): AttentionAxes {
		return new AttentionAxes(rank, this.attentionAxes, this.where);
	}

	private outputVector(query: Shape): number[] {
		return this.projectedShape === null ? [query.at(-1)!] : [...this.projectedShape];
	}

	private addProjection(name: string, inputs: number[], outputs: number[]): Projection {
		const { kernelInitializer, biasInitializer, ...rules } = this.rules;
		const add = (
			weight: string,
			shape: number[],
			initializer: unknown,
			regularizer: unknown,
			constraint: unknown,
		) =>
			this.addWeight(
				`${name}/${weight}`,
				shape,
				"float32",
				initializer as Parameters<typeof this.addWeight>[3],
				(regularizer ?? undefined) as Parameters<typeof this.addWeight>[4],
				true,
				(constraint ?? undefined) as Parameters<typeof this.addWeight>[6],
			);
		const initializer = kernelInitializerFor(kernelInitializer, inputs.length);
		const { kernelRegularizer, kernelConstraint, biasRegularizer, biasConstraint } = rules;
		const kernel = add("kernel", [...inputs, ...outputs], initializer, kernelRegularizer, kernelConstraint);
		const bias = this.useBias
			? add("bias", outputs, biasInitializer, biasRegularizer, biasConstraint)
			: undefined;
		return new Projection(kernel, bias, inputs.length);
	}
}
