const en = {
	title: "What N × N costs.",
	purpose:
		"Lengthen the sequence: one curve grows with N², the other with N. Where does the matrix stop fitting?",
	question: "A sequence becomes four times as long. The matrix of weights takes …",
	options: ["twice as much memory", "4 times as much", "16 times as much"],
	answer: "N × N cells: four times as many rows, each four times as long.",
	length: "Length N",
	lengthText: (n: string) => `N = ${n}`,
	chart: "Memory of one layer with 8 heads of width 64",
	description: (n: string, matrix: string, tiles: string) =>
		`Two curves on logarithmic axes. At N = ${n} the matrices of weights take ${matrix}, and attention by tiles ${tiles}.`,
	matrixLine: "N × N weights",
	tilesLine: "by tiles",
	measures: [
		"cells of one map, N²",
		"weights of 8 heads",
		"by tiles (output and running sums)",
		"multiply-adds",
	],
	head: ["N", "N² cells", "weights, 8 heads", "by tiles"],
	units: ["B", "kB", "MB", "GB", "TB"],
	announce: (n: string, matrix: string, tiles: string) =>
		`N = ${n}: the weights take ${matrix}, tiles ${tiles}.`,
};

const es: typeof en = {
	title: "Lo que cuesta N × N.",
	purpose: "Alarga la secuencia: una curva crece con N² y la otra con N. ¿Dónde deja de caber la matriz?",
	question: "Una secuencia se hace cuatro veces más larga. La matriz de pesos ocupa…",
	options: ["el doble de memoria", "4 veces más", "16 veces más"],
	answer: "Son N × N celdas: cuatro veces más filas, cada una cuatro veces más larga.",
	length: "Longitud N",
	lengthText: (n) => `N = ${n}`,
	chart: "Memoria de una capa con 8 cabezas de anchura 64",
	description: (n, matrix, tiles) =>
		`Dos curvas en ejes logarítmicos. Con N = ${n}, las matrices de pesos ocupan ${matrix} y la atención por bloques, ${tiles}.`,
	matrixLine: "pesos, N × N",
	tilesLine: "por bloques",
	measures: [
		"celdas de un mapa, N²",
		"pesos de 8 cabezas",
		"por bloques (salida y sumas)",
		"multiplicaciones y sumas",
	],
	head: ["N", "celdas, N²", "pesos, 8 cabezas", "por bloques"],
	units: ["B", "kB", "MB", "GB", "TB"],
	announce: (n, matrix, tiles) => `N = ${n}: los pesos ocupan ${matrix} y por bloques, ${tiles}.`,
};

export const costTexts = { en, es };
