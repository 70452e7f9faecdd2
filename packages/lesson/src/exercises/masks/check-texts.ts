// What each check of the exercise on masks is about.

const en = {
	exports: "the module exports the function maskedSoftmax",
	shape: "maskedSoftmax returns weights of the shape of the scores",
	hidden: "the weight of a hidden key is exactly 0",
	rowsSum: "every row sums to 1",
	values: "the weights are the softmax over the allowed keys",
	hiddenScores: "whatever the hidden scores are, even NaN, the weights do not change",
	empty: "a row without any allowed key is 0, not NaN",
	large: "large scores do not overflow",
};

const es: typeof en = {
	exports: "el módulo exporta la función maskedSoftmax",
	shape: "maskedSoftmax devuelve pesos con la forma de las puntuaciones",
	hidden: "el peso de una clave oculta es exactamente 0",
	rowsSum: "cada fila suma 1",
	values: "los pesos son la softmax sobre las claves permitidas",
	hiddenScores: "valgan lo que valgan las puntuaciones ocultas, incluso NaN, los pesos no cambian",
	empty: "una fila sin ninguna clave permitida vale 0, no NaN",
	large: "las puntuaciones grandes no se desbordan",
};

export const masksCheckTexts = { en, es };
