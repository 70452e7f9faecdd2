// `FusedEmbedding` and `FusedEmbeddingGrad` of contract.ts: rows of a table, and dropout of them in place.
import type { TensorInfo } from "@tensorflow/tfjs";
import { FusedEmbedding, FusedEmbeddingGrad } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import type { NativeKernel } from "../native-kernel.js";
import { dropoutOf } from "./fused-dropout.js";
import { sumOfRows } from "./gather.js";

export const fusedEmbedding: NativeKernel = {
	name: FusedEmbedding,
	run(args) {
		const { inputs, backend } = args;
		const { table, ids } = inputs as Record<string, TensorInfo>;
		expectShape(FusedEmbedding, "table", table, ["V", "D"]);
		const [V, D] = table!.shape as [number, number];
		expectShape(FusedEmbedding, "ids", ids, ["B", "T"]);
		const indices = backend.asIntegers(ids!);
		const out = backend.allocate(indices.length * D);
		const rows = { rows: V, width: D, count: indices.length, table: backend.asFloats(table!), indices };
		backend.binding.gatherRows({ ...rows, out });
		dropoutOf(args, ids!.shape[1]!, D)?.(out, out);
		return backend.wrap(out, [...ids!.shape, D]);
	},
};

export const fusedEmbeddingGrad: NativeKernel = {
	name: FusedEmbeddingGrad,
	run(args) {
		const { inputs, attrs, backend } = args;
		const { ids, dY } = inputs as Record<string, TensorInfo>;
		const V = attrs.rows as number;
		expectShape(FusedEmbeddingGrad, "ids", ids, ["B", "T"]);
		const indices = backend.asIntegers(ids!);
		expectShape(FusedEmbeddingGrad, "dY", dY, [...ids!.shape, "D"]);
		const D = dY!.shape[2]!;
		const given = backend.asFloats(dY!);
		const drop = dropoutOf(args, ids!.shape[1]!, D);
		if (drop === null) return sumOfRows(backend, given, indices, [V, D]);
		const dropped = backend.allocate(given.length);
		drop(given, dropped);
		const gradient = sumOfRows(backend, dropped, indices, [V, D]);
		backend.release(dropped);
		return gradient;
	},
};
