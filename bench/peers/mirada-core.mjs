// The native core with the number of threads that the benchmark asks for. MIRADA_ISA chooses the instruction set, which
// must be available: a silent fallback would measure something else.

import { attentionBackward, attentionForward, nativeInfo, setNumThreads } from "@mirada/core-native";
import { loadBinding } from "../../packages/core-native/dist/load-binding.js";
import { Skip } from "./serve.mjs";

setNumThreads(Number(process.env.BENCH_NUM_THREADS ?? 1));

/** The addon's functions: kernels that have no public form over typed arrays. */
export const binding = loadBinding();
export { attentionBackward, attentionForward };

export function versions() {
	const { version, instructionSet, instructionSets, compiler } = nativeInfo();
	if (process.env.MIRADA_ISA) return {};
	return { mirada: `${version}, ${instructionSet} (of ${instructionSets.join(", ")}), ${compiler}` };
}

/** Throws if MIRADA_ISA names a set that this machine lacks. */
export function requireInstructionSet() {
	const { instructionSet, instructionSets } = nativeInfo();
	const wanted = process.env.MIRADA_ISA;
	if (wanted && wanted !== instructionSet)
		throw new Skip(`this machine has no ${wanted}, only ${instructionSets.join(", ")}`);
	if (wanted && wanted === instructionSets.at(-1)) throw new Skip("already the default on this machine");
}
