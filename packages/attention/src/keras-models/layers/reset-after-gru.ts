// Keras' default GRU, whose reset gate acts after the recurrent product (Cho et al. 2014, version 3). TensorFlow.js
// has the other one only.

import * as tf from "@tensorflow/tfjs";

export type GruArgs = Parameters<typeof tf.layers.gru>[0];
type Initializer = Parameters<tf.layers.Layer["addWeight"]>[3];
type Regularizer = Parameters<tf.layers.Layer["addWeight"]>[4];
type Constraint = Parameters<tf.layers.Layer["addWeight"]>[6];
type Activation = { apply(x: tf.Tensor): tf.Tensor };

/** What tfjs' GRU cell has beside `Layer`; its class is exported by no name. */
interface GruCell extends tf.layers.Layer {
	stateSize: number | number[];
	units: number;
	useBias: boolean;
	activation: Activation;
	recurrentActivation: Activation;
	kernelInitializer: Initializer;
	recurrentInitializer: Initializer;
	biasInitializer: Initializer;
	kernelRegularizer: Regularizer;
	recurrentRegularizer: Regularizer;
	biasRegularizer: Regularizer;
	kernelConstraint: Constraint;
	recurrentConstraint: Constraint;
	biasConstraint: Constraint;
	dropout: number;
	recurrentDropout: number;
	/** Drawn once for a sequence; the layer disposes them before the next one. */
	dropoutMask: tf.Tensor[];
	recurrentDropoutMask: tf.Tensor[];
}
interface GruLayer extends tf.RNN {
	cell: GruCell;
}
const TfjsCell = tf.layers.gruCell({ units: 1 }).constructor as new (args: object) => GruCell;
const TfjsGru = tf.layers.gru({ units: 1 }).constructor as new (args: object) => GruLayer;

/**
 * z = σ(x Wz + bz + h Uz + cz), r = σ(x Wr + br + h Ur + cr), n = tanh(x Wn + bn + r (h Un + cn)),
 * h' = z h + (1 - z) n.
 *
 * Weights: kernel (D, 3 units), recurrent_kernel (units, 3 units), bias (2, 3 units) = [b; c].
 */
class ResetAfterGruCell extends TfjsCell {
	static className = "KerasGRUCell";
	private weightsOfGates:
		| { kernel: tf.LayerVariable; recurrent: tf.LayerVariable; bias?: tf.LayerVariable }
		| undefined;

	constructor(args: object) {
		super({ ...args, resetAfter: false });
	}

	override build(inputShape: (number | null)[]): void {
		const width = 3 * this.units;
		const D = inputShape.at(-1)!;
		this.weightsOfGates = {
			kernel: this.addWeight(
				"kernel",
				[D, width],
				"float32",
				this.kernelInitializer,
				this.kernelRegularizer,
				true,
				this.kernelConstraint,
			),
			recurrent: this.addWeight(
				"recurrent_kernel",
				[this.units, width],
				"float32",
				this.recurrentInitializer,
				this.recurrentRegularizer,
				true,
				this.recurrentConstraint,
			),
		};
		if (this.useBias) {
			this.weightsOfGates.bias = this.addWeight(
				"bias",
				[2, width],
				"float32",
				this.biasInitializer,
				this.biasRegularizer,
				true,
				this.biasConstraint,
			);
		}
		this.built = true;
	}

	override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor[] {
		return tf.tidy(() => {
			const [x, h] = inputs as [tf.Tensor2D, tf.Tensor2D];
			const { kernel, recurrent, bias } = this.weightsOfGates!;
			const training = kwargs.training ?? false;
			if (training && this.dropout > 0) this.dropoutMask ??= [keptOnes(x, this.dropout)];
			if (training && this.recurrentDropout > 0) {
				this.recurrentDropoutMask ??= [keptOnes(h, this.recurrentDropout)];
			}
			const input = this.dropoutMask ? tf.mul(x, this.dropoutMask[0]!) : x;
			const state = this.recurrentDropoutMask ? tf.mul(h, this.recurrentDropoutMask[0]!) : h;
			const [b, c] = bias ? tf.unstack(bias.read()) : [undefined, undefined];
			const fromInput = tf.matMul(input as tf.Tensor2D, kernel.read() as tf.Tensor2D);
			const fromState = tf.matMul(state as tf.Tensor2D, recurrent.read() as tf.Tensor2D);
			const [xz, xr, xn] = tf.split(b ? tf.add(fromInput, b) : fromInput, 3, -1) as tf.Tensor[];
			const [hz, hr, hn] = tf.split(c ? tf.add(fromState, c) : fromState, 3, -1) as tf.Tensor[];
			const z = this.recurrentActivation.apply(tf.add(xz!, hz!));
			const r = this.recurrentActivation.apply(tf.add(xr!, hr!));
			const n = this.activation.apply(tf.add(xn!, tf.mul(r, hn!)));
			const next = tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), n));
			return [next, next];
		});
	}

	override getConfig(): tf.serialization.ConfigDict {
		return { ...super.getConfig(), resetAfter: true };
	}
}

/** The GRU that Keras writes with `reset_after: true`; arguments of `tf.layers.gru`. */
export class ResetAfterGru extends TfjsGru {
	static className = "KerasGRU";

	constructor(args: GruArgs) {
		super({ ...args, resetAfter: false });
		this.cell = new ResetAfterGruCell({ ...args, name: undefined });
	}
}

tf.serialization.registerClass(
	ResetAfterGru as unknown as tf.serialization.SerializableConstructor<ResetAfterGru>,
);

/** Ones of the tensor's shape after dropout: 0 or 1 / (1 - rate). */
function keptOnes(like: tf.Tensor, rate: number): tf.Tensor {
	return tf.keep(tf.dropout(tf.onesLike(like), rate));
}
