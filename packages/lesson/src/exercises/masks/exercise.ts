// Beside the lesson's five: masks.

import type { Exercise } from "../../exercise.js";
import { masksSteps } from "./steps.js";
import { masksTask } from "./task.js";

export const masksExercise: Exercise = {
	slug: "mascaras",
	aliases: ["masks"],
	title: { en: "masks: padding and causal", es: "máscaras: relleno y causal" },
	steps: async (language) => masksSteps(language),
	task: masksTask,
};
