// Exercise 1: attention by hand.

import type { Exercise } from "../../exercise.js";
import { byHandSteps } from "./steps.js";
import { byHandTask } from "./task.js";

export const byHandExercise: Exercise = {
	number: 1,
	slug: "a-mano",
	aliases: ["by-hand"],
	title: { en: "attention by hand", es: "la atención a mano" },
	steps: async (language) => byHandSteps(language),
	task: byHandTask,
};
