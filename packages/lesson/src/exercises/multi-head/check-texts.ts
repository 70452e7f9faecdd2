// What each check of exercise 3 is about.

const en = {
	exports: "the module exports mha and run",
	layer: "mha is a MultiHeadAttention layer with 8 heads of size 64",
	returns: "run returns [output, weights], of shapes (B, T, width of the query) and (B, 8, T, S)",
	sameTwice: "two calls with the same tensors give the same result",
	rowsSum: "every row of every head sums to 1",
	numbers: "output and weights are those of mha, with the padding masked",
	padding: "the weight on padding is exactly 0",
	nan: "NaN in the padding does not show in the output",
	more: "more padding does not change the output",
	permuted: "permuting the source words and their mask does not change the output",
};

const es: typeof en = {
	exports: "el módulo exporta mha y run",
	layer: "mha es una capa MultiHeadAttention con 8 cabezas de tamaño 64",
	returns: "run devuelve [salida, pesos], de formas (B, T, anchura de la consulta) y (B, 8, T, S)",
	sameTwice: "dos llamadas con los mismos tensores dan el mismo resultado",
	rowsSum: "cada fila de cada cabeza suma 1",
	numbers: "la salida y los pesos son los de mha con el relleno enmascarado",
	padding: "el peso en el relleno es exactamente 0",
	nan: "un NaN en el relleno no se nota en la salida",
	more: "añadir relleno no cambia la salida",
	permuted: "permutar las palabras de origen junto con su máscara no cambia la salida",
};

export const multiHeadCheckTexts = { en, es };
