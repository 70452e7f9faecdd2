// `FusedGreedySearch` of contract.ts: checks of shapes, outputs, one call of the addon.
import { FusedGreedySearch } from "../../contract.js";
import { expectShape } from "../expect-shape.js";
import type { NativeKernel } from "../native-kernel.js";
import { packedVocabulary } from "../packed-weights.js";
import { decoderInputs } from "./decoder-inputs.js";

export const fusedGreedySearch: NativeKernel = {
	name: FusedGreedySearch,
	run(args) {
		const { attrs, backend, inputs } = args;
		const { steps: T, firstWord, lastWord, leastWords, scores } = attrs as Record<string, number>;
		const R = inputs.h?.shape[0] ?? 0;
		expectShape(FusedGreedySearch, "outputKernel", inputs.outputKernel, ["U", "V"]);
		expectShape(FusedGreedySearch, "outputBias", inputs.outputBias, [inputs.outputKernel!.shape[1]!]);
		// First: packing may move the values to arrays of our own.
		const vocabulary = packedVocabulary(backend, inputs.outputKernel!, inputs.outputBias!, R);
		const { attention, ...decoder } = decoderInputs(FusedGreedySearch, args, R, {
			stateRows: R,
			withOutputPanels: Boolean(scores),
		});
		const S = attention?.sourceLength ?? 0;
		const chosen = backend.allocateIntegers(R * T!);
		const chosenLengths = backend.allocateIntegers(R);
		const logProbs = scores ? { logProbs: backend.allocate(R * T!) } : undefined;
		const weights = attention && { weights: backend.allocate(R * T! * S) };
		backend.binding.greedySearch({
			...decoder,
			...attention,
			...weights,
			...logProbs,
			...(vocabulary && { vocabulary }),
			steps: T!,
			firstWord: firstWord!,
			lastWord: lastWord!,
			leastWords: leastWords!,
			chosen,
			chosenLengths,
		});
		return [
			backend.wrap(chosen, [R, T!], "int32"),
			backend.wrap(chosenLengths, [R], "int32"),
			...(logProbs ? [backend.wrap(logProbs.logProbs, [R, T!])] : []),
			...(weights ? [backend.wrap(weights.weights, [R, T!, S])] : []),
		];
	},
};
