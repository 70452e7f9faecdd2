// What each check of exercise 1 is about.

const en = {
	exports: "the module exports the function attention",
	shapes: "weights has shape (T, S), output (T, width of V)",
	finite: "all numbers are finite",
	rowsSum: "every row of weights sums to 1",
	weights: "weights = softmax(Q Kᵀ / √d)",
	output: "output = weights · V",
	oneKey: "with a single key, its weight is 1 and its value is the output",
	permuted: "permuting keys and values together does not change the output",
	shifted:
		"adding the same vector to all keys does not change the weights (it adds a constant to each row of scores)",
	large: "large scores do not overflow",
	wide: "with d = 512 the softmax does not saturate",
	kept: "Q, K and V stay as they were",
};

const es: typeof en = {
	exports: "el módulo exporta la función attention",
	shapes: "weights tiene forma (T, S) y output, (T, anchura de V)",
	finite: "todos los números son finitos",
	rowsSum: "cada fila de weights suma 1",
	weights: "weights = softmax(Q Kᵀ / √d)",
	output: "output = weights · V",
	oneKey: "con una sola clave, su peso es 1 y la salida es su valor",
	permuted: "permutar a la vez claves y valores no cambia la salida",
	shifted:
		"sumar un mismo vector a todas las claves no cambia los pesos (suma una constante a cada fila de puntuaciones)",
	large: "las puntuaciones grandes no se desbordan",
	wide: "con d = 512 la softmax no se satura",
	kept: "Q, K y V quedan como estaban",
};

export const byHandCheckTexts = { en, es };
