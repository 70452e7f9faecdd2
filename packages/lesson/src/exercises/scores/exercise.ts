// Beside the lesson's five: the scores.

import type { Exercise } from "../../exercise.js";
import { scoresSteps } from "./steps.js";
import { scoresTask } from "./task.js";

export const scoresExercise: Exercise = {
	slug: "puntuaciones",
	aliases: ["scores"],
	title: { en: "the scores of Bahdanau and Luong", es: "las puntuaciones de Bahdanau y de Luong" },
	steps: async (language) => scoresSteps(language),
	task: scoresTask,
};
