// Beam search by a model that does it in one call: what it is asked for, and how its answer is read.
import { type Beam, finish } from "./beam.js";
import type { BeamSettings } from "./beam-settings.js";
import { noPossibleToken } from "./decoding-limits.js";
import type { BeamRequest, BeamTree } from "./decoding-model.js";
import { lengthDivisor } from "./length-penalty.js";
import type { PartialTranslation } from "./partial-translation.js";

export function requestOf(settings: BeamSettings, banned: Uint8Array): BeamRequest {
	const { maxOutputLength, minOutputLength, beamSize, numHypotheses, coveragePenalty } = settings;
	const wanted = settings.earlyFinish ? numHypotheses : 0;
	const divisors = Float64Array.from({ length: maxOutputLength + 1 }, (_, length) =>
		lengthDivisor(length, settings.lengthPenalty),
	);
	return { maxOutputLength, minOutputLength, banned, beamSize, wanted, divisors, coveragePenalty };
}

/** The translations of one sentence that a model found by itself. */
export function readTree(
	beam: Beam,
	{ words, parents, logProbs, lengths, weights, sourceLength: S }: BeamTree,
	{ row, eosId, settings }: { row: number; eosId: number; settings: BeamSettings },
): void {
	const { beamSize: K, maxOutputLength: T } = settings;
	let level = beam.live;
	for (let t = 0; t < lengths[row]!; t++) {
		const first = (row * T + t) * K;
		const next: PartialTranslation[] = [];
		for (let place = first; place < first + K && words[place]! !== -1; place++) {
			const [parent, token] = [level[parents[place]!]!, words[place]!];
			const translation: PartialTranslation = {
				parent,
				token,
				length: t + 1,
				logProb: parent.logProb + logProbs[place]!,
				weights: weights?.subarray(place * S, (place + 1) * S) ?? null,
			};
			next.push(translation);
			if (token === eosId) {
				finish(beam, translation, settings);
			}
		}
		if (next.length === 0) throw noPossibleToken("beamSearch");
		level = next;
	}
	beam.live = level.filter(({ token }) => token !== eosId);
}
