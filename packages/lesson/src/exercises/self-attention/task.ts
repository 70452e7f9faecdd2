// What the student writes in exercise 4.

import type { Task } from "../../exercise.js";
import { checkSelfAttention } from "./check.js";

const stub = (comments: readonly string[]) => `// ${comments[0]}

import { MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";

// ${comments[1]}
export const mha = undefined;

// ${comments[2]}
// ${comments[3]}
// ${comments[4]}
export function run(x: tf.Tensor, lengths: number[]) {
	// ${comments[5]}
}
`;

const solution = (comments: readonly string[]) => `// ${comments[0]}

import { MultiHeadAttention } from "@mirada/attention";
import * as tf from "@tensorflow/tfjs";

export const mha = new MultiHeadAttention({ numHeads: 4, keyDim: 16 });

export function run(x: tf.Tensor, lengths: number[]) {
	const T = x.shape[1]!;
	// ${comments[1]}
	const isWord = lengths.map((length) => Array.from({ length: T }, (_, s) => (s < length ? 1 : 0)));
	const valueMask = tf.tensor2d(isWord, [lengths.length, T], "bool");
	return mha.apply([x, x], { valueMask, returnAttentionScores: true });
}
`;

export const selfAttentionTask: Task = {
	exports: ["mha", "run"],
	text: {
		en: "Export `mha`, a `MultiHeadAttention` layer with 4 heads of size 16, and write `run(x, lengths)`: in the batch x (B, T, D), every word attends to all words of its own sentence, mha(x, x). Sentence b has `lengths[b]` words and then padding, which nobody may look at. Return `[output, weights]`, as the layer gives them.",
		es: "Exporta `mha`, una capa `MultiHeadAttention` con 4 cabezas de tamaño 16, y escribe `run(x, lengths)`: en el lote x (B, T, D), cada palabra atiende a todas las de su propia oración, mha(x, x). La oración b tiene `lengths[b]` palabras y después relleno, que nadie debe mirar. Devuelve `[output, weights]`, como los da la capa.",
	},
	stub: {
		en: stub([
			"Exercise 4: self-attention.",
			"A layer with 4 heads of size 16. Create it once, here.",
			"x: (B, T, D), a batch of sentences. lengths: how many words each sentence has; the rest of it is padding.",
			"Every word attends to all words of its own sentence: mha(x, x), without the padding.",
			"Return [output, weights]: (B, T, D) and (B, 4, T, T).",
			'Write your code here. tf.tensor2d(rows, [B, T], "bool") makes a mask.',
		]),
		es: stub([
			"Ejercicio 4: autoatención.",
			"Una capa con 4 cabezas de tamaño 16. Créala aquí, una sola vez.",
			"x: (B, T, D), un lote de oraciones. lengths: cuántas palabras tiene cada una; el resto es relleno.",
			"Cada palabra atiende a todas las de su propia oración: mha(x, x), sin el relleno.",
			"Devuelve [output, weights]: (B, T, D) y (B, 4, T, T).",
			'Escribe aquí tu código. tf.tensor2d(filas, [B, T], "bool") crea una máscara.',
		]),
	},
	hints: {
		en: [
			"Query, key and value are all x. What is left to do is the mask.",
			"Position s of sentence b is a word if s < lengths[b]. Build those rows, and make a tensor of type bool of them.",
			"Pass the tensor as valueMask: mha.apply([x, x], { valueMask, returnAttentionScores: true }).",
		],
		es: [
			"La consulta, la clave y el valor son x. Lo que falta es la máscara.",
			"La posición s de la oración b es una palabra si s < lengths[b]. Construye esas filas y crea con ellas un tensor de tipo bool.",
			"Pasa el tensor como valueMask: mha.apply([x, x], { valueMask, returnAttentionScores: true }).",
		],
	},
	solution: {
		en: solution(["Exercise 4: self-attention, solved.", "(B, T): true for a word, false for padding."]),
		es: solution([
			"Ejercicio 4: autoatención, resuelto.",
			"(B, T): true para una palabra, false para el relleno.",
		]),
	},
	check: checkSelfAttention,
};
