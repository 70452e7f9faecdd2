// What each check of exercise 5 is about.

const en = {
	shape: "causalWeights returns one row per query and one column per key, (T, T)",
	first: "the first word looks only at itself",
	future: "the weights of the future are exactly 0",
	rowsSum: "every row of causalWeights sums to 1",
	values: "the weights are the softmax over the past and the present",
	shifted: "adding a constant to a row of scores does not change its weights",
	futureScores: "changing the scores of the future does not change the weights",
	large: "large scores do not overflow",
	exports: "the module exports mha and run",
	layer: "mha is a MultiHeadAttention layer with 4 heads of size 16",
	returns: "run returns [output, weights], of shapes (B, T, D) and (B, 4, T, T)",
	sameTwice: "two calls with the same tensor give the same result",
	numbers: "output and weights are those of mha(x, x) with the causal mask",
	layerFirst: "in every head, the first word looks only at itself",
	futureWords: "changing the last words, even to NaN, does not change the output of the earlier ones",
};

const es: typeof en = {
	shape: "causalWeights devuelve una fila por consulta y una columna por clave, (T, T)",
	first: "la primera palabra solo se mira a sí misma",
	future: "los pesos del futuro son exactamente 0",
	rowsSum: "cada fila de causalWeights suma 1",
	values: "los pesos son la softmax sobre el pasado y el presente",
	shifted: "sumar una constante a una fila de puntuaciones no cambia sus pesos",
	futureScores: "cambiar las puntuaciones del futuro no cambia los pesos",
	large: "las puntuaciones grandes no se desbordan",
	exports: "el módulo exporta mha y run",
	layer: "mha es una capa MultiHeadAttention con 4 cabezas de tamaño 16",
	returns: "run devuelve [salida, pesos], de formas (B, T, D) y (B, 4, T, T)",
	sameTwice: "dos llamadas con el mismo tensor dan el mismo resultado",
	numbers: "la salida y los pesos son los de mha(x, x) con la máscara causal",
	layerFirst: "en todas las cabezas, la primera palabra solo se mira a sí misma",
	futureWords: "cambiar las últimas palabras, incluso por NaN, no cambia la salida de las anteriores",
};

export const causalCheckTexts = { en, es };
