// Rows of a table by index, as an embedding needs them, and the gradient of that. tfjs' own gradient compares
// every index with every row of the table.
import { type TensorInfo, util } from "@tensorflow/tfjs";
import { type NativeKernel, sizeOf } from "../native-kernel.js";

export const gatherV2: NativeKernel = {
	name: "GatherV2",
	run({ inputs, attrs, backend }) {
		const { x, indices } = inputs as Record<"x" | "indices", TensorInfo>;
		const table = backend.floats(x);
		const axis = util.parseAxisParam(attrs.axis as number, x.shape)[0];
		if (table === null || axis !== 0 || (attrs.batchDims ?? 0) !== 0 || indices.dtype !== "int32")
			return null;
		const rows = x.shape[0]!;
		const width = sizeOf(x.shape.slice(1));
		const which = backend.asIntegers(indices);
		// Where an index is out of range, tfjs' kernel has the words.
		for (const row of which) if (row < 0 || row >= rows) return null;
		const out = backend.allocate(which.length * width);
		backend.binding.gatherRows({ rows, width, count: which.length, table, indices: which, out });
		return backend.wrap(out, [...indices.shape, ...x.shape.slice(1)]);
	},
};

export const unsortedSegmentSum: NativeKernel = {
	name: "UnsortedSegmentSum",
	run({ inputs, attrs, backend }) {
		const { x, segmentIds } = inputs as Record<"x" | "segmentIds", TensorInfo>;
		const values = backend.floats(x);
		const rows = attrs.numSegments as number;
		const ids = backend.asIntegers(segmentIds);
		const rank = segmentIds.shape.length;
		if (values === null || rank !== 1 || ids.length !== x.shape[0] || !(rows >= 0)) return null;
		const shape = x.shape.slice(1);
		const width = sizeOf(shape);
		const out = backend.allocate(rows * width);
		backend.binding.scatterAddRows({ rows, width, count: ids.length, values, indices: ids, out });
		return backend.wrap(out, [rows, ...shape]);
	},
};
