// The texts of exercise 4.

const en = {
	intro:
		"In cross-attention a decoder looks at an encoder: the query comes from one sequence, key and value from another. In self-attention all three are the same sequence: every word looks at all words of its own sentence, itself included. It is the core of the Transformer block (Vaswani 2017).",
	formula: "output = softmax(x xᵀ / √d) x        query = key = value = x",
	words: "x, one row per word",
	weights:
		"The weights are square, (T, T): row t says how much word t takes from each word of the sentence. “red” and “car” have similar vectors, so they look at each other; “the” looks mostly at itself.",
	weightsName: "weights: who looks at whom",
	output: "output: each word mixed with those it looks at",
	sums: "every row of weights sums to 1",
	same: "the library's fused attention gives the same as the formula by hand",
	order:
		"Self-attention does not know the order of the words. Move them, and their outputs move with them, unchanged. That is why a Transformer adds the position to each word before the first block.",
	permuted: "the outputs of “car the red” are those of “the red car”, in the other order",
	layer:
		"With the layer, query and value are the same tensor. The output has the shape of x, so blocks can be stacked:",
	layerCode: "const output = mha.apply([x, x]);",
	layerHead: ["tensor", "axes", "shape for B = 2, T = 6, D = 64, 4 heads"],
	question: "How does the number of weights grow if a text becomes ten times as long?",
	answer:
		"A hundredfold: (T, T) for each head and sentence. That is the main limit for long texts. Flash attention computes the same without ever holding the whole matrix in memory.",
};

const es: typeof en = {
	intro:
		"En la atención cruzada, un decodificador mira un codificador: la consulta viene de una secuencia, y la clave y el valor, de otra. En la autoatención las tres son la misma secuencia: cada palabra mira todas las de su propia oración, incluida ella misma. Es la base del bloque del Transformer (Vaswani 2017).",
	formula: "salida = softmax(x xᵀ / √d) x        consulta = clave = valor = x",
	words: "x, una fila por palabra",
	weights:
		"Los pesos forman una matriz cuadrada, (T, T): la fila t dice cuánto toma la palabra t de cada palabra de la oración. «red» y «car» tienen vectores parecidos y se miran una a la otra; «the» se mira sobre todo a sí misma.",
	weightsName: "pesos: quién mira a quién",
	output: "salida: cada palabra mezclada con las que mira",
	sums: "cada fila de pesos suma 1",
	same: "la atención fusionada de la biblioteca da lo mismo que la fórmula a mano",
	order:
		"La autoatención no conoce el orden de las palabras. Si las cambias de sitio, sus salidas cambian de sitio con ellas, sin ninguna otra diferencia. Por eso un Transformer suma a cada palabra su posición antes del primer bloque.",
	permuted: "las salidas de «car the red» son las de «the red car», en el otro orden",
	layer:
		"Con la capa, la consulta y el valor son el mismo tensor. La salida tiene la forma de x, y así los bloques se pueden apilar:",
	layerCode: "const output = mha.apply([x, x]);",
	layerHead: ["tensor", "ejes", "forma con B = 2, T = 6, D = 64, 4 cabezas"],
	question: "¿Cuánto crece el número de pesos si un texto se hace diez veces más largo?",
	answer:
		"Se multiplica por cien: (T, T) por cada cabeza y oración. Es el principal límite con textos largos. Flash attention calcula lo mismo sin tener nunca la matriz entera en memoria.",
};

export const selfAttentionTexts = { en, es };
