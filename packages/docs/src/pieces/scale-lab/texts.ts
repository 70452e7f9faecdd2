const en = {
	title: "The √d lab.",
	purpose: "Widen the vectors and watch the weights: with which scaling do they stay alive?",
	question:
		"You double the width d of queries and keys and scale nothing. What happens to the variance of their dot products?",
	options: ["It stays the same", "It doubles", "It quadruples"],
	answer:
		"Each of the d products adds a variance of 1, so the sum has variance d. Dividing by √d divides the variance by d.",
	width: "Width d",
	scaling: "Divide the scores by",
	none: "nothing",
	sqrt: "√d",
	full: "d",
	widthText: (d: string) => `d = ${d}`,
	histogram: (variance: string) => `Scores: variance ${variance}`,
	histogramDescription: (variance: string, d: string) =>
		`Histogram of 1,600 scores from −80 to 80 for d = ${d}: their variance is ${variance}.`,
	weights: "Weights of 8 keys, largest first",
	weightsDescription: (largest: string) =>
		`Bars of the eight weights of a query, sorted, as means over 200 queries: the largest is ${largest}.`,
	measures: [
		"variance of the scores",
		"largest weight",
		"entropy (3 bits = all equal)",
		"gradient that passes",
	],
	bits: (text: string) => `${text} bits`,
	tableHead: [
		"d",
		"variance, unscaled",
		"largest weight, unscaled",
		"largest weight, ÷ √d",
		"largest weight, ÷ d",
		"gradient, unscaled",
		"gradient, ÷ √d",
	],
	announce: (d: string, variance: string, largest: string, entropy: string, gradient: string) =>
		`d = ${d}: variance ${variance}, largest weight ${largest}, entropy ${entropy} bits, gradient ${gradient}.`,
};

const es: typeof en = {
	title: "El laboratorio de √d.",
	purpose: "Ensancha los vectores y mira los pesos: ¿con qué escala siguen vivos?",
	question:
		"Duplicas la anchura d de consultas y claves y no escalas nada. ¿Qué le pasa a la varianza de sus productos escalares?",
	options: ["Se queda igual", "Se duplica", "Se cuadruplica"],
	answer:
		"Cada uno de los d productos aporta una varianza de 1, así que la suma tiene varianza d. Dividir entre √d divide la varianza entre d.",
	width: "Anchura d",
	scaling: "Divide las puntuaciones entre",
	none: "nada",
	sqrt: "√d",
	full: "d",
	widthText: (d) => `d = ${d}`,
	histogram: (variance) => `Puntuaciones: varianza ${variance}`,
	histogramDescription: (variance, d) =>
		`Histograma de 1600 puntuaciones entre −80 y 80 con d = ${d}: su varianza es ${variance}.`,
	weights: "Pesos de 8 claves, de mayor a menor",
	weightsDescription: (largest) =>
		`Barras de los ocho pesos de una consulta, ordenados, con medias de 200 consultas: el mayor es ${largest}.`,
	measures: [
		"varianza de las puntuaciones",
		"peso mayor",
		"entropía (3 bits = todos iguales)",
		"gradiente que pasa",
	],
	bits: (text) => `${text} bits`,
	tableHead: [
		"d",
		"varianza, sin escalar",
		"peso mayor, sin escalar",
		"peso mayor, ÷ √d",
		"peso mayor, ÷ d",
		"gradiente, sin escalar",
		"gradiente, ÷ √d",
	],
	announce: (d, variance, largest, entropy, gradient) =>
		`d = ${d}: varianza ${variance}, peso mayor ${largest}, entropía ${entropy} bits, gradiente ${gradient}.`,
};

export const scaleLabTexts = { en, es };
