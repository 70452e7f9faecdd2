// What the student writes in exercise 5.

import type { Task } from "../../exercise.js";
import { checkCausal } from "./check.js";

const stub = (comments: readonly string[]) => `// ${comments[0]}

import { MultiHeadAttention } from "@mirada/attention";
import type { Tensor } from "@tensorflow/tfjs";

// ${comments[1]}
// ${comments[2]}
export function causalWeights(scores: number[][]): number[][] {
	// ${comments[3]}
	return [];
}

// ${comments[4]}
export const mha = undefined;

// ${comments[5]}
// ${comments[6]}
export function run(x: Tensor) {
	// ${comments[3]}
}
`;

const solution = (comments: readonly string[]) => `// ${comments[0]}

import { MultiHeadAttention } from "@mirada/attention";
import type { Tensor } from "@tensorflow/tfjs";

export function causalWeights(scores: number[][]): number[][] {
	return scores.map((row, t) => softmax(row.map((score, s) => (s <= t ? score : -Infinity))));
}

// ${comments[1]}
function softmax(scores: number[]): number[] {
	const max = Math.max(...scores);
	const exponentials = scores.map((score) => Math.exp(score - max));
	const sum = exponentials.reduce((total, x) => total + x, 0);
	return exponentials.map((x) => x / sum);
}

export const mha = new MultiHeadAttention({ numHeads: 4, keyDim: 16 });

export function run(x: Tensor) {
	return mha.apply([x, x], { useCausalMask: true, returnAttentionScores: true });
}
`;

export const causalTask: Task = {
	exports: ["causalWeights", "mha", "run"],
	text: {
		en: "First by hand: write `causalWeights(scores)`, which turns scores (T, T) into weights (T, T) so that query t looks only at the keys 0 to t. Then with the layer: export `mha`, a `MultiHeadAttention` with 4 heads of size 16, and write `run(x)`, self-attention with the causal mask. It returns `[output, weights]`, as the layer gives them.",
		es: "Primero a mano: escribe `causalWeights(scores)`, que convierte puntuaciones (T, T) en pesos (T, T) de modo que la consulta t solo mire las claves de 0 a t. Después, con la capa: exporta `mha`, una `MultiHeadAttention` con 4 cabezas de tamaño 16, y escribe `run(x)`, autoatención con la máscara causal. Devuelve `[output, weights]`, como los da la capa.",
	},
	stub: {
		en: stub([
			"Exercise 5: the causal mask.",
			"scores: T rows of T scores. Query t may look only at the keys 0 to t.",
			"Return the weights, (T, T).",
			"Write your code here.",
			"A MultiHeadAttention layer with 4 heads of size 16. Create it once, here.",
			"x: (B, T, D). Self-attention with the causal mask.",
			"Return [output, weights]: (B, T, D) and (B, 4, T, T).",
		]),
		es: stub([
			"Ejercicio 5: la máscara causal.",
			"scores: T filas de T puntuaciones. La consulta t solo puede mirar las claves de 0 a t.",
			"Devuelve los pesos, (T, T).",
			"Escribe aquí tu código.",
			"Una capa MultiHeadAttention con 4 cabezas de tamaño 16. Créala aquí, una sola vez.",
			"x: (B, T, D). Autoatención con la máscara causal.",
			"Devuelve [output, weights]: (B, T, D) y (B, 4, T, T).",
		]),
	},
	hints: {
		en: [
			"The mask goes before the softmax, so that each row still sums to 1. Is the word itself part of its past?",
			"A hidden score becomes -Infinity, because exp(-Infinity) = 0. Key s is hidden from query t if s > t.",
			"In the layer, the mask is the option useCausalMask: true of apply.",
		],
		es: [
			"La máscara va antes de la softmax, para que cada fila siga sumando 1. ¿Forma parte una palabra de su propio pasado?",
			"Una puntuación oculta pasa a ser -Infinity, porque exp(-Infinity) = 0. La clave s se oculta a la consulta t si s > t.",
			"En la capa, la máscara es la opción useCausalMask: true de apply.",
		],
	},
	solution: {
		en: solution([
			"Exercise 5: the causal mask, solved.",
			"The largest score is never hidden: every word sees at least itself.",
		]),
		es: solution([
			"Ejercicio 5: la máscara causal, resuelto.",
			"La puntuación mayor nunca es -Infinity: cada palabra se ve al menos a sí misma.",
		]),
	},
	check: checkCausal,
};
