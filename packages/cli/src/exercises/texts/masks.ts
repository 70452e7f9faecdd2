// The words of exercise 3.

const en = {
	scores: "scores",
	intro:
		"A mask says which source positions a query may look at: true = may attend. It acts before the softmax, so that the weights of what is allowed still sum to 1.",
	padding:
		"Padding. Sentences of a batch are filled up to one length with <pad>. This one has 2 words and 2 paddings; its scores:",
	without: "weights without a mask: <pad> gets a share",
	with: "weights with the padding mask: <pad> gets exactly 0",
	late: "The common error: multiply by the mask after the softmax. The padding is gone, but the rows no longer sum to 1:",
	lateName: "weights masked too late",
	rowSum: "sum",
	paddingZero: "the weight on padding is exactly 0",
	rowsSum: "the rows of the masked weights sum to 1",
	lateFails: "the rows that were masked too late do not",
	causal:
		"Causal. A decoder that attends to its own words must not see those that it has not written. Query t may look at keys 0..t: a triangle.",
	causalName: "weights with the causal mask, all scores equal",
	causalZero: "nothing above the diagonal",
	both: "Both at once are combined by AND: a key must be real and not in the future.",
	bothName: "causal and padding mask together",
	empty:
		"And a row that may look nowhere? A softmax over nothing would be 0/0 = NaN, and one NaN spoils the whole training. Here such a row is 0 and its gradient too.",
	emptyName: "weights of a sentence of length 0",
	emptyZero: "a fully masked row is 0 and not NaN",
	question:
		"Keras and this library write true for “may attend”. What happens if the mask is the wrong way round?",
	answer:
		"The decoder looks at the padding alone: the map lights up beyond the end of the sentence, and BLEU falls to that of the model without attention or below.",
};

const es: typeof en = {
	scores: "puntuaciones",
	intro:
		"Una máscara dice qué posiciones de origen puede mirar una consulta: verdadero = puede atender. Actúa antes de la softmax, para que los pesos de lo permitido sigan sumando 1.",
	padding:
		"Relleno. Las oraciones de un lote se completan con <pad> hasta una misma longitud. Esta tiene 2 palabras y 2 rellenos; sus puntuaciones:",
	without: "pesos sin máscara: <pad> se lleva una parte",
	with: "pesos con la máscara de relleno: <pad> recibe exactamente 0",
	late: "El error frecuente: multiplicar por la máscara después de la softmax. El relleno desaparece, pero las filas ya no suman 1:",
	lateName: "pesos enmascarados demasiado tarde",
	rowSum: "suma",
	paddingZero: "el peso en el relleno es exactamente 0",
	rowsSum: "las filas de los pesos enmascarados suman 1",
	lateFails: "las filas enmascaradas demasiado tarde no",
	causal:
		"Causal. Un decodificador que atiende a sus propias palabras no debe ver las que aún no ha escrito. La consulta t puede mirar las claves 0..t: un triángulo.",
	causalName: "pesos con la máscara causal, todas las puntuaciones iguales",
	causalZero: "nada por encima de la diagonal",
	both: "Las dos a la vez se combinan con Y: una clave debe ser real y no estar en el futuro.",
	bothName: "máscara causal y de relleno juntas",
	empty:
		"¿Y una fila que no puede mirar a ninguna parte? Una softmax sobre nada sería 0/0 = NaN, y un solo NaN arruina todo el entrenamiento. Aquí esa fila es 0, y su gradiente también.",
	emptyName: "pesos de una oración de longitud 0",
	emptyZero: "una fila totalmente enmascarada es 0 y no NaN",
	question:
		"En Keras y en esta biblioteca, verdadero es «puede atender». ¿Qué pasa si la máscara está al revés?",
	answer:
		"El decodificador mira solo el relleno: el mapa se enciende más allá del final de la oración, y BLEU cae al del modelo sin atención o más abajo.",
};

export const masksTexts = { en, es };
