// The words of exercise 4.

const en = {
	intro:
		"The layers have Keras' names, arguments, weights and results, and train inside tf.model. A small task that cannot be done without attention: read 4 symbols with an LSTM, write them in reverse order. The query is nothing but the place to be filled.",
	model: `const outputs = tf.layers.lstm({ units, returnSequences: true }).apply(embedded);
const context = new Attention().apply([query, outputs]);      // query, value (and key = value)
const written = tf.layers.dense({ units: symbols, activation: "softmax" }).apply(context);`,
	head: ["layer", "output shape", "parameters"],
	sequences:
		"returnSequences: true is the point: the LSTM hands on an output per symbol, (batch, 4, units), and not its last state alone.",
	before: "where it looks before training",
	after: "where it looks after training: each place at its mirror image",
	losses: "loss after each epoch",
	learned: "it writes every symbol of sentences it has not seen",
	mirrored: "every row looks most at the mirrored place",
	sums: "the rows of the returned scores sum to 1",
	scores:
		"returnAttentionScores gives the weights after the softmax: Keras calls them scores. Their shape is (batch, T, S).",
	question:
		"Replace `new Attention()` by `new AdditiveAttention()` or `new MultiHeadAttention({ numHeads: 2, keyDim: 8 })`. What has to change in the rest of the model?",
	answer:
		"Nothing: they take [query, value] and give one vector per query. Only the number of parameters and the map change.",
};

const es: typeof en = {
	intro:
		"Las capas tienen los nombres, argumentos, pesos y resultados de Keras, y se entrenan dentro de tf.model. Una tarea pequeña que no se puede hacer sin atención: leer 4 símbolos con una LSTM y escribirlos al revés. La consulta no es más que el lugar que hay que llenar.",
	model: `const outputs = tf.layers.lstm({ units, returnSequences: true }).apply(embedded);
const context = new Attention().apply([query, outputs]);      // consulta, valor (y clave = valor)
const written = tf.layers.dense({ units: symbols, activation: "softmax" }).apply(context);`,
	head: ["capa", "forma de salida", "parámetros"],
	sequences:
		"returnSequences: true es la clave: la LSTM entrega una salida por símbolo, (lote, 4, unidades), y no solo su último estado.",
	before: "adónde mira antes de entrenar",
	after: "adónde mira después de entrenar: cada lugar a su imagen en el espejo",
	losses: "pérdida después de cada época",
	learned: "escribe todos los símbolos de oraciones que no ha visto",
	mirrored: "cada fila mira sobre todo al lugar reflejado",
	sums: "las filas de las puntuaciones devueltas suman 1",
	scores:
		"returnAttentionScores devuelve los pesos después de la softmax: Keras los llama scores. Su forma es (lote, T, S).",
	question:
		"Cambie `new Attention()` por `new AdditiveAttention()` o `new MultiHeadAttention({ numHeads: 2, keyDim: 8 })`. ¿Qué hay que cambiar en el resto del modelo?",
	answer:
		"Nada: reciben [consulta, valor] y dan un vector por consulta. Solo cambian el número de parámetros y el mapa.",
};

export const layersTexts = { en, es };
