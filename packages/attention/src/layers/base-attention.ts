// What all attention layers share: how inputs, masks and flags come in, and how outputs and their mask go out.
//
// TensorFlow.js hands a layer of a functional model neither the call arguments of `apply` nor, reliably, the
// masks of its inputs (a layer gets the mask of its first input, or one left over from another layer). So
// * flags of the call (`useCausalMask`, `returnAttentionScores`) may also be given to the constructor, and
//   those given to a symbolic `apply` are kept;
// * masks may be further inputs: `maskInputs: ["valueMask"]` makes it `apply([query, value, valueMask])`;
// * the mask that a layer right after `Embedding({maskZero: true})` carries is used, as in Keras.

import * as tf from "@tensorflow/tfjs";
import { ShapeError, showShape } from "../shape-error.js";

export type Shape = (number | null)[];
export type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

export const MASK_NAMES = ["queryMask", "valueMask", "keyMask", "attentionMask"] as const;
export type MaskName = (typeof MASK_NAMES)[number];
export type AttentionMasks = Partial<Record<MaskName, tf.Tensor>>;

/** Arguments that every attention layer has beside Keras' own. */
export interface BaseAttentionArgs extends LayerArgs {
	/** Probability of dropping an attention weight while training; default 0. */
	dropout?: number;
	/** Seed of dropout; default: a random one. */
	seed?: number | null;
	/** Which masks follow query, value and key in the list of inputs; default none. */
	maskInputs?: MaskName[];
	/** No look at later keys, in every call; default false. */
	useCausalMask?: boolean;
	/** Return [output, weights] from every call; default false. */
	returnAttentionScores?: boolean;
}

/** Arguments of one call. */
export interface AttentionCallArgs {
	/** [queryMask, valueMask], as in Keras' `Attention`; entries may be null. */
	mask?: (tf.Tensor | null)[];
	queryMask?: tf.Tensor;
	valueMask?: tf.Tensor;
	keyMask?: tf.Tensor;
	attentionMask?: tf.Tensor;
	training?: boolean;
	returnAttentionScores?: boolean;
	useCausalMask?: boolean;
}

/** One call after its arguments are sorted out. */
export interface AttentionCall {
	query: tf.Tensor;
	value: tf.Tensor;
	key: tf.Tensor;
	masks: AttentionMasks;
	useCausalMask: boolean;
	returnAttentionScores: boolean;
	/** 0 when not training. */
	dropoutRate: number;
	/** A new one for every call. */
	dropoutSeed: number;
}

export interface InputShapes {
	query: Shape;
	value: Shape;
	key: Shape;
}

/** Names of the flags that a symbolic `apply` keeps. */
const FLAGS = ["useCausalMask", "returnAttentionScores"] as const;

export abstract class BaseAttention extends tf.layers.Layer {
	protected readonly dropout: number;
	protected readonly seed: number | null;
	protected readonly maskInputs: readonly MaskName[];
	private readonly flags: { useCausalMask: boolean; returnAttentionScores: boolean };
	private readonly firstDropoutSeed: number;
	private dropoutCalls = 0;
	/** Whether the call under way returns weights too: tfjs asks for one mask per output right after it. */
	private returningScores = false;

	protected constructor(args: BaseAttentionArgs) {
		super(args);
		this.supportsMasking = true;
		this.dropout = args.dropout ?? 0;
		this.seed = args.seed ?? null;
		this.maskInputs = args.maskInputs ?? [];
		this.flags = {
			useCausalMask: args.useCausalMask ?? false,
			returnAttentionScores: args.returnAttentionScores ?? false,
		};
		this.firstDropoutSeed = this.seed ?? Math.floor(Math.random() * 2 ** 32);
		if (!(this.dropout >= 0 && this.dropout < 1)) {
			throw new ShapeError({ where: this.where, expected: "dropout in [0, 1)", got: `${args.dropout}` });
		}
		for (const name of this.maskInputs) {
			if (MASK_NAMES.includes(name)) continue;
			throw new ShapeError({
				where: this.where,
				expected: `maskInputs of ${MASK_NAMES.join(", ")}`,
				got: name,
			});
		}
	}

