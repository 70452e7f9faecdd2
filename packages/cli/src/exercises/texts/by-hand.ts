// The words of exercise 1.

const en = {
	scores: "scores",
	intro:
		"“the red car” becomes “el coche rojo”. While it writes each Spanish word the decoder may look at every English word. How much at which? Four steps over plain arrays, with numbers small enough to check on paper.",
	inputs:
		"What there is: an encoder output per English word (keys and values at once), a decoder state per Spanish word (the queries).",
	keys: "encoder outputs",
	queries: "decoder states",
	score:
		"Step 1, scores: how well does a query fit a key? Their dot product. For “coche” and “car”: 0·0 + 0·1 + 2·2 = 4.",
	scoreFormula: "score[t][s] = Σ_h query[t][h] · key[s][h]",
	softmax:
		"Step 2, softmax: scores to weights. e^score over the sum of its row, so that each row is positive and sums to 1. For “coche”: e⁰ = 1, e² = 7.389, e⁴ = 54.598; their sum is 62.987; 54.598 / 62.987 = 0.8668.",
	softmaxFormula: "weight[t][s] = exp(score[t][s]) / Σ_s' exp(score[t][s'])",
	context:
		"Step 3, context: the mean of the encoder outputs by these weights. That is what the decoder reads besides its own state.",
	contextFormula: "context[t][h] = Σ_s weight[t][s] · value[s][h]",
	weights: "weights",
	contextName: "context",
	map: "Step 4, the map. Rows are what is written, columns what is looked at. “coche rojo” looks at “red car” crosswise: a diagonal alone would be wrong here.",
	rows: "every row of weights sums to 1",
	crossed: "“coche” looks most at “car”, “rojo” most at “red”",
	same: "the fused attention of the library gives the same context",
	question: "Multiply the decoder states by 10 and do it again in your head. What happens to the weights?",
	answer: (largest: string) =>
		`The scores grow tenfold, and the softmax all but chooses: the largest weight of “coche” is ${largest}. That is why wide models divide their scores (exercise 2).`,
};

const es: typeof en = {
	scores: "puntuaciones",
	intro:
		"«the red car» pasa a ser «el coche rojo». Mientras escribe cada palabra española, el decodificador puede mirar todas las inglesas. ¿Cuánto y a cuál? Cuatro pasos sobre arreglos sencillos, con números que se comprueban en papel.",
	inputs:
		"Lo que hay: una salida del codificador por palabra inglesa (claves y valores a la vez) y un estado del decodificador por palabra española (las consultas).",
	keys: "salidas del codificador",
	queries: "estados del decodificador",
	score:
		"Paso 1, puntuaciones: ¿cuánto encaja una consulta con una clave? Su producto escalar. Para «coche» y «car»: 0·0 + 0·1 + 2·2 = 4.",
	scoreFormula: "puntuación[t][s] = Σ_h consulta[t][h] · clave[s][h]",
	softmax:
		"Paso 2, softmax: de puntuaciones a pesos. e^puntuación entre la suma de su fila, para que cada fila sea positiva y sume 1. Para «coche»: e⁰ = 1, e² = 7,389, e⁴ = 54,598; su suma es 62,987; 54,598 / 62,987 = 0,8668.",
	softmaxFormula: "peso[t][s] = exp(puntuación[t][s]) / Σ_s' exp(puntuación[t][s'])",
	context:
		"Paso 3, contexto: la media de las salidas del codificador con esos pesos. Es lo que el decodificador lee además de su propio estado.",
	contextFormula: "contexto[t][h] = Σ_s peso[t][s] · valor[s][h]",
	weights: "pesos",
	contextName: "contexto",
	map: "Paso 4, el mapa. Las filas son lo que se escribe, las columnas lo que se mira. «coche rojo» mira a «red car» en cruz: aquí una simple diagonal estaría mal.",
	rows: "cada fila de pesos suma 1",
	crossed: "«coche» mira sobre todo a «car» y «rojo» a «red»",
	same: "la atención fusionada de la biblioteca da el mismo contexto",
	question:
		"Multiplique por 10 los estados del decodificador y repítalo mentalmente. ¿Qué les pasa a los pesos?",
	answer: (largest) =>
		`Las puntuaciones se multiplican por diez y la softmax casi elige: el mayor peso de «coche» es ${largest}. Por eso los modelos anchos dividen sus puntuaciones (ejercicio 2).`,
};

export const byHandTexts = { en, es };
