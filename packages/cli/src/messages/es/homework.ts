import type { homework as english } from "../en/homework.js";

export const homework: typeof english = {
	title: "Tarea: un traductor sin atención y con atención",
	run: "ejecución",
	settings: "ajustes",
	backend: "motor",
	data: "datos",
	builtin: "corpus incluido (generado por una gramática)",
	settingsLine: (words, units, epochs, batch, score, seed) =>
		`${words} palabras, ${units} unidades, ${epochs} ${epochs === 1 ? "época" : "épocas"}, lotes de ${batch}, puntuación ${score}, semilla ${seed}`,
	dataLine: (train, validation, test) =>
		`${train} pares para entrenar; ${validation} oraciones de origen para vigilar y ${test} para medir, con ninguna de ellas se entrena`,
	skippedLines: (count) =>
		count === 1 ? "1 línea sin tabulador omitida" : `${count} líneas sin tabulador omitidas`,
	model: { none: "sin atención", attention: "con atención" },
	training: (model) => `entrenando ${model}`,
	epochDone: (model, epoch, epochs, loss, bleu, time) =>
		`${model}: época ${epoch}/${epochs}, pérdida de entrenamiento ${loss}, BLEU de validación ${bleu}, ${time}`,
	resuming: (model, epoch, step) => `${model}: se continúa en la época ${epoch} tras ${step} lotes`,
	alreadyTrained: (model) => `${model}: entrenado en una ejecución anterior`,
	translating: (model) => `traduciendo ${model}`,
	aligning: "midiendo alineamientos",
	drawing: "dibujando mapas",
	left: "restantes",
	tokensPerSecond: (rate) => `${rate} palabras/s`,
	loss: (value) => `pérdida ${value}`,

	tableHead: ["", "sin atención", "con atención", "diferencia"],
	rows: {
		bleuMulti: "BLEU, todas las referencias",
		bleuSingle: "BLEU, primera referencia",
		chrf: "chrF2",
		parameters: "parámetros",
		trainTime: "tiempo de entrenamiento",
		rate: "palabras de destino por segundo",
		decodeTime: "tiempo de traducción",
	},
	byLengthTitle: "BLEU según las palabras de la oración de origen",
	bucket: (from, to) => (to === null ? `${from} o más` : from <= 1 ? `hasta ${to}` : `de ${from} a ${to}`),
	bucketHead: ["palabras de origen", "oraciones", "sin", "con", "diferencia"],
	bootstrap: (low, high, confidence, resamples) =>
		`Bootstrap pareado de la diferencia: de ${low} a ${high} BLEU (intervalo del ${confidence} %, ${resamples} remuestreos)`,
	signature: (text) => `Firma de BLEU: ${text}`,
	alignmentTitle: "Alineamiento: ¿mira las palabras adecuadas?",
	alignmentHead: ["", "aciertos", "atención en las palabras adecuadas", "tasa de error (AER)"],
	alignmentRows: {
		attention: "atención",
		uniform: "nulo: el mismo peso en todas partes",
		diagonal: "nulo: la simple diagonal",
		untrained: "nulo: el modelo sin entrenar",
	},
	measures: {
		alignmentErrorRate: "tasa de error",
		matchScore: "aciertos",
		probabilityMass: "atención en las palabras adecuadas",
	},
	linksFrom: { gold: "los enlaces del propio corpus", aligner: "los enlaces de un alineador interno" },
	alignmentNote: (links, sentences) => `Medido con ${links} en ${sentences} oraciones.`,
	mapTitle: (number) => `Mapa ${number}`,
	mapLegend: "Filas: las palabras escritas. Columnas: las palabras miradas.",
	digitsLegend: "Las cifras son décimas de la atención de una fila; · es menos de 0.05, ∎ es toda.",

	verdict: "Veredicto",
	pass: "CUMPLE",
	fail: "NO CUMPLE",
	criteria: {
		encoderSequences: "El codificador devuelve secuencias",
		attendsToAll: "El decodificador atiende a todas las salidas del codificador",
		bleuGain: "BLEU con atención supera en al menos 5 a BLEU sin atención",
		maps: "Hay dos mapas de atención dibujados",
		alignment: "El alineamiento supera a todos los nulos",
	},
	evidence: {
		encoderSequences: (outputs, expected) => `salidas del codificador ${outputs}, se esperaba ${expected}`,
		attendsToAll: (rowError, padding, reached, positions) =>
			`las filas suman 1 con error ${rowError}; peso en el relleno ${padding}; un gradiente llega a ${reached} de ${positions} posiciones de origen`,
		bleuGain: (attention, none, gain) => `${attention} - ${none} = ${gain}`,
		bleuIntervalAbove: "todo el intervalo está por encima de 5",
		bleuIntervalAcross: "el intervalo baja de 5",
		maps: (drawn) => (drawn === 1 ? "1 dibujado" : `${drawn} dibujados`),
		alignment: (beaten) => `mejor que ${beaten} de 3 nulos en todas las medidas`,
	},
	passed: "La tarea cumple.",
	notPassed: "La tarea no cumple.",
	failedHints: {
		encoderSequences:
			"El codificador debe entregar su salida en cada palabra (returnSequences), no solo su último estado.",
		attendsToAll: "Revise la máscara de relleno y la softmax: deben recorrer las posiciones de origen.",
		bleuGain: "Ayudan más épocas o más pares; los ajustes por omisión cumplen.",
		maps: "El modelo no escribió nada para las oraciones que se dibujan: apenas está entrenado.",
		alignment:
			"Una atención apenas entrenada no mira a ningún lugar en particular: más épocas. Donde el intervalo apenas alcanza el 0, lo aclaran más --test-sources.",
	},
	files: (folder) => `Todo está en ${folder}: report.html, report.json, mapas, modelos, traducciones.`,
	saved: (folder) => `Guardado en ${folder}.`,
};
