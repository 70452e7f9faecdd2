// Exercise 4: self-attention.

import type { Exercise } from "../../exercise.js";
import { selfAttentionSteps } from "./steps.js";
import { selfAttentionTask } from "./task.js";

export const selfAttentionExercise: Exercise = {
	number: 4,
	slug: "auto-atencion",
	aliases: ["autoatencion", "self-attention"],
	title: { en: "self-attention", es: "autoatención" },
	steps: async (language) => selfAttentionSteps(language),
	task: selfAttentionTask,
};
