// The words of exercise 5.

const en = {
	intro:
		"One softmax can look at one place at a time. Multi-head attention (Vaswani 2017) cuts queries, keys and values into N heads of size H, lets each look by itself, and joins what they saw. A translator can so look at the noun for its meaning and at the article for its gender.",
	shapes: "The shapes for B = 1 sentence of S = 3 words, T = 3 queries, model width 8, N = 2 heads of H = 4:",
	shapeHead: ["tensor", "shape", "meaning"],
	shapeRows: [
		["query", "(B, T, N, H) = (1, 3, 2, 4)", "width 8 cut in 2 heads of 4"],
		["key, value", "(B, S, N, H) = (1, 3, 2, 4)", "the same for the source"],
		["weights", "(B, N, T, S) = (1, 2, 3, 3)", "a map per head"],
		["output", "(B, T, N, H) = (1, 3, 2, 4)", "joined again to width 8"],
	],
	headOne: "head 0: it looks at the word that is translated",
	headTwo: "head 1: it looks at the noun, whose gender the others take",
	mean: "the mean of both heads: one map would have to do both",
	sums: "every row of every head sums to 1",
	same: "two heads give what two attentions of one head give, joined",
	scale: "the scale is 1/√H with H the size of a head, not of the model",
	parameters: (count: number) =>
		`As a Keras layer with weights: query, key and value are projected to N·H numbers, the joined output back to 8. With biases that is 4 · (8 · 8 + 8) = ${count} numbers.`,
	question: "With N = 4 heads instead of 2 at the same width 8: how many parameters, and which scale?",
	answer: "The same 288 parameters, as 4 heads of 2 also make 8; the scale becomes 1/√2 instead of 1/√4.",
	ownMap: (program: string) =>
		`A map of your own trained translator:  ${program} attend "the red car is in front of the white house ."`,
};

const es: typeof en = {
	intro:
		"Una softmax mira a un lugar cada vez. La atención multicabezal (Vaswani 2017) corta consultas, claves y valores en N cabezas de tamaño H, deja que cada una mire por su cuenta y une lo que vieron. Así un traductor puede mirar el sustantivo por su significado y el artículo por su género.",
	shapes:
		"Las formas para B = 1 oración de S = 3 palabras, T = 3 consultas, anchura 8, N = 2 cabezas de H = 4:",
	shapeHead: ["tensor", "forma", "significado"],
	shapeRows: [
		["query", "(B, T, N, H) = (1, 3, 2, 4)", "anchura 8 cortada en 2 cabezas de 4"],
		["key, value", "(B, S, N, H) = (1, 3, 2, 4)", "lo mismo para el origen"],
		["weights", "(B, N, T, S) = (1, 2, 3, 3)", "un mapa por cabeza"],
		["output", "(B, T, N, H) = (1, 3, 2, 4)", "unida otra vez a anchura 8"],
	],
	headOne: "cabeza 0: mira la palabra que se traduce",
	headTwo: "cabeza 1: mira el sustantivo, cuyo género toman las demás",
	mean: "la media de ambas cabezas: un solo mapa tendría que hacer las dos cosas",
	sums: "cada fila de cada cabeza suma 1",
	same: "dos cabezas dan lo mismo que dos atenciones de una cabeza, unidas",
	scale: "la escala es 1/√H con H el tamaño de una cabeza, no el del modelo",
	parameters: (count) =>
		`Como capa de Keras con pesos: consulta, clave y valor se proyectan a N·H números, y la salida unida vuelve a 8. Con sesgos son 4 · (8 · 8 + 8) = ${count} números.`,
	question: "Con N = 4 cabezas en vez de 2 y la misma anchura 8: ¿cuántos parámetros y qué escala?",
	answer:
		"Los mismos 288 parámetros, pues 4 cabezas de 2 también hacen 8; la escala pasa a 1/√2 en vez de 1/√4.",
	ownMap: (program) =>
		`Un mapa de su propio traductor entrenado:  ${program} attend "the red car is in front of the white house ."`,
};

export const multiHeadTexts = { en, es };
