// condition ? t : e, element by element.
import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeKernel, sizeOf } from "../native-kernel.js";

export const select: NativeKernel = {
	name: "Select",
	run({ inputs, backend }) {
		const { condition, t, e } = inputs as Record<"condition" | "t" | "e", TensorInfo>;
		const yes = backend.floats(t);
		const no = backend.floats(e);
		const isBytes = backend.data.peek(condition.dataId).values instanceof Uint8Array;
		// tfjs also takes a condition of rank 1 for whole rows: that is left to its own kernel.
		if (yes === null || no === null || !isBytes) return null;
		const values = backend.asBytes(condition);
		if (
			values.length !== yes.length ||
			sizeOf(condition.shape) !== sizeOf(t.shape) ||
			no.length !== yes.length
		)
			return null;
		const out = backend.allocate(yes.length);
		backend.binding.select(values, yes, no, out);
		return backend.wrap(out, t.shape);
	},
};
