// What the student writes in exercise 1.

import type { Task } from "../../exercise.js";
import { checkByHand } from "./check.js";

const stub = (comments: readonly string[]) => `// ${comments[0]}
//
//   weights = softmax(Q Kᵀ / √d)      (T, S)
//   output  = weights V               (T, ${comments[1]})
//
// ${comments[2]}

export function attention(Q: number[][], K: number[][], V: number[][]) {
	// ${comments[3]}
	const weights: number[][] = [];
	const output: number[][] = [];
	return { weights, output };
}
`;

const solution = (comments: readonly string[]) => `// ${comments[0]}

export function attention(Q: number[][], K: number[][], V: number[][]) {
	const d = Q[0].length;
	const scores = Q.map((query) => K.map((key) => dot(query, key) / Math.sqrt(d)));
	const weights = scores.map(softmax);
	const output = weights.map((row) => V[0].map((_, i) => dot(row, V.map((value) => value[i]))));
	return { weights, output };
}

function dot(a: number[], b: number[]): number {
	return a.reduce((sum, x, i) => sum + x * b[i], 0);
}

// ${comments[1]}
function softmax(scores: number[]): number[] {
	const max = Math.max(...scores);
	const exponentials = scores.map((score) => Math.exp(score - max));
	const sum = exponentials.reduce((total, x) => total + x, 0);
	return exponentials.map((x) => x / sum);
}
`;

export const byHandTask: Task = {
	exports: ["attention"],
	text: {
		en: "Write `attention(Q, K, V)` over plain arrays: Q has T rows and K has S rows, all of d numbers; V has S rows. Return `{ weights, output }`, where `weights`, (T, S), is softmax(Q Kᵀ / √d) by rows, and `output` is weights · V.",
		es: "Escribe `attention(Q, K, V)` con arrays sencillos: Q tiene T filas y K tiene S filas, todas de d números; V tiene S filas. Devuelve `{ weights, output }`, donde `weights`, (T, S), es softmax(Q Kᵀ / √d) por filas y `output` es weights · V.",
	},
	stub: {
		en: stub([
			"Exercise 1: attention by hand.",
			"width of V",
			"Q: T rows of d numbers. K: S rows of d numbers. V: S rows. All are arrays of rows.",
			"Write your code here.",
		]),
		es: stub([
			"Ejercicio 1: la atención a mano.",
			"anchura de V",
			"Q: T filas de d números. K: S filas de d números. V: S filas. Los tres son arrays de filas.",
			"Escribe aquí tu código.",
		]),
	},
	hints: {
		en: [
			"Go in three steps: scores, weights, output. Print the shape of each.",
			"The score of query t and key s is the dot product of Q[t] and K[s], divided by Math.sqrt(d). Then a softmax for each row of scores.",
			"Softmax of a row: subtract its largest score, take exp of each number, divide by their sum. Row t of the output is the sum over s of weights[t][s] · V[s].",
		],
		es: [
			"Ve en tres pasos: puntuaciones, pesos, salida. Muestra la forma de cada uno.",
			"La puntuación de la consulta t y la clave s es el producto escalar de Q[t] y K[s], dividido entre Math.sqrt(d). Después, una softmax por cada fila de puntuaciones.",
			"Softmax de una fila: resta su mayor puntuación, calcula exp de cada número y divide entre la suma. La fila t de la salida es la suma en s de weights[t][s] · V[s].",
		],
	},
	solution: {
		en: solution([
			"Exercise 1: attention by hand, solved.",
			"Subtracting the largest score leaves the quotient as it is, and exp cannot overflow.",
		]),
		es: solution([
			"Ejercicio 1: la atención a mano, resuelto.",
			"Restar la mayor puntuación no cambia el cociente y evita que exp se desborde.",
		]),
	},
	check: checkByHand,
};