	/** Creates the weights for inputs of these shapes. */
	protected abstract buildWeights(shapes: InputShapes): void;
	/** Computes the output and, when asked, the weights; runs inside a tidy. */
	protected abstract attend(call: AttentionCall): { output: tf.Tensor; weights?: tf.Tensor | undefined };
	/** Shapes of the output and of the weights. */
	protected abstract outputShapes(shapes: InputShapes): { output: Shape; weights: Shape };

	protected get where(): string {
		return `${this.getClassName()} "${this.name}"`;
	}

	override build(inputShape: Shape | Shape[]): void {
		this.buildWeights(this.splitShapes(inputShape));
		this.built = true;
	}

	override apply(
		inputs: tf.Tensor | tf.Tensor[],
		kwargs: AttentionCallArgs & { returnAttentionScores: true },
	): [output: tf.Tensor, weights: tf.Tensor];
	override apply(
		inputs: tf.SymbolicTensor | tf.SymbolicTensor[],
		kwargs: AttentionCallArgs & { returnAttentionScores: true },
	): [output: tf.SymbolicTensor, weights: tf.SymbolicTensor];
	override apply(
		inputs: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[],
		kwargs?: AttentionCallArgs,
	): tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[];
	override apply(
		inputs: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[],
		kwargs?: AttentionCallArgs,
	): tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[] {
		const first = Array.isArray(inputs) ? inputs[0] : inputs;
		if (first instanceof tf.SymbolicTensor) this.keepFlags(kwargs ?? {});
		return super.apply(inputs, kwargs as Record<string, unknown>);
	}

	override call(inputs: tf.Tensor | tf.Tensor[], kwargs: AttentionCallArgs): tf.Tensor | tf.Tensor[] {
		return tf.tidy(() => {
			const call = this.readCall(inputs, kwargs);
			this.returningScores = call.returnAttentionScores;
			const { output, weights } = this.attend(call);
			return weights === undefined ? output : [output, weights];
		});
	}

