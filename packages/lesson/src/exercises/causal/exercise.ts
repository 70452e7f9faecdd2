// Exercise 5: the causal mask.

import type { Exercise } from "../../exercise.js";
import { causalSteps } from "./steps.js";
import { causalTask } from "./task.js";

export const causalExercise: Exercise = {
	number: 5,
	slug: "causal",
	aliases: ["causal-mask", "mascara-causal"],
	title: { en: "the causal mask", es: "la máscara causal" },
	steps: async (language) => causalSteps(language),
	task: causalTask,
};
