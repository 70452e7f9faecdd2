// The word aligner that attention is measured against where a corpus has no gold links: two directional
// aligners trained on the training split, made one by symmetrisation.
import { isString, requireList } from "@mirada/core-native/contract";
import { type AlignmentLink, requirePairs, type SentencePair } from "../../data/corpus.js";
import { type AlignerOptions, DirectionalAligner, requireAlignerOptions } from "./directional-aligner.js";
import { requireSymmetrization, type Symmetrization, symmetrize } from "./symmetrize.js";

export interface WordAligner {
	/** Links between the words of a sentence and its translation, seen in training or not. */
	align(source: readonly string[], target: readonly string[], how?: Symmetrization): AlignmentLink[];
}

/** Learns which words translate which from sentence pairs alone. Default symmetrisation: intersection. */
export function trainWordAligner(pairs: readonly SentencePair[], options: AlignerOptions = {}): WordAligner {
	requirePairs("trainWordAligner", "pairs", pairs);
	requireAlignerOptions("trainWordAligner", options);
	const forward = new DirectionalAligner(options);
	forward.train(pairs.map(({ source, target }) => ({ given: source, generated: target })));
	const reverse = new DirectionalAligner(options);
	reverse.train(pairs.map(({ source, target }) => ({ given: target, generated: source })));
	return {
		align(source, target, how = "intersection") {
			requireList("WordAligner.align", "source", source, "strings", isString);
			requireList("WordAligner.align", "target", target, "strings", isString);
			requireSymmetrization("WordAligner.align", how);
			const fromTarget = forward
				.align(source, target)
				.flatMap((s, t): AlignmentLink[] => (s === -1 ? [] : [[s, t]]));
			const fromSource = reverse
				.align(target, source)
				.flatMap((t, s): AlignmentLink[] => (t === -1 ? [] : [[s, t]]));
			return symmetrize(fromTarget, fromSource, how);
		},
	};
}
