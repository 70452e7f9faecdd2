// Matrix products: BatchMatMul with any broadcast of the batch axes, and _FusedMatMul, which adds a bias and an
// activation.
import { broadcast_util, getBackend, getKernel, type NamedAttrMap, type TensorInfo } from "@tensorflow/tfjs";
import { broadcastAxes } from "../broadcast-axes.js";
import type { NativeBackend } from "../native-backend.js";
import { type NativeKernel, sizeOf } from "../native-kernel.js";

export const batchMatMul: NativeKernel = {
	name: "BatchMatMul",
	run({ inputs, attrs, backend }) {
		return product(backend, inputs.a!, inputs.b!, undefined, attrs);
	},
};

export const fusedMatMul: NativeKernel = {
	name: "_FusedMatMul",
	run({ inputs, attrs, backend }) {
		const { a, b, bias, preluActivationWeights } = inputs as Record<string, TensorInfo | undefined>;
		const kernelName = ACTIVATIONS[attrs.activation as keyof typeof ACTIVATIONS];
		if (kernelName === undefined || preluActivationWeights) return null;
		const linear = biased(backend, a!, b!, bias, attrs);
		if (linear === null || kernelName === "") return linear;
		const activate = getKernel(kernelName, getBackend()).kernelFunc;
		const result = activate({ inputs: { x: linear }, backend, attrs: { alpha: attrs.leakyreluAlpha! } });
		backend.disposeIntermediateTensorInfo(linear);
		return result;
	},
};

/** tfjs' names of activations, and the kernels that compute them. */
const ACTIVATIONS = {
	linear: "",
	relu: "Relu",
	relu6: "Relu6",
	elu: "Elu",
	leakyrelu: "LeakyRelu",
	sigmoid: "Sigmoid",
} as const;

/** The product and a bias of any broadcastable shape; a bias for each column costs nothing extra. */
function biased(
	backend: NativeBackend,
	a: TensorInfo,
	b: TensorInfo,
	bias: TensorInfo | undefined,
	attrs: NamedAttrMap,
): TensorInfo | null {
	if (bias === undefined) return product(backend, a, b, undefined, attrs);
	const values = backend.floats(bias);
	if (values === null) return null;
	const columns = b.shape[b.shape.length - (attrs.transposeB ? 2 : 1)];
	if (bias.shape.at(-1) === columns && values.length === columns)
		return product(backend, a, b, values, attrs);
	const linear = product(backend, a, b, undefined, attrs);
	if (linear === null) return null;
	const broadcast = broadcastAxes(linear.shape, bias.shape);
	const sum = broadcast && backend.allocate(broadcast.size);
	if (sum)
		backend.binding.binary(
			backend.operations.binary.add!,
			broadcast.axes,
			backend.floats(linear)!,
			values,
			sum,
		);
	backend.disposeIntermediateTensorInfo(linear);
	return sum && backend.wrap(sum, broadcast.shape);
}

/** op(a) (..., m, k) times op(b) (..., k, n), plus `bias (n)`. */
function product(
	backend: NativeBackend,
	a: TensorInfo,
	b: TensorInfo,
	bias: Float32Array | undefined,
	attrs: NamedAttrMap,
): TensorInfo | null {
	const aValues = backend.floats(a);
	const bValues = backend.floats(b);
	const aRank = a.shape.length;
	const bRank = b.shape.length;
	if (aValues === null || bValues === null || aRank < 2 || bRank < 2) return null;
	const transposeA = Boolean(attrs.transposeA);
	const transposeB = Boolean(attrs.transposeB);
	const m = a.shape[aRank - (transposeA ? 1 : 2)]!;
	const k = a.shape[aRank - (transposeA ? 2 : 1)]!;
	const n = b.shape[bRank - (transposeB ? 2 : 1)]!;
	// Where the shapes do not fit, tfjs' kernel has the words.
	if (b.shape[bRank - (transposeB ? 1 : 2)] !== k) return null;

	const aBatch = a.shape.slice(0, -2);
	const bBatch = b.shape.slice(0, -2);
	const batch = broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
	const out = backend.allocate(sizeOf(batch) * m * n);
	for (const group of batchGroups(aBatch, bBatch, batch)) {
		backend.binding.matmul(
			group.a === 0 ? aValues : aValues.subarray(group.a * m * k),
			group.b === 0 ? bValues : bValues.subarray(group.b * k * n),
			group.length * m * n === out.length
				? out
				: out.subarray(group.out * m * n, (group.out + group.length) * m * n),
			m,
			n,
			k,
			transposeA,
			transposeB,
			bias,
			group.length,
			group.aStep * m * k,
			group.bStep * k * n,
		);
	}
	return backend.wrap(out, [...batch, m, n]);
}

interface BatchGroup {
	/** The first matrix of each. */
	a: number;
	b: number;
	out: number;
	/** Matrices in the group, and the step from one to the next: 0 where the same one serves all. */
	length: number;
	aStep: number;
	bStep: number;
}

/** The batch as runs along which both operands step evenly; one run where nothing is broadcast. */
function batchGroups(
	aBatch: readonly number[],
	bBatch: readonly number[],
	batch: readonly number[],
): BatchGroup[] {
	const size = sizeOf(batch);
	if (size === 0) return [];
	const { axes } = broadcastAxes(aBatch, bBatch)!;
	const rank = axes[0]!;
	const last = rank;
	const length = axes[last]!;
	const groups: BatchGroup[] = [];
	for (let out = 0; out < size; out += length) {
		let rest = out / length;
		let a = 0;
		let b = 0;
		for (let axis = rank - 1; axis >= 1; axis--) {
			const index = rest % axes[axis]!;
			rest = (rest - index) / axes[axis]!;
			a += index * axes[rank + axis]!;
			b += index * axes[2 * rank + axis]!;
		}
		groups.push({ a, b, out, length, aStep: axes[2 * rank]!, bStep: axes[3 * rank]! });
	}
	return groups;
}
