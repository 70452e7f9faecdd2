// What the student writes in exercise 3.

import type { Task } from "../../exercise.js";
import { checkMultiHead } from "./check.js";

const stub = (comments: readonly string[]) => `// ${comments[0]}

import { MultiHeadAttention } from "@mirada/attention";
import type { Tensor } from "@tensorflow/tfjs";

// ${comments[1]}
export const mha = undefined;

// ${comments[2]}
// ${comments[3]}
// ${comments[4]}
export function run(query: Tensor, value: Tensor, valueMask: Tensor) {
	// ${comments[5]}
}
`;

const solution = (comments: readonly string[]) => `// ${comments[0]}

import { MultiHeadAttention } from "@mirada/attention";
import type { Tensor } from "@tensorflow/tfjs";

export const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });

export function run(query: Tensor, value: Tensor, valueMask: Tensor) {
	return mha.apply([query, value], { valueMask, returnAttentionScores: true });
}
`;

export const multiHeadTask: Task = {
	exports: ["mha", "run"],
	text: {
		en: "Export `mha`, a `MultiHeadAttention` layer with 8 heads of size 64, and write `run(query, value, valueMask)`, which applies it: query (B, T, Dq) attends to value (B, S, Dv), and valueMask (B, S) says which source words are real (true) and which are padding. Return `[output, weights]`, as the layer gives them.",
		es: "Exporta `mha`, una capa `MultiHeadAttention` con 8 cabezas de tamaño 64, y escribe `run(query, value, valueMask)`, que la aplica: query (B, T, Dq) atiende a value (B, S, Dv), y valueMask (B, S) dice qué palabras de origen son de verdad (true) y cuáles son relleno. Devuelve `[output, weights]`, como los da la capa.",
	},
	stub: {
		en: stub([
			"Exercise 3: MultiHeadAttention.",
			"A layer with 8 heads of size 64. Create it once, here.",
			"query: (B, T, Dq), what the decoder looks for. value: (B, S, Dv), the encoder outputs.",
			"valueMask: (B, S), true for a word and false for <pad>.",
			"Return [output, weights]: (B, T, Dq) and (B, 8, T, S).",
			"Write your code here.",
		]),
		es: stub([
			"Ejercicio 3: MultiHeadAttention.",
			"Una capa con 8 cabezas de tamaño 64. Créala aquí, una sola vez.",
			"query: (B, T, Dq), lo que busca el decodificador. value: (B, S, Dv), las salidas del codificador.",
			"valueMask: (B, S), true para una palabra y false para <pad>.",
			"Devuelve [output, weights]: (B, T, Dq) y (B, 8, T, S).",
			"Escribe aquí tu código.",
		]),
	},
	hints: {
		en: [
			"As in Keras: mha = MultiHeadAttention(num_heads=8, key_dim=64); output = mha(query, value). Here the layer is called by apply.",
			"apply([query, value], options) gives only the output. The options are named as in Keras, in camelCase; one asks for the weights, one hides the padding.",
			"The options are { valueMask, returnAttentionScores: true }.",
		],
		es: [
			"Como en Keras: mha = MultiHeadAttention(num_heads=8, key_dim=64); output = mha(query, value). Aquí la capa se llama con apply.",
			"apply([query, value], opciones) da solo la salida. Las opciones se llaman como en Keras, en camelCase: una pide los pesos y otra oculta el relleno.",
			"Las opciones son { valueMask, returnAttentionScores: true }.",
		],
	},
	solution: {
		en: solution(["Exercise 3: MultiHeadAttention, solved."]),
		es: solution(["Ejercicio 3: MultiHeadAttention, resuelto."]),
	},
	check: checkMultiHead,
};
