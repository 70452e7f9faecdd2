// A recurrent layer as Keras calls it: with a mask, with initial states, in one direction or in two.
//
// In a functional model TensorFlow.js passes a layer the mask of its first input or one left over from another
// layer, and initial states left over from another layer too. Here they are inputs like any other.

import * as tf from "@tensorflow/tfjs";
import type { LayerArgs } from "../../layers/base-attention.js";
import type { Shape } from "../../layers/input-checks.js";
import { kerasError } from "../keras-config.js";

export type MergeMode = "concat" | "sum" | "mul" | "ave" | null;

export interface KerasRecurrentArgs extends LayerArgs {
	layer: tf.RNN | Serialized;
	/** Makes the layer bidirectional: it reads the sequence from its end. */
	backwardLayer?: tf.RNN | Serialized | null;
	/** How the two directions become one; null gives both. Default concat. */
	mergeMode?: MergeMode;
	/** Outputs at masked steps are 0 instead of those of the step before. */
	zeroOutputForMask?: boolean;
}

type Serialized = { className: string; config: tf.serialization.ConfigDict };
interface Recurrent extends tf.RNN {
	returnSequences: boolean;
	returnState: boolean;
	goBackwards: boolean;
	stateful: boolean;
}
interface CallArgs {
	training?: boolean;
}

/**
 * `apply([x, ...states, mask?])`: x (B,T,D), states (B,units) each, those of the forward direction first, a mask
 * (B,T,1) last, which is known by its rank: TensorFlow.js makes every input of a layer a float. Outputs are those of the wrapped layer.
 */
export class KerasRecurrent extends tf.layers.Layer {
	static className = "KerasRecurrent";
	readonly forward: Recurrent;
	readonly backward: Recurrent | null;
	private readonly mergeMode: MergeMode;
	private readonly zeroOutputForMask: boolean;

	constructor(args: KerasRecurrentArgs) {
		super(args);
		this.forward = revive(args.layer);
		this.backward = args.backwardLayer ? revive(args.backwardLayer) : null;
		this.mergeMode = args.mergeMode === undefined ? "concat" : args.mergeMode;
		this.zeroOutputForMask = args.zeroOutputForMask ?? false;
		(this as unknown as { _stateful: boolean })._stateful = this.forward.stateful;
	}

	private get directions(): Recurrent[] {
		return this.backward ? [this.forward, this.backward] : [this.forward];
	}

	override build(inputShape: Shape | Shape[]): void {
		const sequence = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as Shape;
		// A call on a placeholder names the weights after this layer and the wrapped one.
		for (const layer of this.directions) layer.apply(tf.input({ batchShape: sequence }));
		this.built = true;
	}

	override call(inputs: tf.Tensor | tf.Tensor[], kwargs: CallArgs): tf.Tensor | tf.Tensor[] {
		return tf.tidy(() => {
			const [x, ...others] = Array.isArray(inputs) ? inputs : [inputs];
			const mask = others.at(-1)?.rank === 3 ? others.pop()!.squeeze([2]).cast("bool") : undefined;
			const statesOf = (from: number, to: number) => (others.length > 0 ? others.slice(from, to) : undefined);
			const share = others.length / this.directions.length;
			const runs = this.directions.map((layer, i) =>
				this.run(layer, x!, mask, statesOf(i * share, (i + 1) * share), kwargs.training ?? false),
			);
			if (runs.length === 1) return this.forward.returnState ? runs[0]! : runs[0]![0]!;
			const [[output, ...states], [reversed, ...backwardStates]] = runs as [tf.Tensor[], tf.Tensor[]];
			const backwards = this.forward.returnSequences ? tf.reverse(reversed!, 1) : reversed!;
			const merged = this.merge(output!, backwards);
			const all = this.forward.returnState ? [...merged, ...states, ...backwardStates] : merged;
			return all.length === 1 ? all[0]! : all;
		});
	}

