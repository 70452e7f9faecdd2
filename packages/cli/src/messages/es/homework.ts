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
		`${train} pares para entrenar; ${validation} oraciones de origen para validar y ${test} para medir; ninguna se usa para entrenar`,
	languages: (source, target) => `${source} → ${target}`,
	unknownSource: "idioma de origen",
	unknownTarget: "idioma de destino",
	segmented: (how) =>
		`palabras de escrituras sin espacios separadas con ${how}: otra versión puede separarlas de otro modo`,
	skippedLines: (count) =>
		count === 1
			? "1 línea omitida: no es un par de oraciones"
			: `${count} líneas omitidas: no son pares de oraciones`,
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
		`Bootstrap pareado de la diferencia: de ${low} a ${high} BLEU (intervalo del ${confidence}\u00a0%, ${resamples} remuestreos)`,
	signature: (text) => `Firma de BLEU: ${text}`,
	alignmentTitle: "Alineamiento: ¿mira las palabras adecuadas?",
	alignmentHead: ["", "aciertos", "atención en las palabras adecuadas", "tasa de error (AER)"],
	alignmentRows: {
		attention: "atención",
		uniform: "nulo: el mismo peso en todas partes",
		diagonal: "nulo: la simple diagonal",
		untrained: "nulo: el modelo sin entrenar",
	},
	nulls: {
		uniform: "los pesos iguales",
		diagonal: "la simple diagonal",
		untrained: "el modelo sin entrenar",
	},
	measures: {
		alignmentErrorRate: "tasa de error",
		matchScore: "aciertos",
		probabilityMass: "atención en las palabras adecuadas",
	},
	linksFrom: { gold: "los enlaces del propio corpus", aligner: "los enlaces de un alineador interno" },
	alignmentNote: (links, sentences, from) =>
		`Medido en ${links} enlaces entre palabras de ${sentences} oraciones (${from}).`,
	punctuationNote: (links, attention, diagonal) =>
		`La puntuación no cuenta; sus aciertos (${links} enlaces) son ${attention} con la atención y ${diagonal} con la diagonal.`,
	largestGain: (bucket, gain) =>
		`En esta ejecución la mayor ganancia (${gain}) está en las oraciones de la franja «${bucket}».`,
	and: " y ",
	mapTitle: (number) => `Mapa ${number}`,
	mapLegend: "Filas: las palabras escritas. Columnas: las palabras miradas.",
	digitsLegend: "Las cifras son décimas de la atención de una fila; · es menos de 0,05, ∎ es toda.",

	verdict: "Veredicto",
	pass: "CUMPLE",
	fail: "NO CUMPLE",
	notJudged: "SIN JUZGAR",
	criteria: {
		encoderSequences: "El codificador devuelve secuencias",
		attendsToAll: "El decodificador atiende a todas las salidas del codificador",
		bleuGain: "BLEU con atención supera en al menos 5 a BLEU sin atención",
		maps: "Hay dos mapas de atención dibujados",
		alignment: "El alineamiento de las palabras supera a todos los nulos",
	},
	evidence: {
		encoderSequences: (outputs, expected) => `salidas del codificador ${outputs}, se esperaba ${expected}`,
		attendsToAll: (rowError, padding, reached, positions) =>
			`las filas suman 1 con error ${rowError}; peso en el relleno ${padding}; un gradiente llega a ${reached} de ${positions} posiciones de origen`,
		bleuGain: (attention, none, gain) => `${attention} con atención, ${none} sin ella: ${gain}`,
		bleuIntervalAbove: "el intervalo del 95\u00a0% está por encima de 5",
		bleuIntervalBelow: "el intervalo del 95\u00a0% está por debajo de 5",
		bleuIntervalAcross: "el intervalo del 95\u00a0% incluye el 5",
		maps: (drawn) => (drawn === 1 ? "1 dibujado" : `${drawn} dibujados`),
		alignment: (beaten, measures, from) => `mejor que ${beaten} de 3 nulos por ${measures} (${from})`,
		notBeaten: (other, measure, difference, low, high) =>
			`no mejor que ${other} por ${measure}: ${difference} puntos (intervalo del 95\u00a0% de ${low} a ${high})`,
		nothingLinked: (from) => `no hay enlaces entre palabras con que juzgar (${from})`,
	},
	passed: "La tarea cumple.",
	notPassed: "La tarea no cumple.",
	failedHints: {
		encoderSequences:
			"El codificador debe entregar su salida en cada palabra (returnSequences), no solo su último estado.",
		attendsToAll: "Revise la máscara de relleno y la softmax: deben recorrer las posiciones de origen.",
	},
	files: (folder) => `Todo está en ${folder}: report.html, report.json, mapas, modelos, traducciones.`,
	saved: (folder) => `Guardado en ${folder}.`,
};