	override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
		const { output, weights } = this.outputShapes(this.splitShapes(inputShape));
		return this.flags.returnAttentionScores ? [output, weights] : output;
	}

	/** The output keeps the query's mask. */
	override computeMask(inputs: tf.Tensor | tf.Tensor[], masks?: tf.Tensor | tf.Tensor[]): tf.Tensor {
		const tensors = Array.isArray(inputs) ? inputs : [inputs];
		const given = Array.isArray(masks) ? masks[0] : masks;
		const explicit = this.maskInputs.indexOf("queryMask");
		// A functional model disposes the masks after a run, hence the copy of a mask that is an input.
		const asInput =
			masks !== undefined && explicit >= 0
				? tf.cast(tensors[tensors.length - this.maskInputs.length + explicit]!, "bool").clone()
				: undefined;
		const mask = (asInput ?? given ?? tensors[0]?.kerasMask ?? null) as tf.Tensor;
		return this.returningScores ? ([mask, null] as unknown as tf.Tensor) : mask;
	}

	override getConfig(): tf.serialization.ConfigDict {
		// Only what departs from Keras' default is written: a plain layer has exactly Keras' config.
		return {
			...super.getConfig(),
			...(this.maskInputs.length > 0 ? { maskInputs: [...this.maskInputs] } : {}),
			...(this.flags.useCausalMask ? { useCausalMask: true } : {}),
			...(this.flags.returnAttentionScores ? { returnAttentionScores: true } : {}),
		};
	}

	private keepFlags(kwargs: AttentionCallArgs): void {
		for (const flag of FLAGS) {
			const wanted = kwargs[flag] ?? this.flags[flag];
			// A layer has one setting for all models that it stands in.
			if (wanted !== this.flags[flag] && (this.flags[flag] || this.inboundNodes.length > 0)) {
				throw new ShapeError({
					where: this.where,
					expected: `${flag} ${this.flags[flag]}, as before, in a functional model`,
					got: `${wanted}`,
					hint: "TensorFlow.js drops call arguments there: use a second layer with the same weights",
				});
			}
			this.flags[flag] = wanted;
		}
		for (const name of MASK_NAMES) {
			if (kwargs[name] === undefined) continue;
			throw new ShapeError({
				where: this.where,
				expected: `${name} among the inputs of a functional model`,
				got: "it as a call argument, which TensorFlow.js drops",
				hint: `construct the layer with maskInputs: ["${name}"] and call apply([query, value, ${name}])`,
			});
		}
	}

	private readCall(inputs: tf.Tensor | tf.Tensor[], kwargs: AttentionCallArgs): AttentionCall {
		const { tensors, maskTensors } = this.splitInputs(Array.isArray(inputs) ? inputs : [inputs]);
		const [query, value = query, key = value] = tensors as [tf.Tensor, tf.Tensor?, tf.Tensor?];
		const training = kwargs.training ?? false;
		const masks: AttentionMasks = {};
		// A lone tensor in `mask` comes from tfjs, which does not say whose mask it is.
		const listed = Array.isArray(kwargs.mask) ? kwargs.mask : [];
		for (const [i, name] of MASK_NAMES.entries()) {
			const fromKeras = [query, value, key][i]?.kerasMask;
			const found = maskTensors[name] ?? kwargs[name] ?? (i < 2 ? listed[i] : undefined) ?? fromKeras;
			if (found) masks[name] = found;
		}
		return {
			query,
			value,
			key,
			masks,
			useCausalMask: kwargs.useCausalMask ?? this.flags.useCausalMask,
			returnAttentionScores: kwargs.returnAttentionScores ?? this.flags.returnAttentionScores,
			dropoutRate: training ? this.dropout : 0,
			dropoutSeed: training && this.dropout > 0 ? this.nextDropoutSeed() : 0,
		};
	}

	/** Seeds that walk through all 32-bit integers: the factor is odd. */
	private nextDropoutSeed(): number {
		return (this.firstDropoutSeed + Math.imul(this.dropoutCalls++, 0x9e3779b1)) >>> 0;
	}

	private splitShapes(inputShape: Shape | Shape[]): InputShapes {
		const list = Array.isArray(inputShape[0]) ? (inputShape as Shape[]) : [inputShape as Shape];
		const [query, value = query, key = value] = this.splitInputs(list).tensors as [Shape, Shape?, Shape?];
		return { query, value, key };
	}

	/** [query, value?, key?, ...masks] apart; a lone query attends to itself. */
	private splitInputs<Input>(inputs: readonly Input[]): {
		tensors: Input[];
		maskTensors: Partial<Record<MaskName, Input>>;
	} {
		const count = inputs.length - this.maskInputs.length;
		if (count < 1 || count > 3) {
			const masks = this.maskInputs.map((name) => `, ${name}`).join("");
			throw new ShapeError({
				where: this.where,
				expected: `inputs [query, value${masks}] or [query, value, key${masks}], or a lone query for self-attention`,
				got: `${inputs.length} inputs`,
			});
		}
		return {
			tensors: inputs.slice(0, count),
			maskTensors: Object.fromEntries(this.maskInputs.map((name, i) => [name, inputs[count + i]])),
		};
	}

	/** Keras demands the same of value and key: all axes but the last are equal. */
	protected requireMatchingKeys({ value, key }: InputShapes): void {
		if (value.length === key.length && value.slice(1, -1).every((size, i) => size === key[i + 1])) return;
		throw new ShapeError({
			where: this.where,
			expected: `key with the axes of value ${showShape(value)}, except the last`,
			got: showShape(key),
		});
	}
}
