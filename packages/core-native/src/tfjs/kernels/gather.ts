// Rows of a table by index, as an embedding needs them, and the gradient of that. tfjs' own gradient compares
// every index with every row of the table.
import { type TensorInfo, util } from "@tensorflow/tfjs";
import type { NativeBackend } from "../native-backend.js";
import { type NativeKernel, sizeOf } from "../native-kernel.js";

export const gatherV2: NativeKernel = {
	name: "GatherV2",
	run({ inputs, attrs, backend }) {
		const { x, indices } = inputs as Record<"x" | "indices", TensorInfo>;
		const table = backend.floats(x) ?? integersAsFloats(x, backend);
		const axis = util.parseAxisParam(attrs.axis as number, x.shape)[0];
		if (table === null || axis !== 0 || (attrs.batchDims ?? 0) !== 0 || indices.dtype !== "int32")
			return null;
		const rows = x.shape[0]!;
		const width = sizeOf(x.shape.slice(1));
		const which = backend.asIntegers(indices);
		// Where an index is out of range, tfjs' kernel has the words.
		for (const row of which) if (row < 0 || row >= rows) return null;
		const shape = [...indices.shape, ...x.shape.slice(1)];
		const size = which.length * width;
		const out = backend.allocate(size);
		backend.binding.gatherRows({ rows, width, count: which.length, table, indices: which, out });
		if (x.dtype !== "int32") return backend.wrap(out, shape);
		return backend.wrap(new Int32Array(out.buffer, out.byteOffset, size), shape, "int32");
	},
};

/** The same bytes: rows are copied, whatever they hold. `model.fit` cuts batches of one-hot labels so. */
function integersAsFloats(x: TensorInfo, backend: NativeBackend): Float32Array | null {
	if (x.dtype !== "int32" || !(backend.data.peek(x.dataId).values instanceof Int32Array)) return null;
	const values = backend.asIntegers(x);
	return new Float32Array(values.buffer, values.byteOffset, values.length);
}

export const unsortedSegmentSum: NativeKernel = {
	name: "UnsortedSegmentSum",
	run({ inputs, attrs, backend }) {
		const { x, segmentIds } = inputs as Record<"x" | "segmentIds", TensorInfo>;
		const values = backend.floats(x);
		const rows = attrs.numSegments as number;
		const ids = backend.asIntegers(segmentIds);
		const rank = segmentIds.shape.length;
		if (values === null || rank !== 1 || ids.length !== x.shape[0] || !(rows >= 0)) return null;
		return sumOfRows(backend, values, ids, [rows, ...x.shape.slice(1)]);
	},
};

/** A tensor of the given shape whose row `ids[i]` has got row i of `values` added, for every i. */
export function sumOfRows(
	backend: NativeBackend,
	values: Float32Array,
	ids: Int32Array,
	shape: number[],
): TensorInfo {
	const [rows] = shape as [number];
	const width = sizeOf(shape.slice(1));
	const sums = { rows, width, count: ids.length, values, indices: ids };
	if (isWorthKeepingSparse(sums)) {
		const out = backend.allocate(values.length);
		const outRows = backend.allocateIntegers(ids.length);
		const count = backend.binding.sumRows({ ...sums, out, outRows });
		return backend.wrapSparseRows(
			{ count: rows, width, rows: outRows.subarray(0, count), values: out.subarray(0, count * width) },
			shape,
		);
	}
	const out = backend.allocate(rows * width);
	backend.binding.scatterAddRows({ ...sums, out });
	return backend.wrap(out, shape);
}

/**
 * Adam needs no zeros, and writing and reading those of a large table takes longer than adding up its few rows. A small
 * table lies in a cache.
 */
function isWorthKeepingSparse({
	rows,
	width,
	count,
}: {
	rows: number;
	width: number;
	count: number;
}): boolean {
	return rows >= 2 * count && rows * width * Float32Array.BYTES_PER_ELEMENT >= 64 * 1024;
}
