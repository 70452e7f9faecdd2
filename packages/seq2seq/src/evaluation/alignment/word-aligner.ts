// The word aligner that attention is measured against where a corpus has no gold links: two directional
// aligners trained on the training split, made one by symmetrisation.
import type { AlignmentLink, SentencePair } from "../../data/corpus.js";
import { type AlignerOptions, DirectionalAligner } from "./directional-aligner.js";
import { type Symmetrization, symmetrize } from "./symmetrize.js";

export interface WordAligner {
	/** Links between the words of a sentence and its translation, seen in training or not. */
	align(source: readonly string[], target: readonly string[], how?: Symmetrization): AlignmentLink[];
}

/** Learns which words translate which from sentence pairs alone. Default symmetrisation: intersection. */
export function trainWordAligner(pairs: readonly SentencePair[], options: AlignerOptions = {}): WordAligner {
	const forward = new DirectionalAligner(options);
	forward.train(pairs.map(({ source, target }) => ({ given: source, generated: target })));
	const reverse = new DirectionalAligner(options);
	reverse.train(pairs.map(({ source, target }) => ({ given: target, generated: source })));
	return {
		align(source, target, how = "intersection") {
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
