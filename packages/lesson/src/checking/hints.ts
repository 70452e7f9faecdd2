// The mistakes that the checks recognise, and how to put each right. The first five are the lesson's table of common
// errors.

import type { Language } from "../language/index.js";

const en = {
	"scale-forgotten":
		"The scores are not divided by √d. With a large d they are large, the softmax saturates and hardly any gradient passes. Divide each score by Math.sqrt(d) before the softmax.",
	"padding-mask-missing":
		"<pad> receives attention: the padding is not masked. Tell the layer which keys are real words: valueMask, (B, S), true = may be looked at.",
	"causal-reversed":
		"The causal mask is reversed: each word looks at the future and not at the past. Query t may look at keys s ≤ t.",
	widths:
		"Query and value have different widths, and a dot product needs equal ones. MultiHeadAttention projects both to numHeads · keyDim numbers first: use it, with query and value as they are.",
	"unconverged-map":
		"A map counts as learned only if it beats both nulls: the diagonal and uniform weights. The map of a model that has not converged is noise, and noise also meets some links.",

	"missing-export":
		"Write `export` before the function or the constant, and keep the name that the stub gives it.",
	"no-return": "The function has no `return`, or one without a value.",
	"no-promise": "Remove `async`: the function must return the result itself. Read tensors with arraySync().",
	"no-tensor": "Return arrays of numbers. A tensor becomes one by arraySync().",
	"missing-field": "Return an object with exactly the names that the task gives.",
	"keep-inputs": "The function changes the arrays that it is given. Make new ones with map().",

	"scale-by-width":
		"The scores are divided by d. That makes the weights almost uniform: divide by √d, which keeps the variance of the scores at 1.",
	"scale-multiplied": "The scores are multiplied by √d. Divide by it.",
	"scale-wrong-size":
		"The scores are divided by the root of a number of words. d is the width of a query: the length of a row of Q, not the number of rows of Q or K.",
	"softmax-axis":
		"The softmax runs down the columns. Each query shares out its attention among the keys: the softmax belongs to each row.",
	"softmax-missing":
		"The scores do not go through a whole softmax: take exp of each, then divide by the sum of its row.",
	"softmax-whole":
		"The exponentials are divided by the sum of the whole matrix. Divide each row by its own sum.",
	"softmax-overflow":
		"exp overflows for large scores. Subtract the largest score of the row first: the quotient stays the same.",
	"transpose-k":
		"K is not transposed. The score of query t and key s is the dot product of row t of Q and row s of K: Q Kᵀ, with shape (T, S).",
	"rows-are-queries": "The weights are transposed: they need one row per query and one column per key.",
	"values-not-keys": "The output mixes the keys. It is the weights times the values: weights · V.",
	"output-of-scores": "The output is computed from the scores. Multiply V by the weights, after the softmax.",
	"output-mean": "The output is not weights · V: row t is the sum over s of weights[t][s] · V[s].",

	"map-transposed":
		"The map is read by columns. Rows are target words: for each row, look for the column with the largest weight.",
	"positions-not-words": "links holds words. It must hold positions, because a word can occur twice.",
	"positions-from-zero": "The positions are counted from 1. Count from 0.",
	"least-not-most": "These are the words looked at least. Look for the largest weight of each row.",
	"padding-columns":
		"A link points at <pad>. A map of a model without a padding mask has weight there: leave those columns out.",
	"share-of-linked-words":
		"The share is taken over all target words. Words without a gold link cannot be right or wrong: leave them out of the count.",
	"share-not-count":
		"share must be a number from 0 to 1: divide the links met by the number of linked words.",
	"several-links": "A word may have several gold links. It is enough to meet one of them.",

	"use-layer": "Create mha with `new MultiHeadAttention({ numHeads, keyDim })` from @mirada/attention.",
	"heads-swapped": "numHeads and keyDim are swapped.",
	"key-dim-total":
		"keyDim is the size of one head, not of all together: Keras does not divide it by numHeads.",
	"layer-per-call":
		"The result differs from call to call, or does not come from mha: a layer created inside the function has new random weights each time. Create it once, outside.",
	"weights-missing":
		"Only the output came back. Ask for the weights too: { returnAttentionScores: true }. Despite its name, it gives the weights after the softmax.",
	"weights-averaged":
		"The weights have lost the axis of the heads. Return them as the layer does, (B, N, T, S): each head has its own map.",
	"query-first": "Query and value are swapped. The order is apply([query, value]), as in Keras.",
	"cross-not-self":
		"The query attends to itself. In cross-attention the keys and values come from the other sequence: apply([query, value]).",
	"padding-mask-inverted":
		"The padding mask is inverted: the words are hidden and <pad> is looked at. In Keras and here, true means “may be looked at”.",
	"mask-argument":
		"The mask is passed under the wrong name. A mask over the keys, (B, S), is valueMask; queryMask is (B, T) and attentionMask (B, T, S).",
	"mask-off-by-one":
		"The mask is off by one: the words of a sentence of length n are at positions 0 to n − 1.",
	"causal-not-asked":
		"No word looks at a later one. That is a causal mask, which comes in the next exercise: here each word may look at all.",
	"residual-added":
		"The output is x + mha(x). The Transformer block adds x, but this exercise asks for the attention alone.",

	"causal-missing":
		"Each word sees the future. When a model writes, the next word is not there yet: hide the keys s > t.",
	"causal-strict":
		"The diagonal is hidden too: a word must be able to look at itself, otherwise the first one has nothing to look at. Query t may look at s ≤ t, not only at s < t.",
	"mask-after-softmax":
		"The mask comes after the softmax. The hidden scores are still in the sum of the row: set them to −Infinity before the softmax.",
	"mask-with-zero": "The hidden scores are 0, and exp(0) = 1: they still get weight. Set them to −Infinity.",
	"mask-inverted": "The mask is inverted. true means “may be looked at”.",
	"mask-add":
		"A NaN or a very large number behind the mask shows: it is still a NaN after adding or multiplying. Do not compute with hidden scores, replace them: allowed ? score : -Infinity.",
	"empty-row": "A row without any allowed key gives 0 / 0 = NaN. Its weights are 0: a row of zeros, not NaN.",

	"general-transposed":
		"W is applied from the wrong side. The score is queryᵀ W key: W has one row for each number of the query.",
	"tanh-missing": "Bahdanau's score has a tanh between the projections and v.",
	"additive-product": "Bahdanau's score adds the two projections. It does not multiply them.",
};

