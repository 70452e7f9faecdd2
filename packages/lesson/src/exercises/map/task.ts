// What the student writes in exercise 2.

import type { Task } from "../../exercise.js";
import { checkMap } from "./check.js";

const stub = (comments: readonly string[]) => `// ${comments[0]}
//
// ${comments[1]}
// ${comments[2]}
// ${comments[3]}

export function readMap(weights: number[][], source: string[], gold: number[][]) {
	// ${comments[4]}
	const links: number[] = [];
	// ${comments[5]}
	const share = 0;
	// ${comments[6]}
	// ${comments[7]}
	const learned = false;
	return { links, share, learned };
}

// ${comments[8]}
function diagonal(T: number, S: number): number[] {
	return Array.from({ length: T }, (_, t) => Math.floor(((t + 0.5) * S) / T));
}
`;

const solution = (comments: readonly string[]) => `// ${comments[0]}

export function readMap(weights: number[][], source: string[], gold: number[][]) {
	// ${comments[1]}
	const S = source.filter((word) => word !== "<pad>").length;
	const links = weights.map((row) => {
		const words = row.slice(0, S);
		return words.indexOf(Math.max(...words));
	});
	const share = shareOf(links, gold);
	const linked = gold.filter((positions) => positions.length > 0);
	const uniform = linked.reduce((sum, positions) => sum + positions.length / S, 0) / linked.length;
	const learned = share > shareOf(diagonal(weights.length, S), gold) && share > uniform;
	return { links, share, learned };
}

// ${comments[2]}
function shareOf(links: number[], gold: number[][]): number {
	const linked = links.map((_, t) => t).filter((t) => gold[t].length > 0);
	return linked.filter((t) => gold[t].includes(links[t])).length / linked.length;
}

function diagonal(T: number, S: number): number[] {
	return Array.from({ length: T }, (_, t) => Math.floor(((t + 0.5) * S) / T));
}
`;

export const mapTask: Task = {
	exports: ["readMap"],
	text: {
		en: "Write `readMap(weights, source, gold)`, which reads an attention map: `weights` (T, S) has a row per target word, `source` the S source words, perhaps with `<pad>` at the end, and `gold[t]` the positions of the source words that target word t translates (perhaps none). Return `{ links, share, learned }`: `links[t]` is the position of the word that t looks at most, never `<pad>`; `share`, of the target words with gold links, the share whose link is one of them; `learned` is true if share is above that of both nulls, the diagonal and uniform weights (the mean of gold[t].length / S over the same words, S without padding).",
		es: "Escribe `readMap(weights, source, gold)`, que lee un mapa de atención: `weights` (T, S) tiene una fila por palabra de destino; `source`, las S palabras de origen, quizá con `<pad>` al final, y `gold[t]`, las posiciones de las palabras de origen que traduce la palabra de destino t (quizá ninguna). Devuelve `{ links, share, learned }`: `links[t]` es la posición de la palabra que más mira t, nunca `<pad>`; `share`, de las palabras de destino con enlaces de referencia, la proporción cuyo enlace es uno de ellos; `learned` es true si share supera a la de los dos modelos nulos, la diagonal y los pesos uniformes (la media de gold[t].length / S en esas mismas palabras, con S sin relleno).",
	},
	stub: {
		en: stub([
			"Exercise 2: reading an attention map.",
			"weights: (T, S), a row per target word, a column per source word.",
			'source: S source words; the last ones may be "<pad>".',
			"gold[t]: positions of the source words that target word t translates; may be empty.",
			"links[t]: the position of the source word that target word t looks at most, never <pad>.",
			"share: of the target words with gold links, the share whose link is one of them.",
			"learned: true if share is above the share of the diagonal and above that of uniform weights,",
			"which is the mean of gold[t].length / S over the words with gold links (S without <pad>).",
			"The links of a map that is only a diagonal: nothing to change here.",
		]),
		es: stub([
			"Ejercicio 2: leer un mapa de atención.",
			"weights: (T, S), una fila por palabra de destino y una columna por palabra de origen.",
			'source: S palabras de origen; las últimas pueden ser "<pad>".',
			"gold[t]: posiciones de las palabras de origen que traduce la palabra de destino t; puede estar vacío.",
			"links[t]: la posición de la palabra de origen que más mira la palabra de destino t, nunca <pad>.",
			"share: de las palabras de destino con enlaces de referencia, la proporción cuyo enlace es uno de ellos.",
			"learned: true si share supera a la de la diagonal y a la de los pesos uniformes,",
			"que es la media de gold[t].length / S en las palabras con enlaces de referencia (S sin <pad>).",
			"Los enlaces de un mapa que es una simple diagonal: aquí no tienes que cambiar nada.",
		]),
	},
	hints: {
		en: [
			"Read the map row by row: each row is a target word, and its largest weight is where it looks.",
			"Count the words of source that are not <pad> first, and look only at that many columns.",
			"Write one function that computes the share of any links, and use it for the map and for diagonal(T, S).",
		],
		es: [
			"Lee el mapa fila a fila: cada fila es una palabra de destino, y su mayor peso indica adónde mira.",
			"Cuenta antes las palabras de source que no son <pad> y mira solo ese número de columnas.",
			"Escribe una función que calcule la proporción de cualquier lista de enlaces y úsala con el mapa y con diagonal(T, S).",
		],
	},
	solution: {
		en: solution([
			"Exercise 2: reading an attention map, solved.",
			"The padding is at the end.",
			"Words without gold links cannot be right or wrong.",
		]),
		es: solution([
			"Ejercicio 2: leer un mapa de atención, resuelto.",
			"El relleno está al final.",
			"Las palabras sin enlaces de referencia no pueden acertar ni fallar.",
		]),
	},
	check: checkMap,
};
