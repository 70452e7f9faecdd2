// What the piece about the bottleneck says.

const en = {
	title: "The longer the sentence, the tighter the bottleneck.",
	purpose:
		"The same sentence, translated by the same model without attention and with it. Move the slider from short to long and see which words get lost first.",
	question: {
		text: "Both models are equally large and learned from the same sentences. On which sentences will they differ most?",
		options: ["On the short ones", "On the long ones", "On all alike"],
		answer:
			"A fixed vector holds a short sentence well. The longer the sentence, the more it has to leave out, and what it leaves out the decoder has to invent.",
	},
	length: "Length",
	valueText: (words: number) => `${words} words`,
	source: "English",
	reference: "Right",
	without: "Without attention",
	with: "With attention",
	missing: "missing:",
	extra: "too much:",
	same: "word for word right",
	counts: (right: number, all: number) => `${right} of ${all} words right`,
	announce: (words: number, without: string, with_: string) =>
		`${words} words. Without attention: ${without}. With attention: ${with_}.`,
	chart: "BLEU by the length of the sentence",
	chartDescription: "Bars in pairs, without and with attention, by words in the sentence.",
	orMore: (from: number) => `${from}+`,
	words: "words",
	sentences: "sentences",
	chartNote:
		"From the homework: 500 sentences that neither model has seen. Very short sentences are few; do not read much into their bars.",
};

const es: typeof en = {
	title: "Cuanto más larga la frase, más estrecho el cuello.",
	purpose:
		"La misma frase, traducida por el mismo modelo sin atención y con ella. Mueve el control de corta a larga y mira qué palabras se pierden primero.",
	question: {
		text: "Los dos modelos son igual de grandes y han aprendido de las mismas frases. ¿En cuáles se notará más la diferencia?",
		options: ["En las cortas", "En las largas", "En todas por igual"],
		answer:
			"Un vector de tamaño fijo guarda bien una frase corta. Cuanto más larga es la frase, más tiene que dejar fuera, y lo que deja fuera, el decoder se lo tiene que inventar.",
	},
	length: "Longitud",
	valueText: (words) => `${words} palabras`,
	source: "Inglés",
	reference: "Correcta",
	without: "Sin atención",
	with: "Con atención",
	missing: "falta:",
	extra: "sobra:",
	same: "correcta palabra por palabra",
	counts: (right, all) => `${right} de ${all} palabras correctas`,
	announce: (words, without, with_) => `${words} palabras. Sin atención: ${without}. Con atención: ${with_}.`,
	chart: "BLEU según la longitud de la frase",
	chartDescription: "Barras por pares, sin atención y con ella, según las palabras de la frase.",
	orMore: (from) => `${from}+`,
	words: "palabras",
	sentences: "frases",
	chartNote:
		"Del homework: 500 frases que ninguno de los dos modelos ha visto. Las muy cortas son pocas: no saques conclusiones de sus barras.",
};

export const bottleneckTexts = { en, es };
