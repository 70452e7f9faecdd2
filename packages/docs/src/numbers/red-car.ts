// The lesson's small example, "the red car" and "el coche rojo": vectors that a student can multiply in the head.
// Red and car stand in the other order in Spanish, so that the map has something to show.

import { byHandAttention, scores } from "./by-hand.js";

export const sourceWords = ["the", "red", "car"];
export const targetWords = ["el", "coche", "rojo"];

/** Encoder outputs (S, H) = (3, 3): the keys, and the values too. */
export const encoderOutputs = [
	[2, 0, 0],
	[0, 2, 1],
	[0, 1, 2],
];

/** Decoder states (T, H) = (3, 3), one while each Spanish word is written: the queries. */
export const decoderStates = [
	[2, 0, 1],
	[0, 0, 2],
	[0, 2, 0],
];

/** Scores, weights and contexts by the plain dot product, as the page "a mano" works them out. */
export const redCar = byHandAttention({
	queries: decoderStates,
	keys: encoderOutputs,
	values: encoderOutputs,
	score: scores.dot,
});
