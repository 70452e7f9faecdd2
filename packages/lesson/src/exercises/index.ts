// The exercises: the lesson's five by number, then those beside them.

import type { Exercise } from "../exercise.js";
import { byHandExercise } from "./by-hand/exercise.js";
import { causalExercise } from "./causal/exercise.js";
import { layersExercise } from "./layers/exercise.js";
import { mapExercise } from "./map/exercise.js";
import { masksExercise } from "./masks/exercise.js";
import { multiHeadExercise } from "./multi-head/exercise.js";
import { scoresExercise } from "./scores/exercise.js";
import { selfAttentionExercise } from "./self-attention/exercise.js";

export const exercises: readonly Exercise[] = [
	byHandExercise,
	mapExercise,
	multiHeadExercise,
	selfAttentionExercise,
	causalExercise,
	scoresExercise,
	masksExercise,
	layersExercise,
];

/** The exercise of this number ("3"), slug or alias; capitals and accents do not matter. */
export function findExercise(name: string): Exercise | undefined {
	const folded = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
	return exercises.find(
		({ number, slug, aliases }) =>
			[slug, ...aliases].includes(folded) || (number !== undefined && String(number) === folded),
	);
}
