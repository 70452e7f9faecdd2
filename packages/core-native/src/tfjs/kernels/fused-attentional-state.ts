// `FusedAttentionalState` and `FusedAttentionalStateGrad` of contract.ts: checks of shapes, outputs, one call of the
// addon.
import type { TensorInfo } from "@tensorflow/tfjs";
import type { AttentionalStateInputs } from "../../binding/attentional-state.js";
import { FusedAttentionalState, FusedAttentionalStateGrad } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import { type KernelArguments, type NativeKernel, sizeOf } from "../native-kernel.js";

export const fusedAttentionalState: NativeKernel = {
	name: FusedAttentionalState,
	run(args) {
		const { backend } = args;
		const { state, shape } = readInputs(args, FusedAttentionalState);
		const features = backend.allocate(state.rows * state.featureSize);
		backend.binding.attentionalState({ ...state, features });
		return backend.wrap(features, shape);
	},
};

export const fusedAttentionalStateGrad: NativeKernel = {
	name: FusedAttentionalStateGrad,
	run(args) {
		const { backend, inputs } = args;
		const { state, shape } = readInputs(args, FusedAttentionalStateGrad);
		const read = (name: string) => {
			expectShape(FusedAttentionalStateGrad, name, inputs[name], shape);
			return backend.asFloats(inputs[name]!);
		};
		const gradientOf = (name: string) => {
			const { shape } = inputs[name]!;
			return { shape, values: backend.allocate(sizeOf(shape)) };
		};
		const dHidden = gradientOf("hidden");
		const dHiddenKernel = gradientOf("hiddenKernel");
		const context = state.context && {
			dContext: gradientOf("context"),
			dContextKernel: gradientOf("contextKernel"),
		};
		backend.binding.attentionalStateBackward({
			...state,
			features: read("features"),
			dFeatures: read("dFeatures"),
			dHidden: dHidden.values,
			dHiddenKernel: dHiddenKernel.values,
			dContext: context?.dContext.values,
			dContextKernel: context?.dContextKernel.values,
		});
		const gradients = [
			dHidden,
			dHiddenKernel,
			...(context ? [context.dContext, context.dContextKernel] : []),
		];
		return gradients.map(({ values, shape }) => backend.wrap(values, shape));
	},
};

function readInputs({ inputs, backend }: KernelArguments, where: string) {
	const { hidden, hiddenKernel, context, contextKernel } = inputs as Record<string, TensorInfo | undefined>;
	expectShape(where, "hiddenKernel", hiddenKernel, ["U", "F"]);
	const [U, F] = hiddenKernel!.shape as [number, number];
	const leading = hidden?.shape.slice(0, -1) ?? [];
	expectShape(where, "hidden", hidden, [...leading, U]);
	const state: AttentionalStateInputs = {
		rows: sizeOf(leading),
		units: U,
		featureSize: F,
		hidden: backend.asFloats(hidden!),
		hiddenKernel: backend.asFloats(hiddenKernel!),
	};
	if (context !== undefined) {
		expectShape(where, "contextKernel", contextKernel, ["M", F]);
		const M = contextKernel!.shape[0]!;
		expectShape(where, "context", context, [...leading, M]);
		state.contextSize = M;
		state.context = backend.asFloats(context);
		state.contextKernel = backend.asFloats(contextKernel!);
	}
	return { state, shape: [...leading, F] };
}
