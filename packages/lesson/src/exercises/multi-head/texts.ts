// The texts of exercise 3.

const en = {
	intro:
		"A single softmax focuses on one place at a time. Multi-head attention (Vaswani 2017) splits queries, keys and values into N heads of size H, lets each head attend on its own, and concatenates the results. A translator can then look at one word for its meaning and at another for its gender.",
	shapes: "The shapes for B = 1 sentence of S = 3 words, T = 3 queries, model width 8, N = 2 heads of H = 4:",
	shapeHead: ["tensor", "shape", "meaning"],
	shapeRows: [
		["query", "(B, T, N, H) = (1, 3, 2, 4)", "width 8 split into 2 heads of 4"],
		["key, value", "(B, S, N, H) = (1, 3, 2, 4)", "the same for the source"],
		["weights", "(B, N, T, S) = (1, 2, 3, 3)", "one map per head"],
		["output", "(B, T, N, H) = (1, 3, 2, 4)", "concatenated to width 8"],
	],
	headOne: "head 0: looks at the word being translated",
	headTwo: "head 1: looks at the noun, with which the other words agree in gender",
	mean: "the mean of both heads: a single map would have to serve both purposes",
	sums: "every row of every head sums to 1",
	same: "two heads give the same as two single-head attentions, concatenated",
	scale: "the scale is 1/√H, where H is the size of a head, not of the model",
	parameters: (count: number) =>
		`Keras' MultiHeadAttention layer also has weights: it projects query, key and value to N·H numbers, and the concatenated output back to 8. With biases, that is 4 · (8 · 8 + 8) = ${count} parameters.`,
	question:
		"With N = 4 heads instead of 2 and the same width 8, how many parameters are there, and what is the scale?",
	answer:
		"The same 288 parameters, because 4 heads of size 2 also make 8; the scale becomes 1/√2 instead of 1/√4.",
	layer:
		"The layer of the lesson has 8 heads of size 64. The query may be narrower than the value: the projections bring both to 8 · 64 = 512 numbers, so the dot products fit.",
	layerCode: `const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });
const [output, weights] = mha.apply([query, value], { returnAttentionScores: true });`,
	layerHead: ["tensor", "axes", "shape here"],
	layerReading:
		"The output is as wide as the query. keyDim is the size of one head: Keras does not divide it by the number of heads.",
};

const es: typeof en = {
	intro:
		"Una sola softmax solo puede concentrarse en un lugar a la vez. La atención multicabeza (Vaswani 2017) divide consultas, claves y valores en N cabezas de tamaño H, deja que cada una atienda por su cuenta y concatena los resultados. Así un traductor puede mirar una palabra por su significado y otra por su género.",
	shapes:
		"Las formas para B = 1 oración de S = 3 palabras, T = 3 consultas, anchura 8, N = 2 cabezas de H = 4:",
	shapeHead: ["tensor", "forma", "significado"],
	shapeRows: [
		["query", "(B, T, N, H) = (1, 3, 2, 4)", "anchura 8 dividida en 2 cabezas de 4"],
		["key, value", "(B, S, N, H) = (1, 3, 2, 4)", "lo mismo para el origen"],
		["weights", "(B, N, T, S) = (1, 2, 3, 3)", "un mapa por cabeza"],
		["output", "(B, T, N, H) = (1, 3, 2, 4)", "las cabezas concatenadas: anchura 8"],
	],
	headOne: "cabeza 0: mira la palabra que se está traduciendo",
	headTwo: "cabeza 1: mira el sustantivo, con el que las demás concuerdan en género",
	mean: "la media de ambas cabezas: un solo mapa tendría que hacer las dos cosas",
	sums: "cada fila de cada cabeza suma 1",
	same: "dos cabezas dan lo mismo que dos atenciones de una cabeza concatenadas",
	scale: "la escala es 1/√H, donde H es el tamaño de una cabeza, no el del modelo",
	parameters: (count) =>
		`La capa MultiHeadAttention de Keras tiene además pesos entrenables: proyecta la consulta, la clave y el valor a N·H números, y la salida concatenada, de nuevo a 8. Con los sesgos son 4 · (8 · 8 + 8) = ${count} parámetros.`,
	question:
		"Con N = 4 cabezas en vez de 2 y la misma anchura 8, ¿cuántos parámetros hay y cuál es la escala?",
	answer:
		"Los mismos 288 parámetros, porque 4 cabezas de tamaño 2 también suman 8; la escala pasa a ser 1/√2 en vez de 1/√4.",
	layer:
		"La capa de la clase tiene 8 cabezas de tamaño 64. La consulta puede ser más estrecha que el valor: las proyecciones llevan los dos a 8 · 64 = 512 números, y así los productos escalares encajan.",
	layerCode: `const mha = new MultiHeadAttention({ numHeads: 8, keyDim: 64 });
const [output, weights] = mha.apply([query, value], { returnAttentionScores: true });`,
	layerHead: ["tensor", "ejes", "forma aquí"],
	layerReading:
		"La salida es tan ancha como la consulta. keyDim es el tamaño de una cabeza: Keras no lo divide entre el número de cabezas.",
};

export const multiHeadTexts = { en, es };
