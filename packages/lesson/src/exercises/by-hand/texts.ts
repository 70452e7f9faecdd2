// The texts of exercise 1.

const en = {
	scores: "scores",
	intro:
		"“the red car” is translated as “el coche rojo”. For each Spanish word that it writes, the decoder can look at every English word. How much should it look at each? Four steps on plain arrays, with numbers small enough to check on paper.",
	inputs:
		"The inputs: one encoder output per English word (both key and value) and one decoder state per Spanish word (the query).",
	keys: "encoder outputs",
	queries: "decoder states",
	score:
		"Step 1, scores: how well does a query match a key? Take their dot product. For “coche” and “car”: 0·0 + 0·1 + 2·2 = 4.",
	scoreFormula: "score[t][s] = Σ_h query[t][h] · key[s][h]",
	softmax:
		"Step 2, softmax: turn scores into weights. Divide each e^score by the sum of its row, so that all weights are positive and each row sums to 1. For “coche”: e⁰ = 1, e² = 7.389, e⁴ = 54.598; their sum is 62.987; 54.598 / 62.987 = 0.8668.",
	softmaxFormula: "weight[t][s] = exp(score[t][s]) / Σ_s' exp(score[t][s'])",
	context:
		"Step 3, context: the mean of the encoder outputs, weighted by these weights. The decoder reads it together with its own state.",
	contextFormula: "context[t][h] = Σ_s weight[t][s] · value[s][h]",
	weights: "weights",
	contextName: "context",
	map: "Step 4, the map: rows are the Spanish words, columns the English ones. “coche” and “rojo” look at “car” and “red”, in reverse order: a plain diagonal would be wrong here.",
	rows: "every row of weights sums to 1",
	crossed: "“coche” looks most at “car”, “rojo” most at “red”",
	same: "the library's fused attention gives the same context",
	question: "Multiply the decoder states by 10 and go through the steps again. What happens to the weights?",
	answer: (largest: string) =>
		`The scores grow tenfold, and the softmax puts nearly all the weight on one word: the largest weight of “coche” is ${largest}. That is why attention divides its scores by √d (see the exercise on scores).`,
};

const es: typeof en = {
	scores: "puntuaciones",
	intro:
		"«the red car» se traduce como «el coche rojo». Al escribir cada palabra en español, el decodificador puede mirar todas las palabras de la oración inglesa. ¿Cuánta atención debe prestar a cada una? Se calcula en cuatro pasos, con arrays sencillos y números que se pueden comprobar en papel.",
	inputs:
		"Las entradas: una salida del codificador por cada palabra inglesa (es a la vez clave y valor) y un estado del decodificador por cada palabra española (es la consulta).",
	keys: "salidas del codificador",
	queries: "estados del decodificador",
	score:
		"Paso 1, puntuaciones: ¿cuánto se parece una consulta a una clave? Se calcula su producto escalar. Para «coche» y «car»: 0·0 + 0·1 + 2·2 = 4.",
	scoreFormula: "puntuación[t][s] = Σ_h consulta[t][h] · clave[s][h]",
	softmax:
		"Paso 2, softmax: las puntuaciones se convierten en pesos. Cada e^puntuación se divide entre la suma de su fila, de modo que todos los pesos son positivos y cada fila suma 1. Para «coche»: e⁰ = 1, e² = 7,389, e⁴ = 54,598; su suma es 62,987; 54,598 / 62,987 = 0,8668.",
	softmaxFormula: "peso[t][s] = exp(puntuación[t][s]) / Σ_s' exp(puntuación[t][s'])",
	context:
		"Paso 3, contexto: la media de las salidas del codificador ponderada con esos pesos. El decodificador lo lee junto con su propio estado.",
	contextFormula: "contexto[t][h] = Σ_s peso[t][s] · valor[s][h]",
	weights: "pesos",
	contextName: "contexto",
	map: "Paso 4, el mapa: las filas son las palabras españolas y las columnas, las inglesas. «coche rojo» mira a «red car» en orden inverso; una simple diagonal no serviría aquí.",
	rows: "cada fila de pesos suma 1",
	crossed: "«coche» mira sobre todo a «car», y «rojo», a «red»",
	same: "la atención fusionada de la biblioteca da el mismo contexto",
	question:
		"Multiplica por 10 los estados del decodificador y repite los pasos mentalmente. ¿Qué les pasa a los pesos?",
	answer: (largest) =>
		`Las puntuaciones se multiplican por diez y la softmax concentra casi todo el peso en una palabra: el mayor peso de «coche» es ${largest}. Por eso la atención divide sus puntuaciones entre √d (mira el ejercicio de las puntuaciones).`,
};

export const byHandTexts = { en, es };
