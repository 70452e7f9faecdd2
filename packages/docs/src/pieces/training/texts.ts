// What the piece of the live training says.

import { fixed, type Language } from "../../piece/language.js";

const en = {
	title: "Watch attention being learned.",
	purpose:
		"Two translators learn from the same sentences, one without attention and one with it. Watch the map: at first it is grey everywhere; after a few hundred steps each word knows where to look.",
	question: {
		text: "Suppose every English sentence is given the translation of another one. What will happen while the model trains?",
		options: [
			"The loss will not fall.",
			"The loss will fall, but the map will stay noise.",
			"The map will become a diagonal.",
		],
		answer:
			"The model still learns what Spanish sentences look like, and that lowers the loss. But no word has a translation to look for, so the map has nothing to learn. Choose “shuffled pairs” and see.",
	},
	moment: "Moment",
	sentence: "Sentence",
	pairs: "Pairs",
	pairsTrue: "true pairs",
	pairsShuffled: "shuffled pairs",
	source: "Training shown",
	recorded: "recorded",
	live: "yours",
	train: "Train here, now",
	pause: "Pause",
	resume: "Go on",
	stop: "Stop",
	loading: "Loading the two models …",
	recordedNote: "A recorded training. Press the button, and your own machine repeats it.",
	trained: (steps: string) => `Your machine has trained both models for ${steps} steps.`,
	training: (step: number, steps: number) => `Training: step ${step} of ${steps}.`,
	paused: (step: number) => `Paused at step ${step}.`,
	failed: (why: string) => `It cannot be trained here: ${why}`,
	speed: (rate: string) => `${rate} steps/s`,
	without: "without attention",
	with: "with attention",
	loss: "loss",
	bleu: "BLEU on new sentences",
	match: "words that look at the right word",
	writes: "writes",
	reference: "should write",
	speedRow: "speed",
	mapCaption: (step: number) =>
		`Where the model with attention looks after ${step} steps. ✓ marks the right word.`,
	rowAxis: "written",
	columnAxis: "looked at",
	cell: (target: string, source: string, share: string, isGold: boolean) =>
		`“${target}” looks at “${source}”: ${share}${isGold ? ", the right word" : ""}`,
	curveMatch: "Words that look at the right word",
	curveLoss: "Loss",
	diagonal: "diagonal",
	uniform: "uniform",
	steps: "steps",
	small: "Eight moments of this training",
	smallDescription: (steps: string) => `Eight small maps of the same sentence, after ${steps} steps.`,
	tableHead: ["step", "loss without", "loss with", "BLEU without", "BLEU with", "right word"],
	valueText: (step: number, loss: string, match: string) =>
		`step ${step}, loss ${loss}, ${match} look at the right word`,
	announce: (step: number, match: string, bleus: readonly [string, string]) =>
		`Step ${step}: ${match} of the words look at the right word. BLEU ${bleus[0]} without attention, ${bleus[1]} with it.`,
	look: (match: string, diagonal: string) =>
		`${match} of the words look at the right word. A mere diagonal, which has learned nothing, gets ${diagonal}.`,
	absent: "This figure needs the site's models: build them with npm run docs:models.",
};

const es: typeof en = {
	title: "Mira cómo se aprende la atención.",
	purpose:
		"Dos traductores aprenden de las mismas frases, uno sin atención y otro con ella. Fíjate en el mapa: al principio es gris por todas partes; tras unos cientos de pasos, cada palabra sabe adónde mirar.",
	question: {
		text: "Imagina que a cada frase inglesa le damos la traducción de otra. ¿Qué pasará mientras se entrena el modelo?",
		options: [
			"La pérdida no bajará.",
			"La pérdida bajará, pero el mapa seguirá siendo ruido.",
			"El mapa se convertirá en una diagonal.",
		],
		answer:
			"El modelo aprende igualmente cómo son las frases en español, y con eso baja la pérdida. Pero ninguna palabra tiene una traducción que buscar, así que el mapa no tiene nada que aprender. Elige «pares barajados» y compruébalo.",
	},
	moment: "Momento",
	sentence: "Frase",
	pairs: "Pares",
	pairsTrue: "pares verdaderos",
	pairsShuffled: "pares barajados",
	source: "Entrenamiento que se ve",
	recorded: "grabado",
	live: "el tuyo",
	train: "Entrenar aquí y ahora",
	pause: "Pausa",
	resume: "Seguir",
	stop: "Parar",
	loading: "Cargando los dos modelos …",
	recordedNote: "Es un entrenamiento grabado. Pulsa el botón y tu propia máquina lo repetirá.",
	trained: (steps) => `Tu máquina ha entrenado los dos modelos durante ${steps} pasos.`,
	training: (step, steps) => `Entrenando: paso ${step} de ${steps}.`,
	paused: (step) => `En pausa en el paso ${step}.`,
	failed: (why) => `Aquí no se puede entrenar: ${why}`,
	speed: (rate) => `${rate} pasos/s`,
	without: "sin atención",
	with: "con atención",
	loss: "pérdida",
	bleu: "BLEU en frases nuevas",
	match: "palabras que miran a la correcta",
	writes: "escribe",
	reference: "debería escribir",
	speedRow: "velocidad",
	mapCaption: (step) =>
		`Adónde mira el modelo con atención tras ${step} pasos. ✓ señala la palabra correcta.`,
	rowAxis: "se escribe",
	columnAxis: "se mira",
	cell: (target, source, share, isGold) =>
		`«${target}» mira a «${source}»: ${share}${isGold ? ", la palabra correcta" : ""}`,
	curveMatch: "Palabras que miran a la correcta",
	curveLoss: "Pérdida",
	diagonal: "diagonal",
	uniform: "uniforme",
	steps: "pasos",
	small: "Ocho momentos de este entrenamiento",
	smallDescription: (steps) => `Ocho mapas pequeños de la misma frase, tras ${steps} pasos.`,
	tableHead: ["paso", "pérdida sin", "pérdida con", "BLEU sin", "BLEU con", "palabra correcta"],
	valueText: (step, loss, match) => `paso ${step}, pérdida ${loss}, el ${match} mira a la palabra correcta`,
	announce: (step, match, bleus) =>
		`Paso ${step}: el ${match} de las palabras mira a la correcta. BLEU ${bleus[0]} sin atención y ${bleus[1]} con ella.`,
	look: (match, diagonal) =>
		`El ${match} de las palabras mira a la correcta. Una simple diagonal, que no ha aprendido nada, consigue el ${diagonal}.`,
	absent: "Esta figura necesita los modelos del sitio: constrúyelos con npm run docs:models.",
};

export const trainingTexts = { en, es };

/** 87 % in Spanish, 87% in English. */
export function percent(share: number, language: Language): string {
	return `${fixed(100 * share, 0, language)}${language === "es" ? "\u00a0%" : "%"}`;
}
