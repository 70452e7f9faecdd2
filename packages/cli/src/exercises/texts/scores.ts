// The words of exercise 2.

const en = {
	intro:
		"A score tells how well a decoder state (the query) and an encoder output (the key) fit. Bahdanau (2015) lets a small network decide; Luong (2015) multiplies. All give one number per source word; the softmax after it is the same.",
	head: ["score", "equation", "trainable weights", "scores for “coche”", "weights for “coche”"],
	none: "none",
	reading:
		"Read the last column: every score finds “car”. They differ in what they can learn (the trainable weights) and in how sharp they are.",
	generalIsDot: "Luong's general score with the identity matrix is the dot score",
	concatIsAdditive: "Luong's concat score with [Wq; Wk] stacked is Bahdanau's additive score",
	width:
		"Why divide by √H? The dot product of two vectors of H random numbers has a spread of √H. The wider the model, the larger the scores, the sharper the softmax, and a softmax that is nearly 0 or 1 passes hardly any gradient. 2,000 random pairs, and 16 keys per query:",
	widthHead: [
		"H",
		"spread of the dot",
		"spread of the scaled dot",
		"largest weight, dot",
		"largest weight, scaled",
	],
	scaledSpread: "the scaled dot has a spread of 1 at every width",
	question: "Which score can compare a query of 256 numbers with a key of 512?",
	answer: "general, additive and concat: a matrix stands between them. dot and scaledDot need equal widths.",
};

const es: typeof en = {
	intro:
		"Una puntuación dice cuánto encajan un estado del decodificador (la consulta) y una salida del codificador (la clave). Bahdanau (2015) deja que decida una red pequeña; Luong (2015) multiplica. Todas dan un número por palabra de origen; la softmax que sigue es la misma.",
	head: ["puntuación", "ecuación", "pesos entrenables", "puntuaciones de «coche»", "pesos de «coche»"],
	none: "ninguno",
	reading:
		"Lea la última columna: todas encuentran «car». Se diferencian en lo que pueden aprender (los pesos entrenables) y en lo nítidas que son.",
	generalIsDot: "la puntuación general de Luong con la matriz identidad es la puntuación dot",
	concatIsAdditive: "la puntuación concat de Luong con [Wq; Wk] apiladas es la aditiva de Bahdanau",
	width:
		"¿Por qué dividir entre √H? El producto escalar de dos vectores de H números al azar tiene una dispersión de √H. Cuanto más ancho el modelo, mayores las puntuaciones y más nítida la softmax, y una softmax que es casi 0 o 1 apenas deja pasar gradiente. 2000 pares al azar y 16 claves por consulta:",
	widthHead: [
		"H",
		"dispersión de dot",
		"dispersión de dot escalado",
		"mayor peso, dot",
		"mayor peso, escalado",
	],
	scaledSpread: "el producto escalado tiene dispersión 1 con cualquier anchura",
	question: "¿Qué puntuación puede comparar una consulta de 256 números con una clave de 512?",
	answer:
		"general, additive y concat: hay una matriz entre ellas. dot y scaledDot necesitan la misma anchura.",
};

export const scoresTexts = { en, es };
