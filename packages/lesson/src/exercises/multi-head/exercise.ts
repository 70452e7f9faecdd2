// Exercise 3: MultiHeadAttention.

import type { Exercise } from "../../exercise.js";
import { multiHeadSteps } from "./steps.js";
import { multiHeadTask } from "./task.js";

export const multiHeadExercise: Exercise = {
	number: 3,
	slug: "multi-head",
	aliases: ["multihead", "multicabeza"],
	title: { en: "MultiHeadAttention: several heads", es: "MultiHeadAttention: varias cabezas" },
	steps: async (language) => multiHeadSteps(language),
	task: multiHeadTask,
};
