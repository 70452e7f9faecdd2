// The texts of exercise 5.

const en = {
	intro:
		"A model that writes, writes one word at a time, and each word may only depend on those before it. When it is trained, though, the whole sentence is there at once. Without a mask it would see the word that it has to predict.",
	mask: "The causal mask hides the future: query t may look at the keys 0 to t, itself included. With equal scores the weights form a triangle:",
	formula: "mask[t][s] = s ≤ t        (true = may be looked at)",
	causalName: "weights with the causal mask, all scores equal",
	futureZero: "the weights above the diagonal are 0",
	sums: "every row sums to 1, because the mask comes before the softmax",
	layer:
		"With the layer, the mask is one option. With another last word, the outputs of the earlier words must be the same:",
	layerCode: "const output = mha.apply([x, x], { useCausalMask: true });",
	past: "another last word does not change the outputs of the words before it",
	reversed:
		"A common mistake is to reverse the mask (s ≥ t in place of s ≤ t, or true taken for “hidden”). Then every word sees only the future:",
	reversedName: "weights with the reversed mask",
	reversedFirst: "with the reversed mask, the first word sees all those after it",
	question: "A model with a reversed mask reaches a training loss of almost 0. Why does it write nonsense?",
	answer:
		"While training it copies the next word, which it sees. When it writes, that word is not there yet, and it has learned nothing else. A loss that is too good to be true is the symptom.",
};

const es: typeof en = {
	intro:
		"Un modelo que escribe lo hace palabra a palabra, y cada una solo puede depender de las anteriores. Al entrenarlo, en cambio, tiene delante la oración entera. Sin máscara vería la palabra que debe predecir.",
	mask: "La máscara causal oculta el futuro: la consulta t puede mirar las claves de 0 a t, incluida la suya. Con puntuaciones iguales, los pesos forman un triángulo:",
	formula: "máscara[t][s] = s ≤ t        (true = se puede mirar)",
	causalName: "pesos con la máscara causal y todas las puntuaciones iguales",
	futureZero: "los pesos por encima de la diagonal son 0",
	sums: "cada fila suma 1, porque la máscara va antes de la softmax",
	layer:
		"Con la capa, la máscara es una opción. Si cambia la última palabra, las salidas de las anteriores deben ser las mismas:",
	layerCode: "const output = mha.apply([x, x], { useCausalMask: true });",
	past: "cambiar la última palabra no cambia las salidas de las anteriores",
	reversed:
		"Un error frecuente es poner la máscara al revés (s ≥ t en vez de s ≤ t, o creer que true significa «oculto»). Entonces cada palabra ve solo el futuro:",
	reversedName: "pesos con la máscara al revés",
	reversedFirst: "con la máscara al revés, la primera palabra ve todas las que vienen después",
	question:
		"Un modelo con la máscara al revés alcanza una pérdida de entrenamiento casi nula. ¿Por qué escribe disparates?",
	answer:
		"Al entrenar copia la palabra siguiente, porque la ve. Al escribir, esa palabra aún no existe, y no ha aprendido otra cosa. Una pérdida demasiado buena para ser verdad es el síntoma.",
};

export const causalTexts = { en, es };
