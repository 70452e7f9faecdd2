// Where the site teaches each thing that the lesson promises. coverage.test.ts holds the pages to it, in both languages.

export type CoverageKind =
	| "outcome"
	| "topic"
	| "definition"
	| "exercise"
	| "error"
	| "question"
	| "homework";

export interface CoveredItem {
	kind: CoverageKind;
	/** The item, shortened, in the lesson's own words. */
	item: string;
	/** The page that teaches it, without its language. */
	page: string;
	/** Words that the page must hold, in Spanish and in English. */
	words: { es: string; en: string };
	/** The piece on that page that shows it, where there is one. */
	piece?: string;
	/** Number of the exercise that practises it, where there is one. */
	exercise?: 1 | 2 | 3 | 4 | 5;
}

export const coverage: readonly CoveredItem[] = [
	{
		kind: "outcome",
		item: "Explicar scaled dot-product attention",
		page: "escala",
		piece: "scale-lab",
		exercise: 1,
		words: { es: "\\operatorname{Var}", en: "\\operatorname{Var}" },
	},
	{
		kind: "outcome",
		item: "Diferenciar cross-attention de self-attention",
		page: "cabezas",
		exercise: 4,
		words: {
			es: "## Self-attention: una secuencia se mira a sí misma",
			en: "## Self-attention: a sequence looks at itself",
		},
	},
	{
		kind: "outcome",
		item: "Implementar attention a mano",
		page: "a-mano",
		piece: "red-car",
		exercise: 1,
		words: { es: "attention_by_hand.py", en: "attention_by_hand.py" },
	},
	{
		kind: "outcome",
		item: "Aplicar keras.layers.Attention o MultiHeadAttention",
		page: "cabezas",
		exercise: 3,
		words: { es: "keras_layers.py", en: "keras_layers.py" },
	},
	{
		kind: "outcome",
		item: "Interpretar attention weights",
		page: "entrenar",
		exercise: 2,
		words: { es: "qué palabras de origen miró el decoder", en: "which source words the decoder looked at" },
	},

	{
		kind: "topic",
		item: "Bottleneck del encoder",
		page: "cuello",
		words: { es: "cuello de botella", en: "bottleneck" },
	},
	{
		kind: "topic",
		item: "Bahdanau (additive) vs Luong (multiplicative)",
		page: "puntuacion",
		piece: "scores",
		words: { es: "Multiplicativa: Luong", en: "Multiplicative: Luong" },
	},
	{
		kind: "topic",
		item: "Q, K, V",
		page: "a-mano",
		piece: "red-car",
		exercise: 1,
		words: { es: "Tres papeles", en: "Three roles" },
	},
	{
		kind: "topic",
		item: "Scaled dot-product attention",
		page: "escala",
		piece: "scale-lab",
		exercise: 1,
		words: { es: "\\sqrt d", en: "\\sqrt d" },
	},
	{
		kind: "topic",
		item: "Self-attention vs cross-attention",
		page: "cabezas",
		exercise: 4,
		words: { es: "| cross-attention | self-attention |", en: "| cross-attention | self-attention |" },
	},
	{
		kind: "topic",
		item: "Multi-head",
		page: "cabezas",
		exercise: 3,
		words: { es: "varias miradas a la vez", en: "several looks at once" },
	},
	{
		kind: "topic",
		item: "Attention weights visualizables",
		page: "entrenar",
		exercise: 2,
		words: { es: "Cómo se lee un mapa", en: "How to read a map" },
	},

	{
		kind: "definition",
		item: "Query",
		page: "glosario",
		words: { es: "«lo que estoy buscando»", en: "“what I am looking for”" },
	},
	{
		kind: "definition",
		item: "Key",
		page: "glosario",
		words: { es: "«lo que cada elemento ofrece como índice»", en: "“what each element offers as an index”" },
	},
	{
		kind: "definition",
		item: "Value",
		page: "glosario",
		words: { es: "«el contenido que se recupera»", en: "“the content to retrieve”" },
	},
	{
		kind: "definition",
		item: "Attention weights",
		page: "glosario",
		words: {
			es: "$\\operatorname{softmax}(QK^\\top/\\sqrt d)$",
			en: "$\\operatorname{softmax}(QK^\\top/\\sqrt d)$",
		},
	},
	{
		kind: "definition",
		item: "Scaled",
		page: "glosario",
		words: { es: "para que la softmax no se sature", en: "so that the softmax does not saturate" },
	},
	{
		kind: "definition",
		item: "Multi-head",
		page: "glosario",
		words: { es: "en $h$ cabezas", en: "among $h$ heads" },
	},

	{
		kind: "exercise",
		item: "Attention a mano",
		page: "ejercicios",
		exercise: 1,
		words: { es: "Ejercicio 1: atención a mano", en: "Exercise 1: attention by hand" },
	},
	{
		kind: "exercise",
		item: "Visualizar attention map",
		page: "ejercicios",
		exercise: 2,
		words: { es: "Ejercicio 2: dibujar un mapa", en: "Exercise 2: draw a map" },
	},
	{
		kind: "exercise",
		item: "MultiHeadAttention",
		page: "ejercicios",
		exercise: 3,
		words: {
			es: "MultiHeadAttention(num_heads=8, key_dim=64)",
			en: "MultiHeadAttention(num_heads=8, key_dim=64)",
		},
	},
	{
		kind: "exercise",
		item: "Self-attention",
		page: "ejercicios",
		exercise: 4,
		words: { es: "mha(x, x)", en: "mha(x, x)" },
	},
	{
		kind: "exercise",
		item: "Causal mask",
		page: "ejercicios",
		exercise: 5,
		words: { es: "use_causal_mask=True", en: "use_causal_mask=True" },
	},

	{
		kind: "error",
		item: "Olvido scale",
		page: "errores",
		words: { es: "Olvidar la escala", en: "Forgetting the scale" },
	},
	{
		kind: "error",
		item: "Attention sin masking sobre padding",
		page: "errores",
		words: { es: "Atender al relleno", en: "Attending to padding" },
	},
	{
		kind: "error",
		item: "Causal mask al revés",
		page: "errores",
		words: { es: "La máscara causal al revés", en: "The causal mask, reversed" },
	},
	{
		kind: "error",
		item: "Cross-attention con d_q ≠ d_kv",
		page: "errores",
		words: { es: "Anchuras distintas", en: "Different widths" },
	},
	{
		kind: "error",
		item: "Attention de un modelo no convergido",
		page: "errores",
		words: { es: "Mirar el mapa demasiado pronto", en: "Looking at the map too soon" },
	},
	{
		kind: "error",
		item: "Olvido scale: provocarlo",
		page: "escala",
		piece: "scale-lab",
		words: { es: "saturada", en: "saturated" },
	},
	{
		kind: "error",
		item: "Padding y causal: provocarlos",
		page: "mascaras",
		piece: "masks",
		exercise: 5,
		words: { es: "Causal al revés", en: "Causal, reversed" },
	},

	{
		kind: "question",
		item: "¿Self vs cross attention?",
		page: "preguntas",
		words: { es: "¿Self-attention o cross-attention?", en: "Self-attention or cross-attention?" },
	},
	{
		kind: "question",
		item: "¿Por qué √d y no d?",
		page: "preguntas",
		words: { es: "¿Por qué √d y no d?", en: "Why √d and not d?" },
	},
	{
		kind: "question",
		item: "¿Multi-head qué aporta?",
		page: "preguntas",
		words: { es: "¿Qué aporta multi-head?", en: "What does multi-head add?" },
	},
	{
		kind: "question",
		item: "¿Attention O(N²)?",
		page: "preguntas",
		words: { es: "¿La atención es $O(N^2)$?", en: "Is attention $O(N^2)$?" },
	},
	{
		kind: "question",
		item: "¿Atención biológica?",
		page: "preguntas",
		words: { es: "atención biológica", en: "biological attention" },
	},
	{
		kind: "question",
		item: "¿Attention O(N²)? con números",
		page: "coste",
		piece: "cost",
		words: { es: "Linformer", en: "Linformer" },
	},
	{
		kind: "question",
		item: "Flash Attention, paso a paso",
		page: "coste",
		piece: "online-softmax",
		words: { es: "Flash Attention", en: "Flash Attention" },
	},

	{
		kind: "homework",
		item: "Traducción con atención",
		page: "ejercicios",
		words: { es: "return_sequences=True", en: "return_sequences=True" },
	},
	{
		kind: "homework",
		item: "Criterio de aceptación",
		page: "ejercicios",
		words: { es: "al menos 5 puntos", en: "at least 5 points" },
	},
];
