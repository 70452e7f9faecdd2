import type { errors as english } from "../en/errors.js";

export const errors: typeof english = {
	error: "error",
	hint: "sugerencia",
	warning: "aviso",

	unknownOption: (option) => `opción desconocida: ${option}`,
	unknownCommand: (command) => `orden desconocida: "${command}"`,
	tooManyArguments: (command) => `${command}: sobran argumentos`,
	missingArgument: (argument) => `falta el argumento <${argument}>`,
	missingOptionValue: (option) => `${option} necesita un valor`,
	seeHelp: (command) => `Consulte \`${command}\`.`,
	didYouMean: (word) => `¿Quería decir ${word}?`,
	wholeNumber: (option, least, most, got) =>
		`${option}: se esperaba un número entero de ${least} a ${most} y se recibió "${got}"`,
	oneOf: (option, choices, got) =>
		`${option}: se esperaba uno de estos valores: ${choices.join(", ")}; se recibió "${got}"`,
	languageCode: (flag, got) => `${flag}: se esperaba el código de un idioma, se recibió "${got}"`,
	languageCodeHint: "Los códigos son los de BCP 47: en, fr, zh, pt-BR.",
	builtinLanguage: (flag, own, got) =>
		`${flag}: se esperaba ${own}, el idioma del corpus incluido, se recibió ${got}`,
	builtinLanguageHint: "Indique un archivo de pares de oraciones con --data.",
	runName: (got) =>
		`--name: se esperaban como máximo 200 letras, cifras, ".", "-" y "_", sin "." ni "-" al principio; se recibió "${got}"`,
	emptyPath: (option) => `${option}: se esperaba una ruta y está vacía`,
	unitsForHeads: (units, heads) =>
		`--units: con --score multi-head se esperaba un múltiplo de ${heads} y se recibió ${units}`,
	builtinTooLarge: (most, asked) =>
		`--pairs, --test-sources, --validation-sources: el corpus incluido da como máximo ${most} oraciones en total y se pidieron ${asked}`,
	builtinTooLargeHint: "Pida menos, o use pares reales con --data.",
	needsMemory: (needed, present) =>
		`estos ajustes necesitan unos ${needed} de memoria y esta máquina tiene ${present}`,
	needsMemoryHint: "Reduzca --units, --vocabulary o --batch.",
	runExists: (folder) => `--name: ${folder} ya contiene una ejecución`,
	runExistsHint: "Continúela añadiendo --resume o elija otro --name.",
	runBusy: (folder, pid, host, since) =>
		`${folder}: el proceso ${pid} de ${host} trabaja en esta carpeta desde ${since}`,
	runBusyHint: (lock) =>
		`Espere a que termine o elija otro --name. Si ese proceso ya no existe, borre ${lock}.`,
	otherSettings: (folder, differences) =>
		`${folder}: el punto de control se hizo con otros ajustes: ${differences.join("; ")}`,
	settingDiffers: (name, stored, asked) => `${name} es ${stored} allí y ${asked} aquí`,
	otherSettingsHint:
		"Continúe con los ajustes con que se hizo (omita esas opciones) o empiece de nuevo con otro --name.",
	nothingToResume: (folder) => `--resume: no hay ninguna ejecución que continuar en ${folder}`,
	nothingToResumeHint: "Omita --resume para empezarla.",

	dataMissing: (path) => `${path}: el archivo no existe`,
	dataMissingHint: (program) =>
		`\`${program} data get spa-eng\` descarga los pares de oraciones de la lección; sin --data se usa el corpus incluido.`,
	dataIsFolder: (path) => `${path}: se esperaba un archivo de pares de oraciones y es una carpeta`,
	dataIsDevice: (path) =>
		`${path}: se esperaba un archivo de pares de oraciones y es una tubería o un dispositivo`,
	dataUnreadable: (path, detail) => `${path}: no se puede leer el archivo: ${detail}`,
	dataEmpty: (path) => `${path}: el archivo está vacío`,
	dataTooLarge: (path, most) => `${path}: el archivo es demasiado grande; se leen como máximo ${most}`,
	dataTooLargeHint: "Use una parte.",
	dataBinary: (path, format) =>
		`${path}: se esperaba texto UTF-8 y ${format ? `es un archivo en formato ${format}` : "son datos binarios"}`,
	dataUtf16: (path) => `${path}: se esperaba texto UTF-8 y es UTF-16`,
	dataOtherEncoding: (path, line) =>
		`${path}: se esperaba texto UTF-8 y tiene otra codificación, como Latin-1 o Windows-1252 (línea ${line})`,
	dataEncodingHint: "Guárdelo de nuevo en UTF-8.",
	archiveCut: (path) => `${path}: el archivo zip está incompleto: le falta el final`,
	archiveDamaged: (path, name) => `${path}: el archivo zip está dañado (${name})`,
	archiveAgainHint: "Descárguelo o cópielo de nuevo.",
	archiveEncrypted: (path, name) => `${path}: ${name}, dentro del archivo zip, necesita una contraseña`,
	archiveMethod: (path, name, method) =>
		`${path}: ${name}, dentro del archivo zip, está comprimido con ${method}, que Mirada no sabe leer`,
	archiveZip64: (path) => `${path}: el archivo está en formato zip64, que Mirada no sabe leer`,
	archiveUnpackHint: "Descomprímalo e indique el archivo de texto que contiene.",
	archiveWithoutText: (path) => `${path}: el archivo zip no contiene ningún .txt ni .tsv`,
	dataFormatHint:
		"Un par por línea: una oración, un tabulador, su traducción (la tercera columna se ignora), o una exportación de Anki; .txt, .tsv o un .zip con uno.",
	noPairs: (path, first) =>
		`${path}: ninguna línea de este archivo es un par de oraciones. Las primeras: ${first}`,
	badLines: (path, count, total, first) =>
		`${path}: ${count} de ${total} líneas ${count === 1 ? "no es un par de oraciones" : "no son pares de oraciones"}: ${first}`,
	badLine: (number, reason, text) => `línea ${number} (${reason}) "${text}"`,
	badLineReasons: {
		"no-tab": "sin tabulador",
		"one-column": "una sola columna",
		"more-columns": "más de 3 columnas",
		"no-source": "nada antes del tabulador",
		"no-target": "nada después del tabulador",
		"too-long": "demasiado larga para ser una oración",
		"not-utf8": "no es UTF-8",
		"nul-character": "un carácter NUL",
	},
	badLinesHint: "Corrija esas líneas u omítalas con --skip-bad-lines.",
	corpusTooSmall: (path, needed, got) =>
		`${path}: estos ajustes necesitan al menos ${needed} oraciones de origen distintas y hay ${got}`,
	corpusTooSmallHint: "Dé más pares o reserve menos con --test-sources y --validation-sources.",
	unknownDataSet: (name) => `data get: solo existe el conjunto spa-eng y se recibió "${name}"`,
	downloadFailed: (detail) => `data get: la descarga ha fallado: ${detail}`,
	downloadHint:
		"Compruebe la conexión y repita la orden: sigue donde se detuvo. O descargue el archivo a mano y use --data.",
	downloadBusy: (pid, host) => `data get: el proceso ${pid} de ${host} está descargando este archivo`,
	downloadBusyHint: (lock) => `Espere a que termine. Si ese proceso ya no existe, borre ${lock}.`,

	inputUnreadable: (detail) => `no se puede leer la entrada estándar: ${detail}`,
	inputNotUtf8: (line) => `entrada estándar, línea ${line}: se esperaba texto UTF-8 y hay otros bytes`,
	inputUtf16: "entrada estándar: se esperaba texto UTF-8 y es UTF-16",
	inputNul: (line) => `entrada estándar, línea ${line}: se esperaba texto y hay un carácter NUL`,
	inputTooLong: (where, most, got) =>
		`${where}: se esperaba una oración de ${most} palabras como máximo y tiene ${got}`,
	inputTooLarge: (most) => `entrada estándar: se leen como máximo ${most} de una vez`,
	inputHint: "Dé una oración por línea, en texto UTF-8 sin formato.",
	standardInput: (line) => `entrada estándar, línea ${line}`,

	cannotWrite: (path, detail) => `${path}: no se puede escribir: ${detail}`,
	cannotPrint: (detail) => `no se puede escribir en la salida estándar: ${detail}`,
	diskFull: (path) => `${path}: el disco está lleno`,
	cannotWriteHint: "Elija otro lugar: --out indica la carpeta de las ejecuciones.",
	diskFullHint: "Libere espacio y continúe con --resume, o elija otra carpeta con --out.",

	checkpointDamaged: (path, detail) => `${path}: el punto de control está dañado: ${detail}`,
	checkpointDamagedHint: "Bórrelo para entrenar ese modelo desde el principio o recupere una copia.",
	configDamaged: (path, detail) => `${path}: los ajustes de la ejecución están dañados: ${detail}`,
	configDamagedHint: "Recupere una copia o empiece de nuevo con otro --name.",
	modelMissing: (folder) => `${folder}: no hay ningún traductor guardado`,
	modelMissingHint: (program) =>
		`\`${program} homework\` o \`${program} train\` crean uno; --model indica su carpeta.`,
	modelDamaged: (folder, detail) => `${folder}: no se puede leer el traductor guardado: ${detail}`,
	modelWithoutAttention: (folder) => `${folder}: este traductor no tiene atención`,
	modelWithoutAttentionHint:
		"El otro de la misma ejecución sí la tiene: --model runs/<nombre>/models/attention.",

	noRun: (path) => `${path}: faltan los ajustes de la ejecución que creó este modelo`,
	evaluateNeedsData: "Indique un archivo de pares con --data.",

	nativeMissing: (detail) => `el núcleo nativo no está compilado o no se puede cargar: ${detail}`,
	nativeMissingHint: (program) =>
		`Compílelo con \`npm run build\` en una copia de Mirada o con \`npx mirada-build-core\` en una aplicación (ambos necesitan cmake y un compilador de C++20). \`${program} doctor\` muestra lo que hay. Sin él funciona --backend cpu, muchas veces más lento.`,
	tensorflowMissing: (detail) =>
		`--backend tensorflow: no se puede cargar ni @tensorflow/tfjs-node-gpu ni @tensorflow/tfjs-node: ${detail}`,
	tensorflowMissingHint: (version) =>
		`Instale uno junto a mirada y permita su script de instalación, que descarga libtensorflow: \`npm install @tensorflow/tfjs-node@${version}\` (o tfjs-node-gpu). O use --backend native.`,
	internal: (detail) => `interno: ${detail}`,
	internalHint: "Es un error de Mirada. MIRADA_DEBUG=1 muestra dónde ocurrió.",
	stopped: (signal) => `Detenido por ${signal}; lo hecho hasta aquí se conserva.`,
	resumeWith: (command) => `Continúe con:  ${command}`,
};
