import type { tools as english } from "../en/tools.js";

export const tools: typeof english = {
	check: "Comprobación",
	checkOk: "bien",
	checkFailed: "mal",
	yourTurn: "Ahora tú",

	dataFetching: (name) => `descargando ${name}`,
	dataReady: (path) => `Listo: ${path}`,
	dataUse: (command) => `Úsalo con:  ${command}`,
	dataSource: "Pares de oraciones de tatoeba.org a través de manythings.org/anki, CC BY 2.0.",
	dataFacts: {
		file: "archivo",
		pairs: "pares",
		badLines: "líneas que no son pares",
		sources: "oraciones de origen distintas",
		shared: "pares con la oración de origen repetida",
		sourceLength: "tokens por oración de origen (media; máximo)",
		targetLength: "tokens por oración de destino (media; máximo)",
		sourceTokens: "tokens de origen distintos",
		targetTokens: "tokens de destino distintos",
		aligned: "enlaces de referencia entre palabras",
	},
	yes: "sí",
	no: "no",

	doctorTitle: "Este equipo",
	doctorNode: "Node.js",
	doctorNative: "núcleo nativo",
	doctorWasm: "núcleo para WebAssembly",
	doctorTfjs: "TensorFlow.js",
	doctorTensorflow: "tfjs-node (opcional)",
	doctorPng: "mapas PNG",
	doctorOut: "carpeta de las ejecuciones",
	doctorProcessor: "procesador",
	doctorMemory: "memoria",
	doctorNodeOld: (got) => `${got} es demasiado antiguo: hace falta 20.19 o posterior`,
	doctorNotInstalled: "no instalado",
	doctorNotBuilt: "no compilado (`npm run build:wasm`)",
	doctorWritable: (folder) => `se puede escribir en ${folder}`,
	doctorCores: (count, model) => `${count} × ${model}`,
	doctorGood: "Este equipo tiene todo lo que Mirada necesita.",
	doctorBad: "Falta algo: mira las líneas marcadas con ✗.",
	doctorThreads: (isa, threads) => `${isa}, ${threads} ${threads === 1 ? "hilo" : "hilos"}`,

	benchTitle: "Velocidad de este equipo",
	benchProgress: "midiendo",
	benchCeilings: (peak, copy) =>
		`máximo medido: ${peak} GFLOP/s de multiplicación y suma fusionadas, que se toman como el 100 % (las unidades de matrices, como AMX, pueden superarlo); copia de memoria: ${copy} GB/s`,
	benchGroups: {
		attentionForward: "Atención, hacia delante",
		attentionTraining: "Atención, hacia delante y hacia atrás",
		matmul: "Producto de matrices",
		training: "Entrenamiento de un traductor",
	},
	benchUnits: {
		attentionForward: "GFLOP/s; lote × cabezas × consultas × claves × tamaño de cabeza",
		attentionTraining: "GFLOP/s",
		matmul: "GFLOP/s",
		training: "tokens de destino por segundo",
	},
	benchModels: { none: "sin atención", attention: "con atención" },
	benchStatus: {
		timed: "medido",
		wrong: "RESULTADO ERRÓNEO",
		missing: "no compatible: le falta un kernel",
		slow: "omitido: demasiado lento",
	},
	benchOfPeak: (percent) => `(${percent} %)`,
	benchRatio: (name, mean, least, most) =>
		`Mirada es ${mean} veces más rápida que ${name} (media geométrica; de ${least} a ${most}).`,
	benchMissing: (names) => `no instalado: ${names}`,

	noSentence: "no hay nada que traducir",
	emptySentence: (command) => `${command}: la oración no tiene ninguna palabra`,
	unknownWords: (words) => `palabras que no están en el vocabulario del modelo: ${words}`,
	unknownWordsInLine: (line, words) =>
		`línea ${line}: palabras que no están en el vocabulario del modelo: ${words}`,
	unknownWordsElsewhere: (lines) =>
		lines === 1
			? "otra línea tiene palabras desconocidas"
			: `otras ${lines} líneas tienen palabras desconocidas`,
	knownWords: (count, file, isBuiltin) =>
		`Este modelo${isBuiltin ? " se entrenó con el corpus incluido y" : ""} conoce ${count} palabras y signos del idioma de origen, enumerados en ${file}. Las demás palabras solo puede intentar adivinarlas.`,
	otherSegmenter: (trained, here) =>
		`el modelo se entrenó con palabras separadas por ${trained}; este Node usa ${here}, que puede dividir las oraciones de otra forma`,
	cutTranslation: (where, words) => `${where}la traducción se cortó a los ${words} tokens`,
	cutElsewhere: (lines) =>
		lines === 1 ? "se cortó otra traducción" : `se cortaron otras ${lines} traducciones`,
	inLine: (line) => `línea ${line}: `,
	noSentenceHint: "Escribe una oración, o una por línea en la entrada estándar.",
	missingGlyphs: (count, characters) =>
		count === 1
			? `ninguna fuente tiene este carácter, que en el PNG aparece como un recuadro: ${characters}`
			: `ninguna fuente tiene estos ${count} caracteres, que en el PNG aparecen como recuadros: ${characters}`,
	missingGlyphsHint: (fontPackage) =>
		`Instala en el sistema una fuente que los tenga, o ejecuta \`npm install --prefix fonts ${fontPackage}\` y define MIRADA_FONTS=fonts. En un mapa SVG se usan las fuentes del navegador.`,
	savedMap: (path) => `Mapa escrito en ${path}`,
	evaluated: (sentences) => `${sentences} oraciones de origen`,
	evaluateHead: ["medida", "valor"],
	bleuOfBucket: (bucket) => `BLEU, ${bucket} tokens de origen`,
	penaltiesLine: (alpha, beta, isChosen) =>
		`penalización por longitud α ${alpha} y de cobertura β ${beta}${isChosen ? " (elegidas por la ejecución)" : ""}`,
	beamLine: (beam) => (beam === 1 ? "búsqueda voraz" : `búsqueda en haz, anchura ${beam}`),
};
