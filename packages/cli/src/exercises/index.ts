// The lesson's five exercises.

import { byHandExercise } from "./by-hand.js";
import type { Exercise } from "./exercise.js";
import { layersExercise } from "./layers.js";
import { masksExercise } from "./masks.js";
import { multiHeadExercise } from "./multi-head.js";
import { scoresExercise } from "./scores.js";

export const exercises: readonly Exercise[] = [
	byHandExercise,
	scoresExercise,
	masksExercise,
	layersExercise,
	multiHeadExercise,
];
