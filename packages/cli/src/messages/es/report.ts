import type { report as english } from "../en/report.js";

export const report: typeof english = {
	title: "Informe de la tarea: atención",
	skip: "Ir al veredicto",
	fromTo: (source, target) =>
		`${source === undefined ? "del idioma de origen" : `de ${source}`} ${target === undefined ? "al idioma de destino" : `a ${target}`}`,
	lead: (corpus, fromTo) =>
		`Se entrenaron dos traductores ${fromTo} con los mismos datos, tamaños, semilla y pasos; el corpus: ${corpus}. Se diferencian en una sola cosa: un decodificador vuelve a mirar cada palabra de la oración de origen, el otro solo tiene el último estado del codificador.`,
	generatedNote:
		"Las oraciones del corpus incluido las genera una gramática; son más fáciles que las que escriben las personas.",
	ownSentencesNote: "Las oraciones de los mapas y de las muestras son de Mirada; ninguna procede del corpus.",
	corpusSentencesNote:
		"Las oraciones de los mapas y de las muestras son oraciones del corpus reservadas para la prueba.",
	results: "Resultados",
	byLengthIntro:
		"Sin atención un solo vector tiene que guardar la oración entera, lo que debería perjudicar más a las largas.",
	learning: "Aprendizaje",
	learningIntro: "BLEU en las oraciones de validación después de cada época.",
	epoch: "época",
	epochHead: ["época", "pérdida de entrenamiento", "pérdida de validación", "BLEU de validación", "segundos"],
	alignment: "Alineamiento",
	alignmentIntro:
		"Un mapa puede parecer convincente y no significar nada. Por eso la atención se compara con enlaces entre palabras y con tres nulos que nada saben de las palabras: pesos iguales, una simple diagonal y el mismo modelo antes de entrenar. Tiene que superarlos a todos.",
	maps: "Mapas",
	mapsIntro:
		"Cada fila es una palabra que escribió el modelo, cada columna una palabra del origen; cuanto más intenso el color, más la miró.",
	mapsReordered: "Se eligieron estas oraciones porque sus palabras cambian de orden.",
	mapsMonotone: "En estas oraciones las palabras más miradas siguen el mismo orden.",
	mapCaption: (source, target) => `«${source}» pasó a ser «${target}».`,
	mapTable: "Los mismos números en una tabla",
	mapTableCorner: "escrita \\ mirada",
	reordering: (share) => `Orden cruzado: ${share} de los pares de palabras.`,
	samples: "Muestras",
	samplesHead: ["origen", "sin atención", "con atención", "referencia"],
	howMade: "Cómo se hizo",
	facts: {
		corpus: "corpus",
		languages: "idiomas",
		segmentedBy: "palabras separadas con",
		sha256: "SHA-256 del corpus",
		pairs: "pares (entrenamiento)",
		heldOut: "oraciones de origen reservadas (validación, prueba)",
		vocabularies: "vocabularios (origen, destino)",
		settings: "ajustes",
		backend: "motor",
		machine: "máquina",
		versions: "versiones",
		finished: "terminado",
	},
	caution:
		"La atención no es una explicación: un peso dice adónde miró el modelo, no por qué escribió una palabra.",
};
