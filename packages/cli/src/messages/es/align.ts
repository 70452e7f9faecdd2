import type { align as english } from "../en/align.js";

export const align: typeof english = {
	help: "enlaza las palabras de una oración con las de su traducción, dada o hecha por el modelo",
	translationWord: "traducción",
	sentence: "una oración en el idioma de origen; si falta, una por línea en la entrada estándar",
	translation: "su traducción; si falta, traduce el modelo (en la entrada estándar: tras un tabulador)",
	method: "cómo se hallan los enlaces",
	methodsTitle: "Métodos:",
	methods: [
		"sinkhorn         adónde mira el modelo mientras escribe la traducción, tras escalar el mapa de atención para",
		"                 que cada palabra de origen reciba su parte; cada palabra de destino tiene un enlace",
		"row-maximum      la palabra de origen más atendida por cada palabra de destino",
		"both-directions  un alineador estadístico, sin atención, entrenado con los pares de --data o de la ejecución",
		"                 del modelo; una palabra puede tener varios enlaces o ninguno",
	],
	format: "cómo se escriben los enlaces: posiciones i-j, primero el origen, desde 0, o las propias palabras",
	data: "both-directions: archivo de pares con el que aprender (por omisión: los pares de entrenamiento de la ejecución del modelo)",
	beam: "anchura del haz donde no hay traducción; 1 es búsqueda voraz",
	noPair: "no hay nada que alinear",
	noPairHint:
		"Da una oración y su traducción, o un par por línea en la entrada estándar, separados por un tabulador.",
	columns: (line) =>
		`entrada estándar, línea ${line}: se esperaba una oración, un tabulador y su traducción, pero hay más de 3 columnas`,
	columnsHint: "La tercera columna se ignora, como en los archivos de pares.",
	onlyBothDirections: (option) => `${option}: solo --method both-directions aprende de pares de oraciones`,
	needsData: "--skip-bad-lines: falta --data; no hay líneas que omitir",
	learning: (pairs) => `aprendiendo a alinear con ${pairs} pares de oraciones`,
	unknownTargetWords: (where, words) =>
		`${where}palabras de la traducción que no están en el vocabulario del modelo: ${words}`,
	notInPairs: (where, words) => `${where}palabras que no están en los pares de oraciones: ${words}`,
};
