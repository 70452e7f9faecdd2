// The texts of the exercise on masks.

const en = {
	scores: "scores",
	intro:
		"A mask says which source positions a query may attend to: true = may attend. It is applied before the softmax, so that the weights of the allowed positions still sum to 1.",
	padding:
		"Padding mask. The sentences of a batch are padded with <pad> to the same length. This one has 2 words and 2 <pad> tokens; its scores:",
	without: "weights without a mask: <pad> gets a share",
	with: "weights with the padding mask: <pad> gets exactly 0",
	late: "A common mistake is to multiply by the mask after the softmax. The padding gets no weight, but the rows no longer sum to 1:",
	lateName: "weights masked too late",
	rowSum: "sum",
	paddingZero: "the weight on padding is exactly 0",
	rowsSum: "the rows of the masked weights sum to 1",
	lateFails: "the rows that were masked too late do not sum to 1",
	causal:
		"Causal mask. A decoder that attends to its own words must not see words that it has not written yet. Query t may attend to keys 0..t: a triangle.",
	causalName: "weights with the causal mask, all scores equal",
	causalZero: "the weights above the diagonal are 0",
	both: "Both masks are combined with AND: a key must not be padding and must not lie in the future.",
	bothName: "causal and padding masks together",
	empty:
		"What about a row with no allowed position? A softmax over nothing would be 0/0 = NaN, and a single NaN ruins the whole training run. Here the weights of such a row are 0, and so is their gradient.",
	emptyName: "weights of a sentence of length 0",
	emptyZero: "a fully masked row is 0, not NaN",
	question: "In Keras and in this library, true means “may attend”. What happens if the mask is inverted?",
	answer:
		"The decoder attends only to padding: the map lights up beyond the end of the sentence, and BLEU falls to the level of the model without attention, or below.",
};

const es: typeof en = {
	scores: "puntuaciones",
	intro:
		"Una máscara dice a qué posiciones de origen puede atender una consulta: verdadero = puede atender. Se aplica antes de la softmax, para que los pesos de las posiciones permitidas sigan sumando 1.",
	padding:
		"Máscara de relleno. Las oraciones de un lote se rellenan con <pad> hasta tener la misma longitud. Esta tiene 2 palabras y 2 tokens <pad>; sus puntuaciones:",
	without: "pesos sin máscara: <pad> recibe una parte",
	with: "pesos con la máscara de relleno: <pad> recibe exactamente 0",
	late: "Un error frecuente es multiplicar por la máscara después de la softmax. El relleno se queda sin peso, pero las filas ya no suman 1:",
	lateName: "pesos enmascarados demasiado tarde",
	rowSum: "suma",
	paddingZero: "el peso en el relleno es exactamente 0",
	rowsSum: "las filas de los pesos enmascarados suman 1",
	lateFails: "las filas enmascaradas demasiado tarde no suman 1",
	causal:
		"Máscara causal. Un decodificador que atiende a sus propias palabras no debe ver las que aún no ha escrito. La consulta t puede atender a las claves de 0 a t: un triángulo.",
	causalName: "pesos con la máscara causal y todas las puntuaciones iguales",
	causalZero: "los pesos por encima de la diagonal son 0",
	both: "Las dos máscaras se combinan con Y (AND): una clave no debe ser relleno ni estar en el futuro.",
	bothName: "las máscaras causal y de relleno, juntas",
	empty:
		"¿Y una fila sin ninguna posición permitida? Una softmax sin elementos sería 0/0 = NaN, y un solo NaN arruina todo el entrenamiento. Aquí esa fila vale 0, y su gradiente también.",
	emptyName: "pesos de una oración de longitud 0",
	emptyZero: "una fila totalmente enmascarada vale 0, no NaN",
	question:
		"En Keras y en esta biblioteca, verdadero significa «puede atender». ¿Qué pasa si la máscara está invertida?",
	answer:
		"El decodificador atiende solo al relleno: el mapa se ilumina más allá del final de la oración, y el BLEU cae hasta el nivel del modelo sin atención, o incluso por debajo.",
};

export const masksTexts = { en, es };
