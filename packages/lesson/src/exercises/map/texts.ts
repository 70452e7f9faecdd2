// The texts of exercise 2.

const en = {
	intro:
		"A trained translator writes “mi hermano nos dio dos sillas negras .” for “my brother gave us two black chairs .”. For each word that it wrote, it kept the attention weights. This is the map of the model that the homework trains on the built-in, generated corpus.",
	ownIntro: "For each word that a translator wrote, it kept the attention weights. This is its map.",
	axes: "Which axis is which? Rows are target words (what is written), columns are source words (what is looked at). Each row says where the model looked while it wrote that word.",
	mapName: "the map of the trained model",
	sums: "every row sums to 1: a word shares out its attention among the source words",
	linksHead: ["target word", "looks most at", "weight"],
	padding:
		"In a batch, shorter sentences are filled up with <pad>. With the padding mask those columns are exactly 0. Without it, words look at nothing there is (here an invented map shows how that looks), and the translation depends on how much padding there is.",
	maskedName: "two rows with padding, masked: <pad> gets 0",
	unmaskedName: "the same without a mask (invented): <pad> lights up",
	gold: "Does the map show the translation, or only something that looks like it? Count for how many words the most attended word is the right one, the gold link. Words without a gold link, such as the full stop, do not count. Compare with two nulls, which know nothing: the diagonal (word t looks at word t) and uniform weights.",
	early: "And with a model that was trained for 20 steps only:",
	earlyName: "the map of a model that has not converged",
	shareHead: ["links", "share of gold links met"],
	ofModel: "this map",
	ofEarly: "the model after 20 steps",
	ofDiagonal: "null: the diagonal",
	ofUniform: "null: uniform weights",
	beatsNulls: "the map beats both nulls",
	earlyFails: "the map of the model that has not converged does not",
	question:
		"A map looks like a clean diagonal, and the sentence has the same word order in both languages. Does the map show that attention has learned to align?",
	answer:
		"No. The diagonal null meets those links too. Only words that change places, such as “nos dio” for “gave us”, tell a map that has learned from one that counts along.",
	ownMap: (program: string) =>
		`To draw a map of your own trained translator:  ${program} attend "the red car is in front of the white house ."`,
};

const es: typeof en = {
	intro:
		"Un traductor entrenado escribe «mi hermano nos dio dos sillas negras .» para «my brother gave us two black chairs .». De cada palabra que escribió guardó los pesos de atención. Este es el mapa del modelo que la tarea entrena con el corpus incluido, que es generado.",
	ownIntro: "De cada palabra que escribió, un traductor guardó los pesos de atención. Este es su mapa.",
	axes: "¿Qué eje es cuál? Las filas son las palabras de destino (lo que se escribe) y las columnas, las de origen (lo que se mira). Cada fila dice adónde miró el modelo al escribir esa palabra.",
	mapName: "el mapa del modelo entrenado",
	sums: "cada fila suma 1: una palabra reparte su atención entre las palabras de origen",
	linksHead: ["palabra de destino", "mira sobre todo a", "peso"],
	padding:
		"En un lote, las oraciones más cortas se completan con <pad>. Con la máscara de relleno, esas columnas son exactamente 0. Sin ella, las palabras miran adonde no hay nada (aquí lo muestra un mapa inventado), y la traducción depende de cuánto relleno haya.",
	maskedName: "dos filas con relleno y máscara: <pad> recibe 0",
	unmaskedName: "las mismas sin máscara (inventadas): <pad> se ilumina",
	gold: "¿Muestra el mapa la traducción, o solo algo que se le parece? Cuenta en cuántas palabras la más mirada es la correcta, la del enlace de referencia. Las palabras sin enlace, como el punto final, no cuentan. Compáralo con dos modelos nulos, que no saben nada: la diagonal (la palabra t mira a la palabra t) y los pesos uniformes.",
	early: "Y con un modelo entrenado solo durante 20 pasos:",
	earlyName: "el mapa de un modelo que no ha convergido",
	shareHead: ["enlaces", "enlaces de referencia acertados"],
	ofModel: "este mapa",
	ofEarly: "el modelo tras 20 pasos",
	ofDiagonal: "modelo nulo: la diagonal",
	ofUniform: "modelo nulo: pesos uniformes",
	beatsNulls: "el mapa supera a los dos modelos nulos",
	earlyFails: "el mapa del modelo que no ha convergido no los supera",
	question:
		"Un mapa es una diagonal limpia, y la oración tiene el mismo orden de palabras en las dos lenguas. ¿Demuestra el mapa que la atención ha aprendido a alinear?",
	answer:
		"No. La diagonal también acierta esos enlaces. Solo las palabras que cambian de sitio, como «nos dio» y «gave us», distinguen un mapa que ha aprendido de uno que va contando.",
	ownMap: (program) =>
		`Para dibujar un mapa de tu propio traductor entrenado:  ${program} attend "the red car is in front of the white house ."`,
};

export const mapTexts = { en, es };
