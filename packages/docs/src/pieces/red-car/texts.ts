const en = {
	title: "A map you can touch.",
	purpose:
		"Each row is a word being written; each column, a word being looked at. Find the two cells that swap places.",
	question: "While it writes “coche” (car), which word does the model look at most?",
	options: [
		"“red”, the second word: “coche” is written second",
		"“car”, although it comes third",
		"All three, equally",
	],
	answer:
		"Spanish puts the noun first. The map crosses over there, because attention follows meaning, not position.",
	sharpness: "Query multiplied by",
	caption: "Attention weights: each row sums to 1",
	rowAxis: "target",
	columnAxis: "source",
	cell: (target: string, source: string, weight: string, isLargest: boolean) =>
		`“${target}” looks at “${source}” with weight ${weight}${isLargest ? ", the largest of its row" : ""}.`,
	announce: (factor: string, weight: string) =>
		`Query multiplied by ${factor}: the weight of “coche” on “car” is ${weight}.`,
	svgTitle: "the red car → el coche rojo",
};

const es: typeof en = {
	title: "Un mapa que puedes tocar.",
	purpose:
		"Cada fila es una palabra que se escribe; cada columna, una palabra que se mira. Busca las dos celdas que se cruzan.",
	question: "Mientras escribe «coche», ¿a qué palabra mira más el modelo?",
	options: [
		"A «red», la segunda: «coche» se escribe en segundo lugar",
		"A «car», aunque está la tercera",
		"A las tres por igual",
	],
	answer:
		"En español el sustantivo va delante. El mapa se cruza ahí porque la atención sigue el significado, no la posición.",
	sharpness: "Consulta multiplicada por",
	caption: "Pesos de atención: cada fila suma 1",
	rowAxis: "destino",
	columnAxis: "origen",
	cell: (target, source, weight, isLargest) =>
		`«${target}» mira a «${source}» con peso ${weight}${isLargest ? ", el mayor de su fila" : ""}.`,
	announce: (factor, weight) =>
		`Consulta multiplicada por ${factor}: el peso de «coche» en «car» es ${weight}.`,
	svgTitle: "the red car → el coche rojo",
};

export const redCarTexts = { en, es };
