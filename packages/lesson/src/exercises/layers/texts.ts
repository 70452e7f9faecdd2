// The texts of the exercise on layers.

const en = {
	intro:
		"The layers have the same names, arguments, weights and results as in Keras, and they train inside tf.model. The task is small and needs attention: read 4 symbols with an LSTM and write them in reverse order. The query is an embedding of the position to fill, and nothing else.",
	model: `const outputs = tf.layers.lstm({ units, returnSequences: true }).apply(embedded);
const context = new Attention().apply([query, outputs]);      // query, value (and key = value)
const written = tf.layers.dense({ units: symbols, activation: "softmax" }).apply(context);`,
	head: ["layer", "output shape", "parameters"],
	sequences:
		"returnSequences: true is essential: the LSTM returns one output per symbol, (batch, 4, units), not only its last state.",
	before: "attention before training",
	after: "attention after training: each position looks at the mirrored one",
	losses: "loss after each epoch",
	learned: "the model writes the symbols of unseen sequences correctly",
	mirrored: "every row attends most to the mirrored position",
	sums: "the rows of the returned scores sum to 1",
	scores:
		"returnAttentionScores returns the weights after the softmax, which Keras calls scores. Their shape is (batch, T, S).",
	question:
		"Replace `new Attention()` with `new AdditiveAttention()` or `new MultiHeadAttention({ numHeads: 2, keyDim: 8 })`. What has to change in the rest of the model?",
	answer:
		"Nothing: they take [query, value] and return one vector per query. Only the number of parameters and the map change.",
};

const es: typeof en = {
	intro:
		"Las capas tienen los mismos nombres, argumentos, pesos y resultados que las de Keras y se entrenan dentro de tf.model. El problema es pequeño, pero no se resuelve sin atención: leer 4 símbolos con una LSTM y escribirlos en orden inverso. La consulta es tan solo la posición que toca escribir.",
	model: `const outputs = tf.layers.lstm({ units, returnSequences: true }).apply(embedded);
const context = new Attention().apply([query, outputs]);      // consulta, valor (y clave = valor)
const written = tf.layers.dense({ units: symbols, activation: "softmax" }).apply(context);`,
	head: ["capa", "forma de salida", "parámetros"],
	sequences:
		"returnSequences: true es imprescindible: la LSTM devuelve una salida por símbolo, (lote, 4, unidades), y no solo su último estado.",
	before: "la atención antes de entrenar",
	after: "la atención después de entrenar: cada posición mira a su simétrica",
	losses: "pérdida después de cada época",
	learned: "escribe bien los símbolos de secuencias que no ha visto",
	mirrored: "cada fila atiende sobre todo a la posición simétrica",
	sums: "las filas de los pesos devueltos suman 1",
	scores:
		"returnAttentionScores devuelve los pesos posteriores a la softmax, que Keras llama scores. Su forma es (lote, T, S).",
	question:
		"Cambia `new Attention()` por `new AdditiveAttention()` o `new MultiHeadAttention({ numHeads: 2, keyDim: 8 })`. ¿Qué hay que cambiar en el resto del modelo?",
	answer:
		"Nada: reciben [consulta, valor] y devuelven un vector por consulta. Solo cambian el número de parámetros y el mapa.",
};

export const layersTexts = { en, es };
