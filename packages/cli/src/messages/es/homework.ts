import type { homework as english } from "../en/homework.js";

export const homework: typeof english = {
	title: "Tarea: un traductor, sin atención y con ella",
	run: "ejecución",
	settings: "ajustes",
	backend: "backend",
	data: "datos",
	builtin: "corpus incluido (generado por una gramática)",
	settingsLine: (words, units, epochs, batch, score, seed) =>
		`vocabulario de ${words}, ${units} unidades, ${epochs} ${epochs === 1 ? "época" : "épocas"}, lotes de ${batch}, función de puntuación ${score}, semilla ${seed}`,
	rateLine: (rate, schedule) => `tasa de aprendizaje ${rate}, planificación ${schedule}`,
	epochsRaised: (before, now, rises) =>
		`Épocas aumentadas de ${before} a ${now}: los pasos hechos se conservan` +
		(rises ? " y la tasa de aprendizaje sube hasta la que corresponde a la planificación más larga." : "."),
	dataLine: (train, validation, test) =>
		`${train} pares de entrenamiento; oraciones de origen reservadas: ${validation} para validación y ${test} para prueba`,
	languages: (source, target) => `${source} → ${target}`,
	unknownSource: "idioma de origen",
	unknownTarget: "idioma de destino",
	segmented: (how) =>
		`en las escrituras sin espacios, las palabras se separan con ${how}; otra versión puede separarlas de otro modo`,
	skippedLines: (count) =>
		count === 1
			? "1 línea omitida: no es un par de oraciones"
			: `${count} líneas omitidas: no son pares de oraciones`,
	model: { none: "sin atención", attention: "con atención" },
	training: (model) => `entrenando el modelo ${model}`,
	epochDone: (model, epoch, epochs, loss, bleu, time) =>
		`${model}: época ${epoch}/${epochs}, pérdida de entrenamiento ${loss}, BLEU de validación ${bleu}, ${time}`,
	resuming: (model, epoch, step) => `${model}: continúa en la época ${epoch} tras ${step} lotes`,
	alreadyTrained: (model) => `${model}: ya estaba entrenado`,
	translating: (model) => `traduciendo con el modelo ${model}`,
	choosingPenalties: (model) => `eligiendo penalizaciones, modelo ${model}`,
	translatingByBeam: (model, beamSize) => `traduciendo con el modelo ${model}, haz de ${beamSize}`,
	translatingWith: (folder) => `traduciendo con ${folder}`,
	longSearch: (beamSize, sentences, time) =>
		`La búsqueda en haz de anchura ${beamSize} en ${sentences} oraciones tardará unos ${time}; con un --beam menor tarda menos.`,
	aligning: "midiendo alineamientos",
	drawing: "dibujando mapas",
	left: "restantes",
	tokensPerSecond: (rate) => `${rate} tokens/s`,
	loss: (value) => `pérdida ${value}`,

	tableHead: ["", "sin atención", "con atención", "diferencia"],
	rows: {
		bleuMulti: "BLEU, todas las referencias",
		bleuSingle: "BLEU, primera referencia",
		chrf: "chrF2",
		parameters: "parámetros",
		trainTime: "tiempo de entrenamiento",
		penalties: "penalizaciones: longitud α, cobertura β",
		rate: "tokens de destino por segundo",
		decodeTime: "tiempo de traducción",
	},
	byBeam: (row, beamSize) => `${row}, haz de ${beamSize}`,
	penalties: (alpha, beta) => `${alpha}; ${beta}`,
	byLengthTitle: "BLEU según la longitud de la oración de origen",
	bucket: (from, to) => (to === null ? `${from} o más` : from <= 1 ? `hasta ${to}` : `de ${from} a ${to}`),
	bucketHead: ["tokens de origen", "oraciones", "sin", "con", "diferencia"],
	bootstrap: (low, high, confidence, resamples, beamSize) =>
		`Bootstrap pareado de la diferencia${beamSize > 1 ? `, haz de ${beamSize}` : ""}: de ${low} a ${high} BLEU (intervalo del ${confidence}\u00a0%, ${resamples} remuestreos)`,
	signature: (text) => `Firma de BLEU: ${text}`,
	alignmentTitle: "Alineamiento: ¿mira la atención a las palabras adecuadas?",
	alignmentHead: ["", "aciertos", "atención bien dirigida", "tasa de error (AER)"],
	alignmentRows: {
		attention: "atención",
		uniform: "modelo nulo: pesos uniformes",
		diagonal: "modelo nulo: la diagonal",
		untrained: "modelo nulo: sin entrenar",
	},
	nulls: {
		uniform: "a los pesos uniformes",
		diagonal: "a la diagonal",
		untrained: "al modelo sin entrenar",
	},
	measures: {
		alignmentErrorRate: "tasa de error",
		matchScore: "aciertos",
		probabilityMass: "atención bien dirigida",
	},
	linksFrom: { gold: "enlaces de referencia del corpus", aligner: "enlaces hallados por un alineador" },
	alignmentNote: (links, sentences, from) =>
		`Medido en ${links} enlaces entre palabras de ${sentences} oraciones (${from}).`,
	punctuationNote: (links, attention, diagonal) =>
		`Los signos de puntuación no cuentan; en ellos (${links} enlaces) los aciertos son del ${attention} con la atención y del ${diagonal} con la diagonal.`,
	largestGain: (bucket, gain) =>
		`En esta ejecución la atención ayuda sobre todo en las oraciones ${/^de /.test(bucket) ? bucket : `de ${bucket}`} tokens (${gain}).`,
	and: " y ",
	mapTitle: (number) => `Mapa ${number}`,
	mapLegend: "Filas: la traducción. Columnas: la oración de origen.",
	digitsLegend: "Las cifras son décimas del peso de atención de una fila; · es menos de 0,05 y ∎ es 1.",

	verdict: "Veredicto",
	pass: "CUMPLE",
	fail: "NO CUMPLE",
	notJudged: "SIN JUZGAR",
	criteria: {
		encoderSequences: "El codificador devuelve secuencias",
		attendsToAll: "El decodificador atiende a todas las salidas del codificador",
		bleuGain: "Con atención, el BLEU sube al menos 5 puntos",
		maps: "Se dibujan dos mapas de atención",
		alignment: "El alineamiento de las palabras supera a todos los modelos nulos",
	},
	evidence: {
		encoderSequences: (outputs, expected) => `salidas del codificador: ${outputs}; se esperaba ${expected}`,
		attendsToAll: (rowError, padding, reached, positions) =>
			`las filas suman 1 con un error de ${rowError}; peso en el relleno: ${padding}; el gradiente llega a ${reached} de ${positions} posiciones de origen`,
		bleuGain: (attention, none, gain) => `${attention} con atención, ${none} sin ella: ${gain}`,
		bleuIntervalAbove: "el intervalo del 95\u00a0% está por encima de 5",
		bleuIntervalBelow: "el intervalo del 95\u00a0% está por debajo de 5",
		bleuIntervalAcross: "el intervalo del 95\u00a0% incluye el 5",
		judgedOnBeam: (beamSize) => `juzgado en traducciones por búsqueda en haz, de anchura ${beamSize}`,
		maps: (drawn) => (drawn === 1 ? "1 dibujado" : `${drawn} dibujados`),
		alignment: (beaten, measures, from) =>
			`mejor que ${beaten} de los 3 modelos nulos en ${measures} (${from})`,
		notBeaten: (other, measure, difference, low, high) =>
			`no supera ${other} en ${measure}: ${difference} puntos (intervalo del 95\u00a0%: de ${low} a ${high})`,
		nothingLinked: (from) => `no hay enlaces entre palabras para juzgarlo (${from})`,
	},
	passed: "La tarea cumple todos los criterios.",
	notPassed: "La tarea no cumple todos los criterios.",
	failedHints: {
		encoderSequences:
			"El codificador debe devolver su salida en cada palabra (returnSequences: true), no solo su último estado.",
		attendsToAll:
			"Revisa la máscara de relleno y la softmax: las dos deben recorrer las posiciones de origen.",
	},
	files: (folder) =>
		`Los resultados están en ${folder}: report.html, report.json, mapas, modelos y traducciones.`,
	saved: (folder) => `Guardado en ${folder}.`,
};
