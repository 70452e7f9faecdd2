// The scores by name. A new score is a new file and one line here.

import { additive } from "./additive.js";
import { concat } from "./concat.js";
import { dot } from "./dot.js";
import { general } from "./general.js";
import { scaledDot } from "./scaled-dot.js";
import type { ScoreFunction } from "./score-function.js";

export const scoreFunctions = {
	dot,
	scaledDot,
	general,
	additive,
	concat,
} satisfies Record<string, ScoreFunction>;

export type ScoreName = keyof typeof scoreFunctions;

export const scoreNames = Object.keys(scoreFunctions) as ScoreName[];
