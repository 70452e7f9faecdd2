// What all attention layers share: how inputs, masks and flags come in, and how outputs and their mask go out.
//
// TensorFlow.js hands a layer of a functional model neither the call arguments of `apply` nor, reliably, the
// masks of its inputs (a layer gets the mask of its first input, or one left over from another layer). So
// * flags of the call (`useCausalMask`, `returnAttentionScores`) may also be given to the constructor, and
//   those given to a symbolic `apply` are kept;
// * masks may be further inputs: `maskInputs: ["valueMask"]` makes it `apply([query, value, valueMask])`;
// * the mask that a layer right after `Embedding({maskZero: true})` carries is used, as in Keras.

import { describeValue, type OptionNames } from "@mirada/core-native/contract";
import * as tf from "@tensorflow/tfjs";
import { requireTensor } from "../require-tensor.js";
import { ShapeError } from "../shape-error.js";
import {
	type AttentionCallArgs,
	type Input,
	MASK_NAMES,
	type MaskName,
	type ReadCall,
	readCallForms,
} from "./call-forms.js";
import {
	type InputShapes,
	inputShapes,
	isShape,
	requireBuiltWidths,
	requireFloats,
	requireInputShapes,
	requireMaskShapes,
	type Shape,
} from "./input-checks.js";
import { camelKeys } from "./keras-names.js";

export type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

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

/** Names that every attention layer takes. */
export const BASE_NAMES: OptionNames<BaseAttentionArgs> = {
	name: true,
	dtype: true,
	trainable: true,
	inputShape: true,
	batchInputShape: true,
	batchSize: true,
	weights: true,
	inputDType: true,
	dropout: true,
	seed: true,
	maskInputs: true,
	useCausalMask: true,
	returnAttentionScores: true,
};

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

/** Names of the flags that a symbolic `apply` keeps. */
const FLAGS = ["useCausalMask", "returnAttentionScores"] as const;

export abstract class BaseAttention extends tf.layers.Layer {
	protected readonly dropout: number;
	protected readonly seed: number | null;
	private maskInputs: readonly MaskName[];
	private readonly flags: { useCausalMask: boolean; returnAttentionScores: boolean };
	private readonly firstDropoutSeed: number;
	private dropoutCalls = 0;
	/** Whether the call under way returns weights too: tfjs asks for one mask per output right after it. */
	private returningScores = false;

	/** Shapes of the inputs that the weights were made for. */
	private builtShapes: InputShapes | undefined;

