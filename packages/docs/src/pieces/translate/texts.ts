// What the piece of the live translation says.

const en = {
	title: "Translate, and see where the model looks.",
	purpose:
		"Write an English sentence. Each Spanish word is tied to the English words that the model looked at while writing it: where do the lines cross?",
	question: {
		text: "In “two black chairs”, which English word will the model look at while it writes the third Spanish word?",
		options: ["“two”", "“black”", "“chairs”"],
		answer:
			"In Spanish the colour comes last: “dos sillas negras”. For the third word the model goes back to the second English one, and the lines cross.",
	},
	sentence: "English sentence",
	examples: "Examples",
	beam: "Beam size",
	beamText: (size: number) => (size === 1 ? "1: greedy" : `${size} hypotheses`),
	rank: "Hypothesis",
	rankText: (rank: number, of: number) => `${rank} of ${of}`,
	word: "Written word",
	allWords: "all",
	wordText: (target: string, looks: string) => `${target}: looks at ${looks}`,
	model: "Model",
	modelNames: { "luong-general": "of this lesson", own: "yours" },
	drop: "Your own model: choose or drop the model.safetensors that mirada train wrote. It stays on your machine.",
	dropped: (name: string, attention: string) => `Loaded ${name} (attention: ${attention}).`,
	noAttention: "This model has no attention: it translates, but there is no map.",
	waiting: "Translating …",
	loading: "Loading the model …",
	failed: (why: string) => `That did not work: ${why}`,
	empty: "Write a sentence of a few words.",
	unknown: (words: string) => `The model does not know: ${words}. It reads <unk> in their place.`,
	known: "The words that the model knows",
	translation: "Translation",
	others: "All hypotheses",
	othersHead: ["", "translation", "log-probability", "score"],
	reference: "The grammar says",
	lines: (source: string, target: string) =>
		`Lines from each word of “${target}” to the words of “${source}” that it looks at.`,
	mapCaption: "Where the model looks. Read it row by row: a row is a word being written.",
	mapGold: "✓ marks the word that the grammar says is right.",
	rowAxis: "written",
	columnAxis: "looked at",
	cell: (target: string, source: string, share: string, isGold: boolean) =>
		`“${target}” looks at “${source}”: ${share}${isGold ? ", the right word" : ""}`,
	unfinished: "The translation was cut: the model did not come to an end.",
	announce: (text: string) => `Translation: ${text}`,
};

const es: typeof en = {
	title: "Traduce y mira adónde mira el modelo.",
	purpose:
		"Escribe una frase en inglés. Cada palabra española queda unida a las palabras inglesas que el modelo miró al escribirla: ¿dónde se cruzan las líneas?",
	question: {
		text: "En «two black chairs», ¿a qué palabra inglesa mirará el modelo al escribir la tercera palabra española?",
		options: ["«two»", "«black»", "«chairs»"],
		answer:
			"En español el color va detrás: «dos sillas negras». Para la tercera palabra, el modelo vuelve a la segunda inglesa, y las líneas se cruzan.",
	},
	sentence: "Frase en inglés",
	examples: "Ejemplos",
	beam: "Tamaño del haz",
	beamText: (size) => (size === 1 ? "1: voraz" : `${size} hipótesis`),
	rank: "Hipótesis",
	rankText: (rank, of) => `${rank} de ${of}`,
	word: "Palabra que se escribe",
	allWords: "todas",
	wordText: (target, looks) => `${target}: mira a ${looks}`,
	model: "Modelo",
	modelNames: { "luong-general": "el de la lección", own: "el tuyo" },
	drop: "Tu propio modelo: elige o suelta aquí el model.safetensors que escribió mirada train. No sale de tu máquina.",
	dropped: (name, attention) => `Se ha cargado ${name} (atención: ${attention}).`,
	noAttention: "Este modelo no tiene atención: traduce, pero no hay mapa.",
	waiting: "Traduciendo …",
	loading: "Cargando el modelo …",
	failed: (why) => `No ha podido ser: ${why}`,
	empty: "Escribe una frase de unas pocas palabras.",
	unknown: (words) => `El modelo no conoce: ${words}. En su lugar lee <unk>.`,
	known: "Las palabras que conoce el modelo",
	translation: "Traducción",
	others: "Todas las hipótesis",
	othersHead: ["", "traducción", "log-probabilidad", "puntuación"],
	reference: "La gramática dice",
	lines: (source, target) =>
		`Líneas de cada palabra de «${target}» a las palabras de «${source}» a las que mira.`,
	mapCaption: "Adónde mira el modelo. Léelo fila a fila: una fila es una palabra que se escribe.",
	mapGold: "✓ señala la palabra correcta según la gramática.",
	rowAxis: "se escribe",
	columnAxis: "se mira",
	cell: (target, source, share, isGold) =>
		`«${target}» mira a «${source}»: ${share}${isGold ? ", la palabra correcta" : ""}`,
	unfinished: "La traducción está cortada: el modelo no llegó al final.",
	announce: (text) => `Traducción: ${text}`,
};

export const translateTexts = { en, es };
