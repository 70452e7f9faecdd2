// What the student writes in the exercise on scores.

import type { Task } from "../../exercise.js";
import { checkScores } from "./check.js";

const stub = (comments: readonly string[]) => `// ${comments[0]}
// ${comments[1]}

// ${comments[2]}
export function dot(query: number[], key: number[]): number {
	return 0;
}

// ${comments[3]}
export function scaledDot(query: number[], key: number[]): number {
	return 0;
}

// ${comments[4]}
export function general(query: number[], key: number[], W: number[][]): number {
	return 0;
}

// ${comments[5]}
export function additive(query: number[], key: number[], Wq: number[][], Wk: number[][], v: number[]): number {
	return 0;
}
`;

const solution = (comment: string) => `// ${comment}

export function dot(query: number[], key: number[]): number {
	return query.reduce((sum, x, i) => sum + x * key[i], 0);
}

export function scaledDot(query: number[], key: number[]): number {
	return dot(query, key) / Math.sqrt(query.length);
}

export function general(query: number[], key: number[], W: number[][]): number {
	return dot(times(query, W), key);
}

export function additive(query: number[], key: number[], Wq: number[][], Wk: number[][], v: number[]): number {
	const fromKey = times(key, Wk);
	return dot(v, times(query, Wq).map((x, i) => Math.tanh(x + fromKey[i])));
}

// (vectorᵀ W)[j] = Σ_i vector[i] W[i][j]
function times(vector: number[], W: number[][]): number[] {
	return W[0].map((_, j) => vector.reduce((sum, x, i) => sum + x * W[i][j], 0));
}
`;

export const scoresTask: Task = {
	exports: ["dot", "scaledDot", "general", "additive"],
	text: {
		en: "Write four scores of one query and one key, each of which returns a number: `dot(query, key)`, `scaledDot(query, key)`, `general(query, key, W)` (Luong) and `additive(query, key, Wq, Wk, v)` (Bahdanau). Matrices have one row for each number of the vector that they multiply.",
		es: "Escribe cuatro puntuaciones de una consulta y una clave, que devuelven un número: `dot(query, key)`, `scaledDot(query, key)`, `general(query, key, W)` (Luong) y `additive(query, key, Wq, Wk, v)` (Bahdanau). Las matrices tienen una fila por cada número del vector al que multiplican.",
	},
	stub: {
		en: stub([
			"The scores of Bahdanau and Luong.",
			"query and key are arrays of numbers; W, Wq and Wk have one row for each number of the vector that they multiply.",
			"query · key",
			"query · key / √d",
			"queryᵀ W key (Luong)",
			"vᵀ tanh(queryᵀ Wq + keyᵀ Wk) (Bahdanau)",
		]),
		es: stub([
			"Las puntuaciones de Bahdanau y de Luong.",
			"query y key son arrays de números; W, Wq y Wk tienen una fila por cada número del vector al que multiplican.",
			"consulta · clave",
			"consulta · clave / √d",
			"consultaᵀ W clave (Luong)",
			"vᵀ tanh(consultaᵀ Wq + claveᵀ Wk) (Bahdanau)",
		]),
	},
	hints: {
		en: [
			"Start with dot; the other three use it.",
			"Write a function for vectorᵀ W: number j is the sum over i of vector[i] · W[i][j].",
			"additive adds the two projections, number by number, takes Math.tanh of each, and the dot product with v.",
		],
		es: [
			"Empieza por dot; las otras tres la usan.",
			"Escribe una función para vectorᵀ W: el número j es la suma en i de vector[i] · W[i][j].",
			"additive suma las dos proyecciones número a número, aplica Math.tanh a cada uno y hace el producto escalar con v.",
		],
	},
	solution: {
		en: solution("The scores of Bahdanau and Luong, solved."),
		es: solution("Las puntuaciones de Bahdanau y de Luong, resueltas."),
	},
	check: checkScores,
};
