// The texts of the exercise on scores.

const en = {
	intro:
		"A score says how well a decoder state (the query) matches an encoder output (the key). Bahdanau (2015) uses a small network; Luong (2015) uses products. All of them give one number per source word, and the same softmax follows.",
	head: ["score", "equation", "trainable weights", "scores for “coche”", "weights for “coche”"],
	none: "none",
	reading:
		"In the last column, every score picks “car”. They differ in what they can learn (the trainable weights) and in how sharp the weights are.",
	generalIsDot: "Luong's general score with the identity matrix is the dot score",
	concatIsAdditive: "Luong's concat score with Wq and Wk stacked is Bahdanau's additive score",
	width:
		"Why divide by √H? The dot product of two vectors of H random numbers has a standard deviation of √H. The wider the model, the larger the scores and the sharper the softmax, and a softmax whose outputs are close to 0 or 1 passes on hardly any gradient. Measured on 2,000 random pairs, with 16 keys per query:",
	widthHead: [
		"H",
		"std. dev., dot",
		"std. dev., scaledDot",
		"largest weight, dot",
		"largest weight, scaledDot",
	],
	scaledSpread: "the scaled dot product has a standard deviation of 1 at every width",
	question: "Which score can compare a query of 256 numbers with a key of 512?",
	answer:
		"general, additive and concat, whose trainable matrices map one width to the other. dot and scaledDot need equal widths.",
};

const es: typeof en = {
	intro:
		"Una puntuación dice cuánto se parecen un estado del decodificador (la consulta) y una salida del codificador (la clave). Bahdanau (2015) usa una red pequeña; Luong (2015), productos. Todas dan un número por palabra de origen, y después se aplica la misma softmax.",
	head: ["puntuación", "ecuación", "pesos entrenables", "puntuaciones de «coche»", "pesos de «coche»"],
	none: "ninguno",
	reading:
		"En la última columna, todas dan a «car» el mayor peso. Se diferencian en lo que pueden aprender (los pesos entrenables) y en lo concentrados que quedan los pesos.",
	generalIsDot: "la puntuación general de Luong con la matriz identidad es la puntuación dot",
	concatIsAdditive: "la puntuación concat de Luong con Wq y Wk apiladas es la aditiva de Bahdanau",
	width:
		"¿Por qué dividir entre √H? El producto escalar de dos vectores de H números al azar (de media 0 y varianza 1) tiene una desviación típica de √H. Cuanto más ancho es el modelo, mayores son las puntuaciones y más se concentra la softmax, y una softmax con pesos cercanos a 0 o a 1 apenas deja pasar el gradiente. Medido con 2000 pares al azar y 16 claves por consulta:",
	widthHead: [
		"H",
		"desv. típica, dot",
		"desv. típica, scaledDot",
		"mayor peso, dot",
		"mayor peso, scaledDot",
	],
	scaledSpread: "el producto escalar escalado tiene una desviación típica de 1 con cualquier anchura",
	question: "¿Qué puntuación puede comparar una consulta de 256 números con una clave de 512?",
	answer:
		"general, additive y concat, que tienen matrices entrenables entre las dos. dot y scaledDot necesitan que ambas tengan la misma anchura.",
};

export const scoresTexts = { en, es };
