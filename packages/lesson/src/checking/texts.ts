// What the checks of every exercise say.

const show = (shape: readonly (number | string)[]) => `(${shape.join(", ")})`;

const en = {
	kinds: {
		array: "an array",
		rows: "an array of rows of numbers",
		rowOfNumbers: "a row of numbers",
		list: "an array of numbers",
		position: "a whole number",
		tensor: "a tensor",
		object: "an object",
		layer: "a MultiHeadAttention layer",
		pair: "[output, weights], two tensors",
		function: "a function",
		number: "a number",
		string: "a string",
		boolean: "true or false",
		bigint: "a bigint",
		symbol: "a symbol",
		undefined: "undefined",
	},
	skipped: (check: string) => `not checked, because this fails: “${check}”`,
	unreadable: (error: string) => `the result cannot be read: ${error}`,
	missingExport: (name: string, names: readonly string[]) =>
		names.length === 0
			? `expected an export named ${name}; the module exports nothing`
			: `expected an export named ${name}; the module exports ${names.join(", ")}`,
	notAFunction: (name: string, got: string) => `expected ${name} to be a function, got ${got}`,
	threw: (name: string, error: string, line?: number) =>
		line === undefined ? `${name} threw ${error}` : `${name} threw ${error} (line ${line})`,
	returnedNothing: (name: string) => `${name} returned undefined`,
	returnedPromise: (name: string) => `${name} returned a Promise`,
	objectWith: (names: readonly string[]) => `an object { ${names.join(", ")} }`,
	missingField: (where: string, name: string, got: readonly string[]) =>
		`expected ${where} to have ${name}, got { ${got.join(", ")} }`,
	wrongKind: (where: string, expected: string, got: string) => `${where}: expected ${expected}, got ${got}`,
	ragged: (where: string, first: number, row: number, length: number) =>
		`${where}: expected rows of one length, got ${first} numbers in row 0 and ${length} in row ${row}`,
	shape: (where: string, expected: readonly (number | string)[], got: readonly (number | string)[]) =>
		`${where}: expected ${show(expected)}, got ${show(got)}`,
	notFinite: (place: string, got: string) => `${place}: expected a finite number, got ${got}`,
	rowSum: (row: string, got: string) => `the sum of ${row}: expected 1, got ${got}`,
	value: (place: string, expected: string, got: string) => `${place}: expected ${expected}, got ${got}`,
	meanLargest: (expected: string, got: string) =>
		`mean of the largest weight of each row: expected ${expected}, got ${got}`,
	changed: (what: string) => `${what} changed`,
	heads: (expected: readonly [number, number], got: readonly unknown[]) =>
		`expected { numHeads: ${expected[0]}, keyDim: ${expected[1]} }, got { numHeads: ${got[0]}, keyDim: ${got[1]} }`,
	twice: "two calls with the same tensors gave different results",
};

export type CheckTexts = typeof en;

const es: CheckTexts = {
	kinds: {
		array: "un array",
		rows: "un array de filas de números",
		rowOfNumbers: "una fila de números",
		list: "un array de números",
		position: "un número entero",
		tensor: "un tensor",
		object: "un objeto",
		layer: "una capa MultiHeadAttention",
		pair: "[salida, pesos], dos tensores",
		function: "una función",
		number: "un número",
		string: "una cadena de texto",
		boolean: "true o false",
		bigint: "un bigint",
		symbol: "un símbolo",
		undefined: "undefined",
	},
	skipped: (check) => `sin comprobar, porque antes falla «${check}»`,
	unreadable: (error) => `no se puede leer el resultado: ${error}`,
	missingExport: (name, names) =>
		names.length === 0
			? `esperaba que se exportara ${name}, y el módulo no exporta nada`
			: `esperaba que se exportara ${name}, y el módulo exporta ${names.join(", ")}`,
	notAFunction: (name, got) => `esperaba que ${name} fuera una función, obtuve ${got}`,
	threw: (name, error, line) =>
		line === undefined ? `${name} lanzó ${error}` : `${name} lanzó ${error} (línea ${line})`,
	returnedNothing: (name) => `${name} devolvió undefined`,
	returnedPromise: (name) => `${name} devolvió una Promise`,
	objectWith: (names) => `un objeto { ${names.join(", ")} }`,
	missingField: (where, name, got) => `esperaba que ${where} tuviera ${name}, obtuve { ${got.join(", ")} }`,
	wrongKind: (where, expected, got) => `${where}: esperaba ${expected}, obtuve ${got}`,
	ragged: (where, first, row, length) =>
		`${where}: esperaba filas de la misma longitud, obtuve ${first} números en la fila 0 y ${length} en la fila ${row}`,
	shape: (where, expected, got) => `${where}: esperaba ${show(expected)}, obtuve ${show(got)}`,
	notFinite: (place, got) => `${place}: esperaba un número finito, obtuve ${got}`,
	rowSum: (row, got) => `la suma de ${row}: esperaba 1, obtuve ${got}`,
	value: (place, expected, got) => `${place}: esperaba ${expected}, obtuve ${got}`,
	meanLargest: (expected, got) => `media del mayor peso de cada fila: esperaba ${expected}, obtuve ${got}`,
	changed: (what) => `cambió ${what}`,
	heads: (expected, got) =>
		`esperaba { numHeads: ${expected[0]}, keyDim: ${expected[1]} }, obtuve { numHeads: ${got[0]}, keyDim: ${got[1]} }`,
	twice: "dos llamadas con los mismos tensores dieron resultados distintos",
};

export const checkTexts = { en, es };
