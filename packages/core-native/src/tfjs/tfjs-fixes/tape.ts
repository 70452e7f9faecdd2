// What TensorFlow.js records on its tape, mended for every backend:
//
// * It records the clone of a saved output before the op that made the output. Seen from x, the clone then depends on
//   nothing, and second derivatives through saved outputs (exp, tanh, sigmoid, softmax, any `tf.customGrad` that
//   saves what it computed) miss a term. The clones are recorded after their op here.
// * What an op computes and saves, but does not return, is a constant to the tape: silently wrong second derivatives
//   again (tf.losses.softmaxCrossEntropy saves the logarithms of its softmax). Nobody knows its gradient: an error.
// * An output that is not used gets its gradient of zeros in a new array, in every training step. Memory outside the
//   heap makes V8 collect the whole heap, so the zeros come from the backend, which reuses its arrays.
// * Comparisons and logical ops have no gradient, but are recorded as if the gradient had to pass through them: the
//   second derivative of `clipByValue` (hard sigmoid) or `max` ends in an error. A bool is a constant here.
import { engine, fill, getGradient, type Tensor } from "@tensorflow/tfjs";
import { replaceMethod } from "../replace-method.js";

/** The engine's members that its types leave out. */
interface Engine {
	state: { kernelDepth: number; gradientDepth: number; activeTape: TapeNode[] };
}

/** One call on the tape. */
interface TapeNode {
	gradient?: (dOutputs: (Tensor | undefined)[]) => Record<string, () => Tensor>;
}

type NodeGradient = (dOutputs: Tensor | Tensor[], saved: Tensor[]) => Record<string, () => Tensor>;
type AddTapeNode = (
	kernelName: string,
	inputs: Record<string, Tensor>,
	outputs: Tensor[],
	gradient: NodeGradient | null | undefined,
	saved: Tensor[],
	attributes?: object,
) => void;

/** A clone that an op saved, and how it is recorded: as a clone of an input or output, or as of unknown gradient. */
interface SavedClone {
	clone: Tensor;
	inputs: Record<string, Tensor>;
	gradient: NodeGradient;
}

export function mendTape(): void {
	/** Clones made inside the op that is running. */
	const made = new Map<Tensor, Tensor>();
	/** Clones of recorded ops. Only a gradient of a gradient goes through them, so they wait for one to begin. */
	let waiting: SavedClone[] = [];
	let record: AddTapeNode = () => {};

	replaceMethod(engine(), "addTapeNode", (original) => {
		record = (...call) => original.apply(engine(), call);
		return function (this: Engine, ...call: Parameters<AddTapeNode>): void {
			const [kernelName, inputs, outputs, gradient, saved] = call;
			// Inside an op nothing is recorded but the clones that it saves.
			if (this.state.kernelDepth > 0) {
				made.set(outputs[0]!, inputs.x!);
				return;
			}
			if (isConstant(kernelName, outputs, gradient)) return;
			record(...call);
			completeGradient(this.state.activeTape.at(-1)!, kernelName, outputs);
			const clones = saved.flatMap((clone) => {
				const source = made.get(clone);
				return source === undefined ? [] : [savedClone(clone, source, inputs, kernelName)];
			});
			made.clear();
			if (this.state.gradientDepth > 1) recordClones(record, clones);
			else waiting.push(...clones);
		};
	});
	replaceMethod(
		engine(),
		"startTape",
		(startTape) =>
			function (this: Engine): void {
				if (this.state.gradientDepth > 0) recordClones(record, waiting);
				waiting = [];
				startTape.call(this);
			},
	);
}

function savedClone(
	clone: Tensor,
	source: Tensor,
	inputs: Record<string, Tensor>,
	kernelName: string,
): SavedClone {
	// What an op computes and does not return is disposed when it ends. Integers and bools are constants anyway.
	if (!source.isDisposed || source.dtype !== "float32")
		return { clone, inputs: { x: source }, gradient: gradientOfClone };
	const reason =
		"it saves what it computes but does not return; save its inputs, or compute constants before it";
	return { clone, inputs, gradient: () => refuse(kernelName, reason) };
}

function recordClones(record: AddTapeNode, clones: readonly SavedClone[]): void {
	for (const { clone, inputs, gradient } of clones) record("save", inputs, [clone], gradient, []);
}

/** Also of a clone of integers, so that the tape can cross it. */
const gradientOfClone: NodeGradient = (dy) => ({ x: () => (dy as Tensor).cast("float32") });

function isConstant(kernelName: string, outputs: Tensor[], gradient: unknown): boolean {
	return (
		gradient == null &&
		outputs.every(({ dtype }) => dtype === "bool") &&
		getGradient(kernelName) === undefined
	);
}

/**
 * The op whose gradient is being recorded, so that a call in it which has no gradient itself can say whose second
 * derivative is missing.
 */
let differentiated: string | undefined;

function completeGradient(node: TapeNode, kernelName: string, outputs: Tensor[]): void {
	const { gradient } = node;
	if (gradient === undefined) {
		const op = differentiated;
		if (op !== undefined)
			node.gradient = () => refuse(op, `its gradient calls ${kernelName}, which has no gradient itself`);
		return;
	}
	node.gradient = (dOutputs) => {
		const given =
			outputs.length > 1
				? dOutputs.map((dOutput, i) => dOutput ?? zerosLike(outputs[i] as Tensor))
				: dOutputs;
		if (engine().state.gradientDepth === 0) return gradient(given);
		const inputGradients = differentiating(kernelName, () => gradient(given));
		return Object.fromEntries(
			Object.entries(inputGradients).map(([name, compute]) => [
				name,
				() => differentiating(kernelName, compute),
			]),
		);
	};
}

function differentiating<Result>(op: string, compute: () => Result): Result {
	const outer = differentiated;
	differentiated = op;
	try {
		return compute();
	} finally {
		differentiated = outer;
	}
}

function refuse(op: string, hint: string): never {
	// The name of an op with a gradient of its own is that of its scope, which ends so in TensorFlow.js.
	const name = op.replace(/__op$/, "") || "an op";
	throw new Error(`${name}: is not differentiable twice\nHint: ${hint}`);
}

function zerosLike({ shape, dtype }: Tensor): Tensor {
	return fill(shape, 0, dtype as "float32");
}
