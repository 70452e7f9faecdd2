// One operation of `keras.ops` in a functional model: `x + 1`, `ops.mean(x, axis=1)`, and the masks that Keras
// writes into a model's graph.

import * as tf from "@tensorflow/tfjs";
import type { LayerArgs } from "../../layers/base-attention.js";
import type { Shape } from "../../layers/input-checks.js";
import { asList, asText, kerasError } from "../keras-config.js";

/** A tensor of the call's inputs by its place, or a constant, or a list of those. */
export type Operand = { input: number } | number | boolean | string | null | Operand[];

export interface KerasOperationArgs extends LayerArgs {
	/** Keras' class name of the operation, in camelCase. */
	operation: string;
	operands: Operand[];
	/** Keras' config of the operation and the keyword arguments of the call, in camelCase. */
	options?: Record<string, unknown>;
}

type Value = tf.Tensor | Value[] | number | boolean | string | null;
type Options = Readonly<Record<string, unknown>>;
type Run = (operands: readonly Value[], options: Options) => tf.Tensor;

/** Numbers are taken as they are by TensorFlow.js' binary operations. */
const binary =
	(run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Run =>
	([a, b]) =>
		run(tensorOf(a), tensorOf(b));
const unary =
	(run: (x: tf.Tensor) => tf.Tensor): Run =>
	([x]) =>
		run(tensorOf(x));
const reduction =
	(run: (x: tf.Tensor, axis: number[] | undefined, keepDims: boolean) => tf.Tensor): Run =>
	([x], { axis, keepdims }) =>
		run(tensorOf(x), axesOf(axis), keepdims === true);

/** A comparison has no gradient; without this, TensorFlow.js looks for one where its operand has been trained. */
const detached = (x: tf.Tensor): tf.Tensor =>
	x.dtype === "float32"
		? tf.customGrad((y) => ({
				value: (y as tf.Tensor).clone(),
				gradFunc: () => tf.zerosLike(y as tf.Tensor),
			}))(x)
		: x;
const comparison = (run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Run =>
	binary((a, b) => run(detached(a), detached(b)));
const bool = (x: tf.Tensor): tf.Tensor => (x.dtype === "bool" ? x : tf.cast(x, "bool"));

const OPERATIONS: Readonly<Record<string, Run>> = {
	add: binary(tf.add),
	subtract: binary(tf.sub),
	multiply: binary(tf.mul),
	divide: binary(tf.div),
	trueDivide: binary(tf.div),
	maximum: binary(tf.maximum),
	minimum: binary(tf.minimum),
	power: binary(tf.pow),
	matmul: binary((a, b) => tf.matMul(a, b)),
	equal: comparison(tf.equal),
	notEqual: comparison(tf.notEqual),
	greater: comparison(tf.greater),
	greaterEqual: comparison(tf.greaterEqual),
	less: comparison(tf.less),
	lessEqual: comparison(tf.lessEqual),
	logicalAnd: binary((a, b) => tf.logicalAnd(bool(a), bool(b))),
	logicalOr: binary((a, b) => tf.logicalOr(bool(a), bool(b))),
	logicalNot: unary((x) => tf.logicalNot(bool(x))),
	negative: unary(tf.neg),
	absolute: unary(tf.abs),
	exp: unary(tf.exp),
	log: unary(tf.log),
	sqrt: unary(tf.sqrt),
	square: unary(tf.square),
	tanh: unary(tf.tanh),
	sigmoid: unary(tf.sigmoid),
	relu: unary(tf.relu),
	softmax: ([x], { axis }) => tf.softmax(tensorOf(x), typeof axis === "number" ? axis : -1),
	sum: reduction(tf.sum),
	mean: reduction(tf.mean),
	max: reduction(tf.max),
	min: reduction(tf.min),
	any: reduction((x, axis, keepDims) => tf.any(bool(x), axis, keepDims)),
	all: reduction((x, axis, keepDims) => tf.all(bool(x), axis, keepDims)),
	zerosLike: ([x], { dtype }) => tf.cast(tf.zerosLike(tensorOf(x)), dtypeOf(dtype, tensorOf(x).dtype)),
	onesLike: ([x], { dtype }) => tf.cast(tf.onesLike(tensorOf(x)), dtypeOf(dtype, tensorOf(x).dtype)),
	cast: ([x], { dtype }) => tf.cast(tensorOf(x), dtypeOf(dtype, "float32")),
	convertToTensor: ([x], { dtype }) => tf.cast(tensorOf(x), dtypeOf(dtype, tensorOf(x).dtype)),
	expandDims: ([x], { axis }) => tf.expandDims(tensorOf(x), axis as number),
	squeeze: ([x], { axis }) => tf.squeeze(tensorOf(x), axesOf(axis)),
	transpose: ([x], { axes }) => tf.transpose(tensorOf(x), (axes as number[] | null) ?? undefined),
	reshape: ([x], { newshape }) => tf.reshape(tensorOf(x), newshape as number[]),
	concatenate: ([list], { axis }) => tf.concat((list as Value[]).map(tensorOf), (axis as number) ?? -1),
	stack: ([list], { axis }) => tf.stack((list as Value[]).map(tensorOf), (axis as number) ?? 0),
	constant: ([, value]) => tensorOf(value),
	where: ([condition, a, b]) => tf.where(bool(tensorOf(condition)), tensorOf(a), tensorOf(b)),
};

const LARGEST_SHAPE = 2 ** 26;

/** Which operations there are, by Keras' class names in camelCase. */
export function hasOperation(name: string): boolean {
	return Object.hasOwn(OPERATIONS, name);
}

/** Applies one operation to tensors and constants; inputs any number of tensors, one output. */
export class KerasOperation extends tf.layers.Layer {
	static className = "KerasOperation";
	private readonly operation: string;
	private readonly operands: Operand[];
	private readonly options: Record<string, unknown>;

	constructor(args: KerasOperationArgs) {
		super(args);
		this.operation = asText(args.operation, "operation of a KerasOperation");
		this.operands = asList(args.operands, "operands of a KerasOperation") as Operand[];
		this.options = args.options ?? {};
		if (!hasOperation(this.operation)) throw kerasError(`unknown operation "${this.operation}"`);
	}

	override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
		return tf.tidy(() => {
			const tensors = Array.isArray(inputs) ? inputs : [inputs];
			const resolve = (operand: Operand): Value => {
				if (Array.isArray(operand)) return operand.map(resolve);
				return typeof operand === "object" && operand !== null ? tensors[operand.input]! : operand;
			};
			return OPERATIONS[this.operation]!(this.operands.map(resolve), this.options);
		});
	}

	/** By running the operation: axes that follow an unknown size are unknown too. */
	override computeOutputShape(inputShape: Shape | Shape[]): Shape {
		const shapes = (Array.isArray(inputShape[0]) ? inputShape : [inputShape]) as Shape[];
		// Nobody's operations on tensors are larger than that; a file that claims so is damaged or hostile.
		const size = Math.max(
			...shapes.map((shape) => shape.reduce<number>((product, n) => product * (n ?? 3), 1)),
		);
		if (size > LARGEST_SHAPE) {
			throw kerasError(
				`operation "${this.operation}": expected inputs under ${LARGEST_SHAPE} numbers, got ${size}`,
			);
		}
		const shapeWith = (unknown: number) =>
			tf.tidy(() => this.call(shapes.map((shape) => tf.ones(shape.map((size) => size ?? unknown)))).shape);
		const [small, large] = [shapeWith(2), shapeWith(3)];
		return small.map((size, axis) => (size === large[axis] ? size : null));
	}

	override getConfig(): tf.serialization.ConfigDict {
		return {
			...super.getConfig(),
			operation: this.operation,
			operands: this.operands as tf.serialization.ConfigDictArray,
			options: this.options as tf.serialization.ConfigDict,
		};
	}
}

tf.serialization.registerClass(KerasOperation);

function tensorOf(value: Value | undefined): tf.Tensor {
	if (value instanceof tf.Tensor) return value;
	if (typeof value === "number" || typeof value === "boolean") return tf.scalar(Number(value), "float32");
	if (Array.isArray(value)) return tf.tensor(value as number[]);
	throw kerasError(`expected an operation's operand to be a tensor or a number, got ${value}`);
}

function axesOf(axis: unknown): number[] | undefined {
	return axis === null || axis === undefined ? undefined : ([axis].flat() as number[]);
}

function dtypeOf(dtype: unknown, otherwise: tf.DataType): tf.DataType {
	if (dtype === null || dtype === undefined) return otherwise;
	const known: Record<string, tf.DataType> = {
		bool: "bool",
		int32: "int32",
		int64: "int32",
		float32: "float32",
	};
	const found = known[String(dtype)];
	if (found === undefined)
		throw kerasError(`expected dtype float32, int32 or bool of an operation, got ${dtype}`);
	return found;
}
