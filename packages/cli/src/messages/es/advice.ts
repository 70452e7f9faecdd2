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
		`La pérdida de validación ${model} seguía bajando en la última época (de ${before} a ${last}): pruebe con más --epochs.`,
	overfitting: (model, best, lowest, last) =>
		`La pérdida de validación ${model} fue mínima tras la época ${best} (${lowest}) y subió hasta ${last}: hacen falta más pares de oraciones, no más épocas.`,
	fewPairs: (pairs) => `Se entrenó con ${pairs} pares de oraciones: con más pares debería mejorar.`,
	pairsLeftOut: (used, all) =>
		`Se entrenó con ${used} de ${all} pares de oraciones: --pairs 0 entrena con todos.`,
	unknownWords: (share) =>
		`El ${share} de las palabras de las referencias no está en el vocabulario y no se puede escribir: pruebe con un --vocabulary mayor o con más pares.`,
	strongBaseline: (bleu) =>
		`Sin atención, BLEU ya es ${bleu}: estas oraciones dejan poco margen. Con oraciones más largas o variadas se ve lo que aporta la atención.`,
	defaultsPass: "Con los ajustes predeterminados este corpus ha cumplido.",
	offByOne: {
		before: (other, own) =>
			`La fila anterior a cada palabra acierta más que la suya (${other} frente a ${own}): los mapas están desplazados una fila.`,
		after: (other, own) =>
			`La fila posterior a cada palabra acierta más que la suya (${other} frente a ${own}): los mapas están desplazados una fila.`,
	},
	evenWeights: (entropy) =>
		`La atención está repartida casi por igual (entropía por fila ${entropy} de 1): no ha aprendido adónde mirar.`,
	strongDiagonal: (match) =>
		`La simple diagonal ya acierta el ${match} de los enlaces: en estas oraciones las palabras cambian de orden demasiado poco para distinguirla de la atención. Hacen falta oraciones más largas o variadas.`,
	uncertain: (sentences) =>
		`Con ${sentences} oraciones de prueba el intervalo todavía llega a 0: con más --test-sources sería más estrecho.`,
};
