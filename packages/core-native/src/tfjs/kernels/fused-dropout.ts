// `FusedDropout` of contract.ts: one call of the addon; no mask is stored.
import type { TensorInfo } from "@tensorflow/tfjs";
import { FusedDropout } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import type { KernelArguments, NativeKernel } from "../native-kernel.js";

export const fusedDropout: NativeKernel = {
	name: FusedDropout,
	run({ inputs, attrs, backend }) {
		const { x } = inputs as { x: TensorInfo };
		expectShape(FusedDropout, "x", x, ["B", "T", "D"]);
		const [, T, D] = x.shape as [number, number, number];
		const values = backend.asFloats(x);
		const out = backend.allocate(values.length);
		backend.binding.dropout(values, out, T, D, attrs.rate as number, attrs.key as number);
		return backend.wrap(out, x.shape);
	},
};

/** Dropout as part of another kernel, by its `dropoutRate` and `dropoutKey`; `out` may be `x`. Null where there is none. */
export function dropoutOf(
	{ attrs, backend }: KernelArguments,
	T: number,
	D: number,
): ((x: Float32Array, out: Float32Array) => void) | null {
	const { dropoutRate: rate = 0, dropoutKey: key = 0 } = attrs as {
		dropoutRate?: number;
		dropoutKey?: number;
	};
	return rate === 0 ? null : (x, out) => backend.binding.dropout(x, out, T, D, rate, key);
}
