import type { advice as english } from "../en/advice.js";

export const advice: typeof english = {
	degenerate: {
		empty: (model, share) => `El modelo ${model} no escribe nada en el ${share} de las oraciones de prueba.`,
		wordless: (model, share) =>
			`El modelo ${model} escribe solo signos de puntuación en el ${share} de las oraciones de prueba.`,
		constant: (model, share, text) =>
			`El modelo ${model} escribe «${text}» en el ${share} de las oraciones de prueba.`,
	},
	nothingLinked:
		"El alineador no encontró ningún enlace entre palabras: el corpus es demasiado pequeño para juzgar el alineamiento.",
	stillLearning: (model, before, last) =>
		`La pérdida de validación del modelo ${model} seguía bajando en la última época (de ${before} a ${last}): prueba con más épocas (--epochs).`,
	overfitting: (model, best, lowest, last) =>
		`La pérdida de validación del modelo ${model} fue mínima tras la época ${best} (${lowest}) y después subió hasta ${last}: hacen falta más pares de oraciones, no más épocas.`,
	fewPairs: (pairs) => `Se entrenó con solo ${pairs} pares de oraciones: con más debería mejorar.`,
	pairsLeftOut: (used, all) =>
		`Se entrenó con solo ${used} de los ${all} pares de oraciones: con --pairs 0 se usan todos.`,
	unknownWords: (share) =>
		`El ${share} de los tokens de las referencias no está en el vocabulario y el modelo no puede escribirlos: prueba con un --vocabulary mayor o con más pares.`,
	strongBaseline: (bleu) =>
		`Sin atención, el BLEU ya es ${bleu}: en estas oraciones queda poco que mejorar. Con oraciones más largas o variadas se ve lo que aporta la atención.`,
	defaultsPass: "Con los ajustes predeterminados, este corpus sí ha cumplido los criterios.",
	offByOne: {
		before: (other, own) =>
			`La fila anterior a la de cada palabra acierta más enlaces que la propia (${other} frente a ${own}): los mapas están desplazados una fila.`,
		after: (other, own) =>
			`La fila posterior a la de cada palabra acierta más enlaces que la propia (${other} frente a ${own}): los mapas están desplazados una fila.`,
	},
	evenWeights: (entropy) =>
		`La atención es casi uniforme (la entropía de sus filas es ${entropy}; si fuera uniforme, sería 1): el modelo no ha aprendido adónde mirar.`,
	strongDiagonal: (match) =>
		`La diagonal por sí sola acierta el ${match} de los enlaces: en estas oraciones el orden de las palabras cambia demasiado poco para distinguir la atención de una diagonal. Hacen falta oraciones más largas o variadas.`,
	uncertain: (sentences) =>
		`Con ${sentences} oraciones de prueba, el intervalo todavía incluye el 0: con un --test-sources mayor sería más estrecho.`,
};
