// Exercise 2: the attention map of a trained translator.

import type { Exercise } from "../../exercise.js";
import { mapSteps } from "./steps.js";
import { mapTask } from "./task.js";

export const mapExercise: Exercise = {
	number: 2,
	slug: "mapa",
	aliases: ["map", "attention-map"],
	title: { en: "the attention map", es: "el mapa de atención" },
	steps: async (language, options) => mapSteps(language, options),
	task: mapTask,
};
