import type { report as english } from "../en/report.js";

export const report: typeof english = {
	title: "Informe de la tarea: atención",
	skip: "Ir al veredicto",
	fromTo: (source, target) =>
		`${source === undefined ? "del idioma de origen" : `de ${source}`} ${target === undefined ? "al idioma de destino" : `a ${target}`}`,
	lead: (corpus, fromTo) =>
		`Se entrenaron dos traductores ${fromTo} con los mismos datos, tamaños, semilla y número de pasos. Los datos: ${corpus}. Los traductores se diferencian en una sola cosa: un decodificador puede atender a todas las palabras de la oración de origen; el otro solo ve el último estado del codificador.`,
	generatedNote: "El corpus incluido lo genera una gramática; sus oraciones son más fáciles que las reales.",
	ownSentencesNote:
		"Las oraciones de los mapas y de las muestras se escribieron para Mirada; ninguna procede del corpus.",
	corpusSentencesNote: "Los mapas y las muestras son de oraciones del corpus reservadas para la prueba.",
	results: "Resultados",
	byLengthIntro:
		"Sin atención, un solo vector tiene que guardar la oración entera, lo que debería perjudicar más a las oraciones largas.",
	learning: "Aprendizaje",
	learningIntro: "BLEU en las oraciones de validación después de cada época",
	epoch: "época",
	epochHead: ["época", "pérdida de entrenamiento", "pérdida de validación", "BLEU de validación", "segundos"],
	alignment: "Alineamiento",
	alignmentIntro:
		"Un mapa puede parecer convincente y no significar nada. Por eso la atención se contrasta con enlaces entre palabras y se compara con tres modelos nulos que no saben nada de las palabras: pesos uniformes, la diagonal y el mismo modelo sin entrenar. Tiene que superar a los tres.",
	maps: "Mapas",
	mapsIntro:
		"Cada fila es un token de la traducción y cada columna, un token de la oración de origen. Cuanto más intenso es el color, mayor es el peso de atención.",
	mapsReordered: "Estas oraciones se eligieron porque en ellas cambia el orden de las palabras.",
	mapsMonotone: "En estos mapas, los tokens más atendidos siguen el orden del origen.",
	mapCaption: (source, target) => `«${source}» se tradujo como «${target}».`,
	mapTable: "Los pesos en una tabla",
	mapTableCorner: "traducción \\ origen",
	reordering: (share) => `El ${share} de los pares de palabras cambia de orden.`,
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
		learningRate: "tasa de aprendizaje, planificación",
		backend: "backend",
		machine: "equipo",
		versions: "versiones",
		finished: "terminado",
	},
	caution:
		"La atención no es una explicación: un peso muestra adónde miró el modelo, no por qué escribió una palabra.",
};
