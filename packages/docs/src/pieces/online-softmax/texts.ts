const en = {
	title: "A softmax that never sees the whole row.",
	purpose:
		"Go block by block. Only m (the maximum), l (the sum) and o (the output) are kept. When does the correction, e to the power of old m minus new m, stop being 1?",
	question: "The third block brings a larger maximum (5 instead of 3). What happens to the sum so far?",
	options: ["It is computed again from the start", "It is multiplied by exp(3 − 5)", "Nothing"],
	answer: "exp(s − 5) = exp(s − 3) · exp(3 − 5): one multiplication corrects everything that came before.",
	step: "Blocks read",
	next: "Next block",
	previous: "Previous block",
	stepText: (step: number) => `${step} of 4`,
	head: ["block", "scores", "values", "m", "correction", "l", "o", "o / l"],
	pending: "…",
	result: (online: string, whole: string) =>
		`✓ After the last block o / l = ${online}. The whole softmax at once gives ${whole}.`,
	sofar: (step: number) => `After ${step} of 4 blocks. Nothing that was read needs to be kept.`,
	announce: (step: number, max: string, correction: string, output: string) =>
		`Block ${step}: maximum ${max}, correction ${correction}, output so far ${output}.`,
	nothing: "No block read yet.",
	chart: "Output so far, after each block",
};

const es: typeof en = {
	title: "Una softmax que nunca ve la fila entera.",
	purpose:
		"Avanza bloque a bloque. Solo se guardan m (el máximo), l (la suma) y o (la salida). ¿Cuándo deja de valer 1 la corrección, e elevado a la m anterior menos la nueva?",
	question: "El tercer bloque trae un máximo mayor (5 en vez de 3). ¿Qué pasa con la suma acumulada?",
	options: ["Se calcula otra vez desde el principio", "Se multiplica por exp(3 − 5)", "Nada"],
	answer: "exp(s − 5) = exp(s − 3) · exp(3 − 5): una multiplicación corrige todo lo anterior.",
	step: "Bloques leídos",
	next: "Bloque siguiente",
	previous: "Bloque anterior",
	stepText: (step) => `${step} de 4`,
	head: ["bloque", "puntuaciones", "valores", "m", "corrección", "l", "o", "o / l"],
	pending: "…",
	result: (online, whole) =>
		`✓ Tras el último bloque, o / l = ${online}. La softmax entera, de una vez, da ${whole}.`,
	sofar: (step) => `Tras ${step} de 4 bloques. De lo leído no hace falta guardar nada más.`,
	announce: (step, max, correction, output) =>
		`Bloque ${step}: máximo ${max}, corrección ${correction}, salida hasta ahora ${output}.`,
	nothing: "Aún no se ha leído ningún bloque.",
	chart: "Salida acumulada tras cada bloque",
};

export const onlineSoftmaxTexts = { en, es };
