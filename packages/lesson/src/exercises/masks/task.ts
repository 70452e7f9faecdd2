// What the student writes in the exercise on masks.

import type { Task } from "../../exercise.js";
import { checkMasks } from "./check.js";

const stub = (comments: readonly string[]) => `// ${comments[0]}
//
// ${comments[1]}
// ${comments[2]}

export function maskedSoftmax(scores: number[][], mask: boolean[][]): number[][] {
	// ${comments[3]}
	return [];
}
`;

const solution = (comments: readonly string[]) => `// ${comments[0]}

export function maskedSoftmax(scores: number[][], mask: boolean[][]): number[][] {
	return scores.map((row, t) => {
		const allowed = row.filter((_, s) => mask[t][s]);
		const max = Math.max(...allowed);
		const sum = allowed.reduce((total, score) => total + Math.exp(score - max), 0);
		// ${comments[1]}
		return row.map((score, s) => (mask[t][s] ? Math.exp(score - max) / sum : 0));
	});
}
`;

export const masksTask: Task = {
	exports: ["maskedSoftmax"],
	text: {
		en: "Write `maskedSoftmax(scores, mask)`: scores (T, S) are numbers and mask (T, S) is true where a key may be looked at. Return the weights (T, S): in each row the softmax over the allowed keys, and exactly 0 for the others.",
		es: "Escribe `maskedSoftmax(scores, mask)`: scores (T, S) son números y mask (T, S) es true donde se puede mirar la clave. Devuelve los pesos (T, S): en cada fila, la softmax sobre las claves permitidas, y exactamente 0 en las demás.",
	},
	stub: {
		en: stub([
			"Masks: a softmax over the allowed keys.",
			"scores: T rows of S scores. mask: T rows of S booleans, true = may be looked at.",
			"Return the weights: the softmax over the allowed keys of each row, exactly 0 for the others.",
			"Write your code here.",
		]),
		es: stub([
			"Máscaras: una softmax sobre las claves permitidas.",
			"scores: T filas de S puntuaciones. mask: T filas de S booleanos, true = se puede mirar.",
			"Devuelve los pesos: la softmax sobre las claves permitidas de cada fila y exactamente 0 en las demás.",
			"Escribe aquí tu código.",
		]),
	},
	hints: {
		en: [
			"The hidden keys must not count in the sum of the row.",
			"Do not compute with hidden scores: one of them may be NaN. Choose with mask[t][s] ? ... : ...",
			"What is the sum of a row in which nothing is allowed? Its weights are all 0.",
		],
		es: [
			"Las claves ocultas no deben contar en la suma de la fila.",
			"No calcules con las puntuaciones ocultas: alguna puede ser NaN. Elige con mask[t][s] ? ... : ...",
			"¿Cuánto vale la suma de una fila en la que no hay nada permitido? Todos sus pesos son 0.",
		],
	},
	solution: {
		en: solution(["Masks, solved.", "Nothing is computed from a hidden score, which may be NaN."]),
		es: solution(["Máscaras, resuelto.", "No se calcula nada con una puntuación oculta, que puede ser NaN."]),
	},
	check: checkMasks,
};
