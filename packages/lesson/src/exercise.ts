// What an exercise of the lesson is, for whoever shows or checks it: a page, the command line, a notebook.

import type { CheckOptions, Verdict } from "./checking/verdict.js";
import type { Language } from "./language/index.js";
import type { AttentionMap } from "./steps/attention-map.js";
import type { Step } from "./steps/step.js";

type InEachLanguage<Value> = Readonly<Record<Language, Value>>;

export interface Exercise {
	/** Its name in addresses, commands and files; never changes. */
	slug: string;
	/** Other names that `findExercise` accepts. */
	aliases: readonly string[];
	/** Its number in the lesson; absent for the exercises beside the lesson's five. */
	number?: 1 | 2 | 3 | 4 | 5;
	title: InEachLanguage<string>;
	/** The exercise worked through, with numbers. Runs on the active TensorFlow.js backend. */
	steps(language: Language, options?: StepsOptions): Promise<Step[]>;
	/** What the student writes; absent where there is nothing to write. */
	task?: Task;
}

export interface StepsOptions {
	/** How the reader starts Mirada, for the commands that a text names. Default `mirada`. */
	program?: string;
	/** For the exercise on maps: the map to read. Default: one of a trained translator, kept in this package. */
	map?: AttentionMap;
}

export interface Task {
	/** What to write: paragraphs in plain text, code in backticks. */
	text: InEachLanguage<string>;
	/** Names that the student's module must export. */
	exports: readonly string[];
	/** The file to start from, in TypeScript. */
	stub: InEachLanguage<string>;
	/** Three hints, from general to specific. */
	hints: InEachLanguage<readonly string[]>;
	/** A file that passes. */
	solution: InEachLanguage<string>;
	/**
	 * Checks a student's module: the same verdicts in the same order whatever it exports, one for each check.
	 * Never throws, but runs the student's code: against endless loops, call it in a worker that can be ended.
	 * The checks of layers run on the active TensorFlow.js backend and read tensors synchronously.
	 */
	check(solution: unknown, options: CheckOptions): Verdict[];
}