	/** @param args names checked, in camel case */
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
		this.requireArguments(args);
	}

	/** As tfjs', which adds `customObjects` to every configuration that it reads. */
	static override fromConfig<T extends tf.serialization.Serializable>(
		cls: tf.serialization.SerializableConstructor<T>,
		{ customObjects: _, ...config }: tf.serialization.ConfigDict,
	): T {
		return new cls(config);
	}

	/** Checks what one of the layers demands of its inputs beside `requireInputShapes`. */
	protected requireShapes(_shapes: InputShapes): void {}
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
		const shapes = this.splitShapes(inputShape);
		requireInputShapes(this.where, shapes);
		this.requireShapes(shapes);
		this.buildWeights(shapes);
		this.builtShapes = shapes;
		this.built = true;
	}

	/**
	 * Calls the layer. Beside `apply([query, value, key?], args)` it takes Keras' forms: `apply(query, value, key?, args)`
	 * and every input by name, in camel case or snake case.
	 *
	 * @throws TypeError where an argument is unknown, missing or there twice; ShapeError where a shape does not fit
	 */
	override apply(
		inputs: tf.Tensor | tf.Tensor[],
		args: AttentionCallArgs & { returnAttentionScores: true },
	): [output: tf.Tensor, weights: tf.Tensor];
	override apply(
		inputs: tf.SymbolicTensor | tf.SymbolicTensor[],
		args: AttentionCallArgs<tf.SymbolicTensor> & { returnAttentionScores: true },
	): [output: tf.SymbolicTensor, weights: tf.SymbolicTensor];
	override apply(
		inputs: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[],
		args?: AttentionCallArgs | AttentionCallArgs<tf.SymbolicTensor>,
	): tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[];
	override apply<In extends Input>(
		query: In,
		value: In,
		keyOrArgs?: In | AttentionCallArgs<In>,
		args?: AttentionCallArgs<In>,
	): In | In[];
	override apply<In extends Input>(args: AttentionCallArgs<In>): In | In[];
	override apply(...args: unknown[]): Input | Input[] {
		const call = readCallForms(this.where, args, this.maskInputs);
		const isSymbolic = call.tensors[0] instanceof tf.SymbolicTensor;
		for (const input of [...call.tensors, ...Object.values(call.masks)]) {
			if (input instanceof tf.SymbolicTensor === isSymbolic) continue;
			throw new TypeError(
				`${this.where}: expected all inputs to be tensors, or all to be symbolic tensors of a model, got both`,
			);
		}
		requireFloats(this.where, call.tensors);
		const shapes = inputShapes(call.tensors.map(({ shape }) => shape));
		requireInputShapes(this.where, shapes);
		this.requireShapes(shapes);
		for (const [name, mask] of Object.entries(call.masks)) {
			if (mask instanceof tf.Tensor) requireTensor(this.where, name, mask);
		}
		requireMaskShapes(this.where, call.masks, shapes);
		if (this.builtShapes !== undefined) this.requireSameWidths(shapes, this.builtShapes);
		if (isSymbolic) this.keepCall(call);
		// The list that `call` gets in a model too; masks that the layer does not list stay with the other arguments.
		const listed = this.maskInputs.map((name) => call.masks[name]);
		const missing = this.maskInputs.find((_, i) => listed[i] === undefined);
		if (missing !== undefined) throw new TypeError(`${this.where}: the input ${missing} is missing`);
		const rest = Object.entries(call.masks).filter(([name]) => !this.maskInputs.includes(name as MaskName));
		const inputs = [...call.tensors, ...(listed as Input[])];
		return super.apply((inputs.length === 1 ? inputs[0] : inputs) as tf.Tensor[], {
			...call.flags,
			...Object.fromEntries(rest),
		}) as Input | Input[];
	}

	/** Whether the layer has weights whose shapes depend on the inputs' widths. */
	protected requireSameWidths(shapes: InputShapes, built: InputShapes): void {
		requireBuiltWidths(this.where, shapes, built);
	}

	override call(inputs: tf.Tensor | tf.Tensor[], args: AttentionCallArgs): tf.Tensor | tf.Tensor[] {
		return tf.tidy(() => {
			const call = this.readCall(inputs, args);
			this.returningScores = call.returnAttentionScores;
			const { output, weights } = this.attend(call);
			return weights === undefined ? output : [output, weights];
		});
	}

	override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
		const shapes = this.splitShapes(inputShape);
		requireInputShapes(this.where, shapes);
		this.requireShapes(shapes);
		const { output, weights } = this.outputShapes(shapes);
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

	/** Keeps what tfjs drops from the call of a functional model: flags, and which masks are inputs. */
	private keepCall({ flags, masks }: ReadCall): void {
		for (const flag of FLAGS) {
			const wanted = flags[flag] ?? this.flags[flag];
			// A layer has one setting for all models that it stands in.
			if (wanted !== this.flags[flag] && (this.flags[flag] || this.inboundNodes.length > 0)) {
				throw this.changedInModel(`${flag} ${this.flags[flag]}`, `${wanted}`);
			}
			this.flags[flag] = wanted;
		}
		if (flags.training !== undefined && this.dropout > 0) {
			throw this.changedInModel("no training: fit and predict decide it", `${flags.training}`);
		}
		const given = MASK_NAMES.filter((name) => masks[name] !== undefined && !this.maskInputs.includes(name));
		if (given.length === 0) return;
		if (this.inboundNodes.length > 0) {
			throw this.changedInModel(`masks ${this.maskInputs.join(", ") || "none"}`, `${given.join(", ")} more`);
		}
		this.maskInputs = [...this.maskInputs, ...given];
	}

	private changedInModel(expected: string, got: string): ShapeError {
		return new ShapeError({
			where: this.where,
			expected: `${expected}, as before, in a functional model`,
			got,
			hint: "TensorFlow.js drops call arguments there: use a second layer with the same weights",
		});
	}

	private readCall(inputs: tf.Tensor | tf.Tensor[], args: AttentionCallArgs): AttentionCall {
		const { tensors, masks: given, flags } = readCallForms(this.where, [inputs, args], this.maskInputs);
		const [query, value = query, key = value] = tensors as [tf.Tensor, tf.Tensor?, tf.Tensor?];
		const training = flags.training ?? false;
		const masks = given as AttentionMasks;
		for (const [i, name] of MASK_NAMES.entries()) {
			const fromKeras = [query, value, key][i]?.kerasMask;
			if (masks[name] === undefined && fromKeras) masks[name] = fromKeras;
		}
		return {
			query,
			value,
			key,
			masks,
			useCausalMask: flags.useCausalMask ?? this.flags.useCausalMask,
			returnAttentionScores: flags.returnAttentionScores ?? this.flags.returnAttentionScores,
			dropoutRate: training ? this.dropout : 0,
			dropoutSeed: training && this.dropout > 0 ? this.nextDropoutSeed() : 0,
		};
	}

	/** Seeds that walk through all 32-bit integers: the factor is odd. */
	private nextDropoutSeed(): number {
		return (this.firstDropoutSeed + Math.imul(this.dropoutCalls++, 0x9e3779b1)) >>> 0;
	}

	/** Shapes of query, value and key out of [query, value?, key?, ...masks]. */
	private splitShapes(inputShape: Shape | Shape[]): InputShapes {
		const list = Array.isArray(inputShape?.[0]) ? (inputShape as Shape[]) : [inputShape as Shape];
		const count = list.length - this.maskInputs.length;
		if (count < 1 || count > 3 || !list.every(isShape)) {
			const masks = this.maskInputs.map((name) => `, ${name}`).join("");
			throw new ShapeError({
				where: this.where,
				expected: `shapes of inputs [query, value, key?${masks}], or of a lone query`,
				got: list.length === 1 ? describeValue(inputShape) : `${list.length} shapes`,
			});
		}
		return inputShapes(list.slice(0, count));
	}

	private requireArguments({ dropout, seed, dtype, name, ...args }: BaseAttentionArgs): void {
		const refuse = (expected: string, got: unknown) => {
			throw new ShapeError({ where: this.where, expected, got: describeValue(got) });
		};
		if (!(typeof this.dropout === "number" && this.dropout >= 0 && this.dropout < 1))
			refuse("dropout in [0, 1)", dropout);
		if (this.seed !== null && !Number.isInteger(this.seed)) refuse("seed to be an integer", seed);
		if (name != null && typeof name !== "string") refuse("name to be a string", name);
		// Keras saves it as a policy.
		const { config } = camelKeys(dtype ?? {}) as { config?: { name?: unknown } };
		if (dtype != null && (config?.name ?? dtype) !== "float32")
			refuse("dtype float32", config?.name ?? dtype);
		for (const flag of FLAGS) {
			if (typeof this.flags[flag] !== "boolean") refuse(`${flag} to be true or false`, args[flag]);
		}
		const isList = Array.isArray(this.maskInputs) && new Set(this.maskInputs).size === this.maskInputs.length;
		if (!isList) refuse("maskInputs to be an array of different names", args.maskInputs);
		const unknown = this.maskInputs.find((mask) => !MASK_NAMES.includes(mask));
		if (unknown !== undefined) refuse(`maskInputs of ${MASK_NAMES.join(", ")}`, unknown);
	}
}