	override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
		const sequence = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as Shape;
		const shapes = this.forward.computeOutputShape(sequence) as Shape | Shape[];
		if (this.backward === null) return shapes;
		const [output, ...states] = (Array.isArray(shapes[0]) ? shapes : [shapes]) as [Shape, ...Shape[]];
		const merged =
			this.mergeMode === null
				? [output, [...output]]
				: this.mergeMode === "concat"
					? [[...output.slice(0, -1), 2 * output.at(-1)!]]
					: [output];
		const all = [...merged, ...states, ...states.map((shape) => [...shape])];
		return all.length === 1 ? all[0]! : all;
	}

	override get trainableWeights(): tf.LayerVariable[] {
		return this.trainable ? this.directions.flatMap((layer) => layer.trainableWeights) : [];
	}

	override get nonTrainableWeights(): tf.LayerVariable[] {
		const frozen = this.directions.flatMap((layer) => layer.nonTrainableWeights);
		return this.trainable
			? frozen
			: [...this.directions.flatMap((layer) => layer.trainableWeights), ...frozen];
	}

	override resetStates(): void {
		for (const layer of this.directions) layer.resetStates();
	}

	override setFastWeightInitDuringBuild(value: boolean): void {
		super.setFastWeightInitDuringBuild(value);
		for (const layer of this.directions) layer.setFastWeightInitDuringBuild(value);
	}

	override getConfig(): tf.serialization.ConfigDict {
		const serialized = (layer: Recurrent) => ({ className: layer.getClassName(), config: layer.getConfig() });
		return {
			...super.getConfig(),
			layer: serialized(this.forward),
			backwardLayer: this.backward && serialized(this.backward),
			mergeMode: this.mergeMode,
			zeroOutputForMask: this.zeroOutputForMask,
		};
	}

	/** [output, ...states] of one direction. */
	private run(
		layer: Recurrent,
		x: tf.Tensor,
		mask: tf.Tensor | undefined,
		initialState: tf.Tensor[] | undefined,
		training: boolean,
	): tf.Tensor[] {
		// Keras passes an absent mask as none; TensorFlow.js keeps what a call writes into this object.
		const given = { ...(mask ? { mask } : {}), ...(initialState ? { initialState } : {}), training };
		const [output, ...states] = [layer.call(x, given)].flat() as tf.Tensor[];
		if (!this.zeroOutputForMask || mask === undefined) return [output!, ...states];
		const inOrder = layer.goBackwards ? tf.reverse(mask, 1) : mask;
		const kept = layer.returnSequences
			? inOrder.expandDims(-1)
			: tf.slice(inOrder, [0, mask.shape[1]! - 1], [-1, 1]);
		return [tf.where(kept.broadcastTo(output!.shape), output!, tf.zerosLike(output!)), ...states];
	}

	private merge(forward: tf.Tensor, backward: tf.Tensor): tf.Tensor[] {
		if (this.mergeMode === null) return [forward, backward];
		if (this.mergeMode === "concat") return [tf.concat([forward, backward], -1)];
		if (this.mergeMode === "mul") return [tf.mul(forward, backward)];
		const sum = tf.add(forward, backward);
		return [this.mergeMode === "ave" ? tf.mul(sum, 0.5) : sum];
	}
}

tf.serialization.registerClass(KerasRecurrent);

/** The layer itself, or the one that a saved model describes. */
function revive(layer: tf.RNN | Serialized): Recurrent {
	if (layer instanceof tf.layers.Layer) return layer as unknown as Recurrent;
	const found = tf.serialization.SerializationMap.getMap().classNameMap[(layer as Serialized).className];
	if (found === undefined) throw kerasError(`unknown recurrent layer "${(layer as Serialized).className}"`);
	const [construct, fromConfig] = found;
	return fromConfig(construct, (layer as Serialized).config) as unknown as Recurrent;
}
