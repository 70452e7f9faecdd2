// A student's MultiHeadAttention layer: reading it, reading what it returns, and the same by hand from its weights.

import { byHand } from "@mirada/attention";
import { type Examination, isTensor, kindOf, type TensorLike, withoutRejection } from "./examination.js";
import { Failure } from "./failure.js";

/** (B, T, D). */
export type Batch = number[][][];
/** (B, N, T, S). */
export type HeadMaps = number[][][][];

export interface HeadSizes {
	numHeads: number;
	keyDim: number;
}

interface Layer {
	getClassName(): string;
	getConfig(): Record<string, unknown>;
	getWeights(): TensorLike[];
}

export interface LayerResult {
	output: Batch;
	weights: HeadMaps;
}

/** @throws Failure unless the module's `mha` is a MultiHeadAttention layer of these sizes */
export function requireLayer(examination: Examination, { numHeads, keyDim }: HeadSizes): void {
	const { texts } = examination;
	const exported = examination.exported("mha");
	const mha = readLayer(exported);
	if (!mha)
		throw new Failure(texts.wrongKind("mha", texts.kinds.layer, kindOf(exported, texts)), "use-layer");
	const name: unknown = mha.getClassName();
	if (name !== "MultiHeadAttention") {
		const got = typeof name === "string" ? name : kindOf(exported, texts);
		throw new Failure(texts.wrongKind("mha", texts.kinds.layer, got), "widths");
	}
	const config = mha.getConfig();
	const got = [config.numHeads, config.keyDim];
	if (got[0] === numHeads && got[1] === keyDim) return;
	const isSwapped = got[0] === keyDim && got[1] === numHeads;
	const isTotal = got[0] === numHeads && got[1] === numHeads * keyDim;
	throw new Failure(
		texts.heads([numHeads, keyDim], got),
		isSwapped ? "heads-swapped" : isTotal ? "key-dim-total" : "use-layer",
	);
}

/** The module's `mha`, if it is a layer. */
export function layerOf(examination: Examination): Layer | undefined {
	try {
		return readLayer(examination.exported("mha"));
	} catch {
		return undefined;
	}
}

/** What it is asked for may be a Promise if the student wrote it. */
function readLayer(value: unknown): Layer | undefined {
	if (!isLayer(value)) return undefined;
	return {
		getClassName: () => withoutRejection(value.getClassName()),
		getConfig: () => withoutRejection(value.getConfig()),
		getWeights: () => withoutRejection(value.getWeights()),
	};
}

function isLayer(value: unknown): value is Layer {
	if (typeof value !== "object" || value === null) return false;
	return ["apply", "getClassName", "getConfig", "getWeights"].every(
		(name) => typeof Reflect.get(value, name) === "function",
	);
}

/** Reads [output, weights]; @throws Failure unless both are tensors of these shapes */
export function readLayerResult(
	result: unknown,
	shapes: { output: readonly number[]; weights: readonly number[] },
	{ texts }: Examination,
): LayerResult {
	if (isTensor(result))
		throw new Failure(texts.wrongKind("run", texts.kinds.pair, kindOf(result, texts)), "weights-missing");
	if (!Array.isArray(result) || result.length !== 2)
		throw new Failure(texts.wrongKind("run", texts.kinds.pair, kindOf(result, texts)));
	const read = (value: unknown, name: "output" | "weights") => {
		if (!isTensor(value)) throw new Failure(texts.wrongKind(name, texts.kinds.tensor, kindOf(value, texts)));
		const [expected, got] = [shapes[name], value.shape];
		if (got.length !== expected.length || got.some((size, axis) => size !== expected[axis])) {
			const lostHeads = name === "weights" && got.length === 3;
			throw new Failure(texts.shape(name, expected, got), lostHeads ? "weights-averaged" : undefined);
		}
		return value.arraySync();
	};
	return { output: read(result[0], "output") as Batch, weights: read(result[1], "weights") as HeadMaps };
}

type Kernel = number[][][];

/**
 * What the layer has to return for one sentence, from its weights and in double precision; the formula of
 * Vaswani et al. (2017), section 3.2.2: head n = softmax(Qn Knᵀ / √H) Vn, output = [head 1; ...; head N] Wo + bo.
 *
 * @param query (T, Dq)
 * @param value (S, Dv); the key too
 * @param mask (T, S), true = may attend
 */
export function layerByHand(
	layer: Layer,
	query: number[][],
	value: number[][],
	mask: boolean[][],
): { output: number[][]; weights: number[][][] } {
	const all = layer.getWeights().map((tensor) => tensor.arraySync());
	const hasBias = all.length === 8;
	const [q, k, v, o] = [0, 1, 2, 3].map((part) => ({
		kernel: all[hasBias ? 2 * part : part] as Kernel,
		bias: hasBias ? (all[2 * part + 1] as number[][]) : undefined,
	}));
	const project = (
		rows: number[][],
		{ kernel, bias }: { kernel: Kernel; bias: number[][] | undefined },
		n: number,
	) =>
		rows.map((row) => {
			const projected = byHand.vectorTimesMatrix(
				row,
				kernel.map((heads) => heads[n]!),
			);
			return projected.map((x, h) => x + (bias?.[n]?.[h] ?? 0));
		});
	const heads = q!.kernel[0]!.map((_, n) =>
		byHand.attention({
			queries: project(query, q!, n),
			keys: project(value, k!, n),
			values: project(value, v!, n),
			mask,
		}),
	);
	// Kernel (N, V, D), bias (D).
	const outputBias = o!.bias as unknown as number[] | undefined;
	const output = query.map((_, t) => {
		const parts = heads.map(({ contexts }, n) => byHand.vectorTimesMatrix(contexts[t]!, o!.kernel[n]!));
		return parts[0]!.map((__, i) => parts.reduce((sum, part) => sum + part[i]!, outputBias?.[i] ?? 0));
	});
	return { output, weights: heads.map(({ weights }) => weights) };
}
