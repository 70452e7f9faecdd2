/**
 * All constructions of the built-in corpus.
 */
import { ANIMALS_ALONE } from "./animals.js";
import { BEING } from "./being.js";
import { COMPARISONS } from "./comparisons.js";
import type { Construction } from "./construction.js";
import { COORDINATIONS } from "./coordinations.js";
import { EVERYDAY } from "./everyday.js";
import { GIVING } from "./giving.js";
import { HAVING } from "./having.js";
import { INFINITIVES } from "./infinitives.js";
import { PASSIVES } from "./passives.js";
import { LIKING } from "./pleasing.js";
import { QUESTIONS } from "./questions.js";
import { RELATIVES } from "./relatives.js";
import { SUBORDINATE_CLAUSES } from "./subordinate-clauses.js";
import { TENSES } from "./tenses.js";
import { WEATHER } from "./weather.js";
import { WISHES } from "./wishes.js";

export const CONSTRUCTIONS: readonly Construction[] = [
	TENSES,
	QUESTIONS,
	BEING,
	COMPARISONS,
	LIKING,
	HAVING,
	GIVING,
	INFINITIVES,
	WISHES,
	RELATIVES,
	SUBORDINATE_CLAUSES,
	COORDINATIONS,
	PASSIVES,
	ANIMALS_ALONE,
	EVERYDAY,
	WEATHER,
].flat();
