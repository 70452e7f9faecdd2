// `FusedBeamSearch` of contract.ts: checks of shapes, outputs, one call of the addon.
import { FusedBeamSearch, type FusedBeamSearchAttributes } from "../../contract.js";
import type { NativeKernel } from "../native-kernel.js";
import { decoderInputs } from "./decoder-inputs.js";

export const fusedBeamSearch: NativeKernel = {
	name: FusedBeamSearch,
	run(args) {
		const { backend, inputs } = args;
		const { scale: _, ...attributes } = args.attrs as unknown as FusedBeamSearchAttributes;
		const { steps: T, beamSize: K } = attributes;
		const R = inputs.h?.shape[0] ?? 0;
		const { attention, ...decoder } = decoderInputs(FusedBeamSearch, args, R, {
			stateRows: R,
			stepRows: R * K,
			withOutputPanels: true,
		});
		const S = attention?.sourceLength ?? 0;
		const chosen = backend.allocateIntegers(R * T * K);
		const chosenParents = backend.allocateIntegers(R * T * K);
		const chosenLengths = backend.allocateIntegers(R);
		const logProbs = backend.allocate(R * T * K);
		const weights = attention && { weights: backend.allocate(R * T * K * S) };
		backend.binding.beamSearch({
			...decoder,
			...attention,
			...attributes,
			...weights,
			chosen,
			chosenParents,
			chosenLengths,
			logProbs,
		});
		return [
			backend.wrap(chosen, [R, T, K], "int32"),
			backend.wrap(chosenParents, [R, T, K], "int32"),
			backend.wrap(logProbs, [R, T, K]),
			backend.wrap(chosenLengths, [R], "int32"),
			...(weights ? [backend.wrap(weights.weights, [R, T, K, S])] : []),
		];
	},
};
