import type { tools as english } from "../en/tools.js";

export const tools: typeof english = {
	exerciseList: "Los cinco ejercicios de la lección:",
	exerciseRun: (program) => `Haga uno con \`${program} exercise <número>\`.`,
	exerciseTitle: (number, title) => `Ejercicio ${number}: ${title}`,
	check: "Comprobación",
	checkOk: "bien",
	checkFailed: "mal",
	yourTurn: "Ahora usted",

	dataFetching: (name) => `descargando ${name}`,
	dataReady: (path) => `Listo: ${path}`,
	dataUse: (command) => `Úselo con:  ${command}`,
	dataSource: "Pares de oraciones de tatoeba.org a través de manythings.org/anki, CC BY 2.0.",
	dataFacts: {
		file: "archivo",
		pairs: "pares",
		badLines: "líneas que no son un par",
		sources: "oraciones de origen distintas",
		shared: "pares que comparten su oración de origen",
		sourceLength: "palabras por oración de origen (media, máxima)",
		targetLength: "palabras por oración de destino (media, máxima)",
		sourceWords: "palabras de origen distintas",
		targetWords: "palabras de destino distintas",
		aligned: "enlaces entre palabras de referencia",
	},
	yes: "sí",
	no: "no",

	doctorTitle: "Lo que tiene esta máquina",
	doctorNode: "Node.js",
	doctorNative: "núcleo nativo",
	doctorTfjs: "TensorFlow.js",
	doctorTensorflow: "tfjs-node (opcional)",
	doctorPng: "mapas PNG",
	doctorOut: "carpeta de las ejecuciones",
	doctorProcessor: "procesador",
	doctorMemory: "memoria",
	doctorNodeOld: (got) => `hace falta 20.19 o posterior, esta es la ${got}`,
	doctorNotInstalled: "no instalado",
	doctorWritable: (folder) => `se puede escribir en ${folder}`,
	doctorCores: (count, model) => `${count} × ${model}`,
	doctorGood: "Está todo lo que Mirada necesita.",
	doctorBad: "Falta algo; las líneas de arriba dicen qué.",
	doctorThreads: (isa, threads) => `${isa}, ${threads} ${threads === 1 ? "hilo" : "hilos"}`,

	benchTitle: "Lo que alcanza esta máquina",
	benchProgress: "midiendo",
	benchCeilings: (peak, copy) =>
		`medido: ${peak} GFLOP/s de multiplicar y sumar, que es el 100 % (las unidades de teselas pueden superarlo); ${copy} GB/s de copia`,
	benchGroups: {
		attentionForward: "Atención, hacia delante",
		attentionTraining: "Atención, hacia delante y hacia atrás",
		matmul: "Producto de matrices",
		training: "Entrenar un traductor",
	},
	benchUnits: {
		attentionForward: "GFLOP/s; lote × cabezas × consultas × claves × tamaño de cabeza",
		attentionTraining: "GFLOP/s",
		matmul: "GFLOP/s",
		training: "palabras de destino por segundo",
	},
	benchModels: { none: "sin atención", attention: "con atención" },
	benchStatus: {
		timed: "medido",
		wrong: "RESULTADO ERRÓNEO",
		missing: "no puede: le falta un núcleo de cálculo",
		slow: "omitido: demasiado lento",
	},
	benchOfPeak: (percent) => `(${percent} %)`,
	benchRatio: (name, mean, least, most) =>
		`Mirada es ${mean} veces más rápida que ${name} (media geométrica; de ${least} a ${most}).`,
	benchMissing: (names) => `no instalado: ${names}`,

	noSentence: "no hay nada que traducir",
	emptySentence: (command) => `${command}: la oración no tiene palabras`,
	unknownWords: (words) => `palabras que el modelo no conoce: ${words}`,
	unknownWordsInLine: (line, words) => `línea ${line}: palabras que el modelo no conoce: ${words}`,
	unknownWordsElsewhere: (lines) =>
		lines === 1
			? "1 línea más tiene palabras desconocidas"
			: `${lines} líneas más tienen palabras desconocidas`,
	knownWords: (count, file, isBuiltin) =>
		`${isBuiltin ? "Entrenado con el corpus incluido, conoce" : "Conoce"} ${count} palabras de origen, que están en ${file}; cualquier otra la traduce adivinando.`,
	otherSegmenter: (trained, here) =>
		`el modelo se entrenó con palabras separadas por ${trained}; este Node usa ${here}, que puede dividir las oraciones de otra forma`,
	cutTranslation: (where, words) => `${where}la traducción se cortó tras ${words} palabras`,
	cutElsewhere: (lines) =>
		lines === 1 ? "se cortó 1 traducción más" : `se cortaron ${lines} traducciones más`,
	inLine: (line) => `línea ${line}: `,
	noSentenceHint: "Dé una oración, o una oración por línea en la entrada estándar.",
	missingGlyphs: (count, characters) =>
		`ninguna fuente tiene ${count === 1 ? "este carácter, que aparece" : `estos ${count} caracteres, que aparecen`} como recuadro en el PNG: ${characters}`,
	missingGlyphsHint: (fontPackage) =>
		`Instale en el sistema una fuente que los tenga, o ejecute \`npm install --prefix fonts ${fontPackage}\` y defina MIRADA_FONTS=fonts. El SVG los muestra con las fuentes del navegador.`,
	savedMap: (path) => `Mapa escrito en ${path}`,
	evaluated: (sentences) => `${sentences} oraciones de origen`,
	evaluateHead: ["medida", "valor"],
	beamLine: (beam) => (beam === 1 ? "búsqueda voraz" : `búsqueda en haz, anchura ${beam}`),
};
