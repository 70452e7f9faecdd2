// What a beam search can be told, checked.
import { describeValue, type OptionNames, requireKind, requireOptions } from "@mirada/core-native/contract";
import { LIMIT_NAMES, readLimits } from "./decoding-limits.js";
import type { DecodingLimits } from "./decoding-model.js";
import { checkLengthPenalty, type LengthPenalty } from "./length-penalty.js";

export interface BeamSearchOptions extends DecodingLimits {
	/** Translations kept alive per sentence. Default 5. */
	beamSize?: number;
	/** Translations returned per sentence, best first; at most `beamSize`. Default 1. */
	numHypotheses?: number;
	/** See `length-penalty.ts` for the formulas. Default `{ kind: "gnmt", alpha: 0.6 }`. */
	lengthPenalty?: LengthPenalty;
	/** Beta of the GNMT coverage penalty; needs a model with attention. Default 0: none. */
	coveragePenalty?: number;
	/** Stop as soon as no live translation can win; `false` gives the same result, later. Default true. */
	earlyFinish?: boolean;
}

export const BEAM_NAMES: OptionNames<BeamSearchOptions> = {
	...LIMIT_NAMES,
	beamSize: true,
	numHypotheses: true,
	lengthPenalty: true,
	coveragePenalty: true,
	earlyFinish: true,
};

export type BeamSettings = Required<Omit<BeamSearchOptions, "bannedIds">>;

/** The options with their defaults. */
export function readSettings(options: BeamSearchOptions): BeamSettings {
	requireOptions("beamSearch", options, BEAM_NAMES);
	const settings: BeamSettings = {
		...readLimits("beamSearch", options),
		beamSize: options.beamSize ?? 5,
		numHypotheses: options.numHypotheses ?? 1,
		lengthPenalty: options.lengthPenalty ?? { kind: "gnmt", alpha: 0.6 },
		coveragePenalty: options.coveragePenalty ?? 0,
		earlyFinish: options.earlyFinish ?? true,
	};
	const { beamSize, numHypotheses } = settings;
	if (!Number.isInteger(beamSize) || beamSize < 1) {
		throw new RangeError(
			`beamSearch: expected beamSize to be an integer of at least 1, got ${describeValue(beamSize)}`,
		);
	}
	if (!Number.isInteger(numHypotheses) || numHypotheses < 1 || numHypotheses > beamSize) {
		throw new RangeError(
			`beamSearch: expected numHypotheses to be an integer from 1 to beamSize (${beamSize}), got ${describeValue(numHypotheses)}`,
		);
	}
	if (!(typeof settings.coveragePenalty === "number" && settings.coveragePenalty >= 0)) {
		throw new RangeError(
			`beamSearch: expected coveragePenalty to be a number of at least 0, got ${describeValue(settings.coveragePenalty)}`,
		);
	}
	requireKind("beamSearch", "earlyFinish", settings.earlyFinish, "boolean");
	checkLengthPenalty("beamSearch", settings.lengthPenalty);
	return settings;
}
