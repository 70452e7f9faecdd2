// What each check of exercise 4 is about.

const en = {
	exports: "the module exports mha and run",
	layer: "mha is a MultiHeadAttention layer with 4 heads of size 16",
	returns: "run returns [output, weights], of shapes (B, T, D) and (B, 4, T, T)",
	sameTwice: "two calls with the same tensors give the same result",
	rowsSum: "every row of every head sums to 1",
	numbers: "output and weights are those of mha(x, x), with the padding masked",
	padding: "the weight on padding is exactly 0",
	bothWays: "the first word looks at the last one too",
	permuted: "permuting the words permutes the output in the same way",
	nan: "NaN in the padding does not show in the output of the words",
};

const es: typeof en = {
	exports: "el módulo exporta mha y run",
	layer: "mha es una capa MultiHeadAttention con 4 cabezas de tamaño 16",
	returns: "run devuelve [salida, pesos], de formas (B, T, D) y (B, 4, T, T)",
	sameTwice: "dos llamadas con los mismos tensores dan el mismo resultado",
	rowsSum: "cada fila de cada cabeza suma 1",
	numbers: "la salida y los pesos son los de mha(x, x) con el relleno enmascarado",
	padding: "el peso en el relleno es exactamente 0",
	bothWays: "la primera palabra mira también a la última",
	permuted: "permutar las palabras permuta igual la salida",
	nan: "un NaN en el relleno no se nota en la salida de las palabras",
};

export const selfAttentionCheckTexts = { en, es };
