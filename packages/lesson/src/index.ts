// @mirada/lesson: the exercises of the lesson on attention, for the page, the command line and the notebook.

export type { HintId } from "./checking/hints.js";
export type { CheckOptions, Verdict } from "./checking/verdict.js";
export type { Exercise, StepsOptions, Task } from "./exercise.js";
export { exercises, findExercise } from "./exercises/index.js";
export { isLanguage, type Language, languages } from "./language/index.js";
export type { AttentionMap } from "./steps/attention-map.js";
export type { Step } from "./steps/step.js";
