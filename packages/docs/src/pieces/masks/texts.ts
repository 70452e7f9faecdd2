const en = {
	title: "The mask workshop.",
	purpose:
		"First, who may look at whom; then, the weights that follow. Paint the mask and check that no word sees the future.",
	question: "A causal mask is turned upside down by mistake. What will the training loss do?",
	options: ["It explodes", "It stays high", "It falls to almost zero"],
	answer:
		"Each word sees the words that come after it, so it copies the answer. The loss looks perfect; when the model writes on its own, there is no future to copy and the output is rubbish.",
	quoted: (word: string) => `“${word}”`,
	words: ["the", "dog", "eats", "bread", "<pad>", "<pad>"],
	mask: "Mask",
	maskNames: {
		none: "none",
		padding: "padding",
		causal: "causal",
		both: "both",
		reversed: "causal, reversed",
		window: "window of ±1",
	},
	painted: "painted by you",
	changed: "Word that the leak test changes",
	maskCaption: "Mask: may this query look at this key?",
	weightsCaption: "Weights under this mask",
	rowAxis: "query",
	columnAxis: "key",
	yes: "yes",
	no: "no",
	maskCell: (query: string, key: string, allowed: boolean) =>
		`Query “${query}” ${allowed ? "may" : "may not"} look at key “${key}”. Space or Enter changes it.`,
	weightCell: (query: string, key: string, weight: string) =>
		`“${query}” looks at “${key}” with weight ${weight}.`,
	leakTitle: (word: string) => `Leak test: “${word}” becomes another word`,
	changes: "changes",
	same: "stays the same",
	allowedChange: "as it should: it comes at or after the changed word",
	leak: "leak: it was written before that word",
	leakFound: (words: readonly string[]) =>
		`✗ There is a leak: ${words.join(" and ")} saw a word that comes later.`,
	noLeak: "✓ No leak: no output saw a later word.",
	padding: (mass: string) => `Weight that words put on <pad>: ${mass}.`,
	emptyRows: (rows: string) =>
		`Rows with nothing to look at: ${rows}. Their weights are 0, not NaN, and their output is 0.`,
	announce: (mask: string, verdict: string, padding: string) => `Mask: ${mask}. ${verdict} ${padding}`,
};

const es: typeof en = {
	title: "El taller de máscaras.",
	purpose:
		"Primero, quién puede mirar a quién; después, los pesos que salen. Pinta la máscara y comprueba que ninguna palabra ve el futuro.",
	question: "Por error, una máscara causal se pone al revés. ¿Qué hará la pérdida de entrenamiento?",
	options: ["Se dispara", "Se queda alta", "Baja casi hasta cero"],
	answer:
		"Cada palabra ve las que vienen después, así que copia la solución. La pérdida parece perfecta; cuando el modelo escribe por su cuenta, no hay futuro que copiar y lo que sale no tiene sentido.",
	quoted: (word) => `«${word}»`,
	words: ["el", "perro", "come", "pan", "<pad>", "<pad>"],
	mask: "Máscara",
	maskNames: {
		none: "ninguna",
		padding: "de relleno",
		causal: "causal",
		both: "las dos",
		reversed: "causal al revés",
		window: "ventana de ±1",
	},
	painted: "pintada por ti",
	changed: "Palabra que cambia la prueba de fuga",
	maskCaption: "Máscara: ¿puede esta consulta mirar esta clave?",
	weightsCaption: "Pesos con esta máscara",
	rowAxis: "consulta",
	columnAxis: "clave",
	yes: "sí",
	no: "no",
	maskCell: (query, key, allowed) =>
		`La consulta «${query}» ${allowed ? "puede" : "no puede"} mirar la clave «${key}». Se cambia con Espacio o Intro.`,
	weightCell: (query, key, weight) => `«${query}» mira a «${key}» con peso ${weight}.`,
	leakTitle: (word) => `Prueba de fuga: «${word}» pasa a ser otra palabra`,
	changes: "cambia",
	same: "no cambia",
	allowedChange: "como debe ser: es esa palabra o viene después",
	leak: "fuga: se escribió antes que esa palabra",
	leakFound: (words) =>
		`✗ Hay una fuga: ${words.join(" y ")} ${words.length > 1 ? "han" : "ha"} visto una palabra posterior.`,
	noLeak: "✓ No hay fuga: ninguna salida ha visto una palabra posterior.",
	padding: (mass) => `Peso que las palabras ponen en <pad>: ${mass}.`,
	emptyRows: (rows) => `Filas que no pueden mirar nada: ${rows}. Sus pesos son 0, no NaN, y su salida es 0.`,
	announce: (mask, verdict, padding) => `Máscara: ${mask}. ${verdict} ${padding}`,
};

export const masksTexts = { en, es };