export type HintId = keyof typeof en;

const es: Readonly<Record<HintId, string>> = {
	"scale-forgotten":
		"Las puntuaciones no se dividen entre √d. Con una d grande son grandes, la softmax se satura y apenas deja pasar el gradiente. Divide cada puntuación entre Math.sqrt(d) antes de la softmax.",
	"padding-mask-missing":
		"<pad> recibe atención: falta la máscara de relleno. Dile a la capa qué claves son palabras de verdad: valueMask, (B, S), true = se puede mirar.",
	"causal-reversed":
		"La máscara causal está al revés: cada palabra mira el futuro y no el pasado. La consulta t puede mirar las claves s ≤ t.",
	widths:
		"La consulta y el valor tienen anchuras distintas, y un producto escalar necesita que sean iguales. MultiHeadAttention proyecta antes las dos a numHeads · keyDim números: úsala y pásale la consulta y el valor tal como son.",
	"unconverged-map":
		"Un mapa solo cuenta como aprendido si supera a los dos modelos nulos: la diagonal y los pesos uniformes. El mapa de un modelo que no ha convergido es ruido, y el ruido también acierta algún enlace.",

	"missing-export":
		"Escribe `export` delante de la función o de la constante y conserva el nombre que tiene en la plantilla.",
	"no-return": "A la función le falta el `return`, o lo tiene sin ningún valor.",
	"no-promise":
		"Quita `async`: la función debe devolver directamente el resultado. Lee los tensores con arraySync().",
	"no-tensor": "Devuelve arrays de números. Un tensor se convierte en uno con arraySync().",
	"missing-field": "Devuelve un objeto con los nombres que da el enunciado.",
	"keep-inputs": "La función modifica los arrays que recibe. Crea otros nuevos con map().",

	"scale-by-width":
		"Las puntuaciones se dividen entre d. Así los pesos quedan casi uniformes: divide entre √d, que mantiene la varianza de las puntuaciones en 1.",
	"scale-multiplied": "Las puntuaciones se multiplican por √d. Divídelas entre √d.",
	"scale-wrong-size":
		"Las puntuaciones se dividen entre la raíz de un número de palabras. d es la anchura de una consulta: la longitud de una fila de Q, no el número de filas de Q ni de K.",
	"softmax-axis":
		"La softmax se calcula por columnas. Cada consulta reparte su atención entre las claves: la softmax se hace en cada fila.",
	"softmax-missing":
		"A las puntuaciones no se les aplica una softmax completa: calcula exp de cada una y divide entre la suma de su fila.",
	"softmax-whole":
		"Las exponenciales se dividen entre la suma de toda la matriz. Divide cada fila entre su propia suma.",
	"softmax-overflow":
		"exp se desborda con puntuaciones grandes. Resta antes la mayor puntuación de la fila: el cociente no cambia.",
	"transpose-k":
		"Falta transponer K. La puntuación de la consulta t y la clave s es el producto escalar de la fila t de Q y la fila s de K: Q Kᵀ, de forma (T, S).",
	"rows-are-queries":
		"Los pesos están transpuestos: deben tener una fila por consulta y una columna por clave.",
	"values-not-keys": "La salida mezcla las claves. Es el producto de los pesos y los valores: pesos · V.",
	"output-of-scores":
		"La salida se calcula con las puntuaciones. Multiplica V por los pesos, los de después de la softmax.",
	"output-mean": "La salida no es pesos · V: la fila t es la suma en s de weights[t][s] · V[s].",

	"map-transposed":
		"El mapa se lee por columnas. Las filas son palabras de destino: busca en cada fila la columna de mayor peso.",
	"positions-not-words":
		"links contiene palabras. Debe contener posiciones, porque una palabra puede aparecer dos veces.",
	"positions-from-zero": "Las posiciones se cuentan desde 1. Cuéntalas desde 0.",
	"least-not-most": "Son las palabras menos miradas. Busca el mayor peso de cada fila.",
	"padding-columns":
		"Un enlace apunta a <pad>. El mapa de un modelo sin máscara de relleno tiene peso ahí: no tengas en cuenta esas columnas.",
	"share-of-linked-words":
		"La proporción se calcula sobre todas las palabras de destino. Las que no tienen enlaces de referencia no pueden acertar ni fallar: no las cuentes.",
	"share-not-count":
		"share debe ser un número entre 0 y 1: divide los enlaces acertados entre el número de palabras enlazadas.",
	"several-links": "Una palabra puede tener varios enlaces de referencia. Basta con acertar uno de ellos.",

	"use-layer": "Crea mha con `new MultiHeadAttention({ numHeads, keyDim })`, de @mirada/attention.",
	"heads-swapped": "numHeads y keyDim están intercambiados.",
	"key-dim-total":
		"keyDim es el tamaño de una sola cabeza, no el de todas juntas: Keras no lo divide entre numHeads.",
	"layer-per-call":
		"El resultado cambia de una llamada a otra, o no sale de mha: una capa creada dentro de la función tiene cada vez pesos nuevos al azar. Créala una sola vez, fuera.",
	"weights-missing":
		"Solo llegó la salida. Pide también los pesos: { returnAttentionScores: true }. A pesar de su nombre, devuelve los pesos de después de la softmax.",
	"weights-averaged":
		"Los pesos han perdido el eje de las cabezas. Devuélvelos como la capa, (B, N, T, S): cada cabeza tiene su propio mapa.",
	"query-first":
		"La consulta y el valor están intercambiados. El orden es apply([query, value]), como en Keras.",
	"cross-not-self":
		"La consulta se atiende a sí misma. En la atención cruzada, las claves y los valores vienen de la otra secuencia: apply([query, value]).",
	"padding-mask-inverted":
		"La máscara de relleno está invertida: oculta las palabras y deja mirar a <pad>. En Keras y aquí, true significa «se puede mirar».",
	"mask-argument":
		"La máscara se pasa con un nombre que no es el suyo. La máscara de las claves, (B, S), es valueMask; queryMask es (B, T) y attentionMask, (B, T, S).",
	"mask-off-by-one":
		"La máscara se desvía en una posición: las palabras de una oración de longitud n están en las posiciones de 0 a n − 1.",
	"causal-not-asked":
		"Ninguna palabra mira a las posteriores. Eso es una máscara causal, que llega en el ejercicio siguiente: aquí cada palabra puede mirarlas todas.",
	"residual-added":
		"La salida es x + mha(x). El bloque del Transformer suma x, pero este ejercicio pide solo la atención.",

	"causal-missing":
		"Cada palabra ve el futuro. Cuando un modelo escribe, la palabra siguiente aún no existe: oculta las claves s > t.",
	"causal-strict":
		"También se oculta la diagonal: una palabra debe poder mirarse a sí misma; si no, la primera no tiene nada que mirar. La consulta t puede mirar s ≤ t, no solo s < t.",
	"mask-after-softmax":
		"La máscara se aplica después de la softmax. Las puntuaciones ocultas siguen en la suma de la fila: cámbialas por −Infinity antes de la softmax.",
	"mask-with-zero":
		"Las puntuaciones ocultas valen 0, y exp(0) = 1: siguen recibiendo peso. Cámbialas por −Infinity.",
	"mask-inverted": "La máscara está invertida. true significa «se puede mirar».",
	"mask-add":
		"Se nota un NaN o un número enorme que hay detrás de la máscara: al sumar o multiplicar, un NaN sigue siendo NaN. No calcules con las puntuaciones ocultas, sustitúyelas: allowed ? score : -Infinity.",
	"empty-row":
		"Una fila sin ninguna clave permitida da 0 / 0 = NaN. Sus pesos son 0: una fila de ceros, no de NaN.",

	"general-transposed":
		"W se aplica por el lado contrario. La puntuación es consultaᵀ W clave: W tiene una fila por cada número de la consulta.",
	"tanh-missing": "La puntuación de Bahdanau tiene una tanh entre las proyecciones y v.",
	"additive-product": "La puntuación de Bahdanau suma las dos proyecciones. No las multiplica.",
};

export const hintTexts: Readonly<Record<Language, Readonly<Record<HintId, string>>>> = { en, es };
