// Beside the lesson's five: a layer inside tf.model.

import type { Exercise } from "../../exercise.js";
import { layersSteps } from "./steps.js";

export const layersExercise: Exercise = {
	slug: "capas",
	aliases: ["layers"],
	title: { en: "Keras-compatible layers in tf.model", es: "capas compatibles con Keras en tf.model" },
	steps: async (language) => layersSteps(language),
};
