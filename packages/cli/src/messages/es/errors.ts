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
	seeHelp: (command) => `Consulta \`${command}\`.`,
	didYouMean: (word) => `¿Querías decir ${word}?`,
	wholeNumber: (option, least, most, got) =>
		`${option}: se esperaba un número entero de ${least} a ${most} y se recibió "${got}"`,
	number: (option, least, most, got) =>
		`${option}: se esperaba un número de ${least} a ${most} y se recibió "${got}"`,
	oneOf: (option, choices, got) =>
		`${option}: se esperaba uno de estos valores: ${choices.join(", ")}; se recibió "${got}"`,
	languageCode: (flag, got) => `${flag}: se esperaba un código de idioma y se recibió "${got}"`,
	languageCodeHint: "Usa un código BCP 47, como en, fr, zh o pt-BR.",
	builtinLanguage: (flag, own, got) =>
		`${flag}: se esperaba ${own}, el idioma del corpus incluido, y se recibió ${got}`,
	builtinLanguageHint: "Para otros idiomas, indica un archivo de pares de oraciones con --data.",
	runName: (got) =>
		`--name: se esperaban como máximo 200 letras, cifras, ".", "-" y "_", sin "." ni "-" al principio; se recibió "${got}"`,
	emptyPath: (option) => `${option}: se esperaba una ruta y se recibió un texto vacío`,
	unitsForHeads: (units, heads) =>
		`--units: con --score multi-head se esperaba un múltiplo de ${heads} y se recibió ${units}`,
	judgeNeedsBeam: "--judge beam: se esperaba una anchura del haz de 2 o más, pero es 1 (--beam 1)",
	judgeNeedsBeamHint: "Con --beam 1 solo hay traducciones voraces. Aumenta --beam o usa --judge greedy.",
	builtinTooLarge: (most, asked) =>
		`--pairs, --test-sources, --validation-sources: el corpus incluido da como máximo ${most} oraciones en total y se pidieron ${asked}`,
	builtinTooLargeHint: "Pide menos oraciones o usa pares reales con --data.",
	needsMemory: (needed, present) =>
		`estos ajustes necesitan unos ${needed} de memoria, y este equipo tiene ${present}`,
	needsMemoryHint: "Reduce --units, --vocabulary o --batch.",
	runExists: (folder) => `--name: ${folder} ya contiene una ejecución`,
	runExistsHint: "Añade --resume para continuarla o elige otro --name.",
	runBusy: (folder, pid, host, since) =>
		`${folder}: el proceso ${pid} de ${host} está usando esta carpeta desde ${since}`,
	runBusyHint: (lock) =>
		`Espera a que termine o elige otro --name. Si ese proceso ya no existe, borra ${lock}.`,
	otherSettings: (folder, differences) =>
		`${folder}: el punto de control se guardó con otros ajustes: ${differences.join("; ")}`,
	settingDiffers: (name, stored, asked) => `${name} era ${stored} y ahora es ${asked}`,
	otherSettingsHint:
		"Quita esas opciones para continuar con los ajustes anteriores o empieza de nuevo con otro --name.",
	epochsFinished: (folder, model, epochs) =>
		`--epochs: ${folder}: el modelo ${model} ya ha terminado ${epochs === 1 ? "su época" : `sus ${epochs} épocas`}`,
	epochsFinishedHint:
		"Solo se pueden aumentar las épocas mientras ningún modelo haya terminado. Empieza una ejecución nueva con otro --name.",
	nothingToResume: (folder) => `--resume: en ${folder} no hay ninguna ejecución que se pueda continuar`,
	nothingToResumeHint: "Quita --resume para empezar una nueva.",

	dataMissing: (path) => `${path}: el archivo no existe`,
	dataMissingHint: (program) =>
		`\`${program} data get spa-eng\` descarga los pares de oraciones de la clase; sin --data se usa el corpus incluido.`,
	dataIsFolder: (path) => `${path}: se esperaba un archivo de pares de oraciones, pero es una carpeta`,
	dataIsDevice: (path) =>
		`${path}: se esperaba un archivo de pares de oraciones, pero es una tubería o un dispositivo`,
	dataUnreadable: (path, detail) => `${path}: no se puede leer el archivo: ${detail}`,
	dataEmpty: (path) => `${path}: el archivo está vacío`,
	dataTooLarge: (path, most) => `${path}: el archivo supera el límite de ${most}`,
	dataTooLargeHint: "Usa solo una parte.",
	dataBinary: (path, format) =>
		`${path}: se esperaba texto UTF-8, pero ${format ? `son datos en formato ${format}` : "son datos binarios"}`,
	dataUtf16: (path) => `${path}: se esperaba texto UTF-8, pero es UTF-16`,
	dataOtherEncoding: (path, line) =>
		`${path}: se esperaba texto UTF-8, pero tiene otra codificación, como Latin-1 o Windows-1252 (línea ${line})`,
	dataEncodingHint: "Guárdalo de nuevo en UTF-8.",
	archiveCut: (path) => `${path}: el archivo zip está incompleto: le falta el final`,
	archiveDamaged: (path, name) => `${path}: el archivo zip está dañado (${name})`,
	archiveUnreadable: (path) => `${path}: el archivo zip está dañado`,
	archiveMethodNumber: (number) => `el método ${number}`,
	archiveAgainHint: "Descárgalo o cópialo de nuevo.",
	archiveEncrypted: (path, name) => `${path}: ${name}, dentro del archivo zip, necesita una contraseña`,
	archiveMethod: (path, name, method) =>
		`${path}: ${name}, dentro del archivo zip, está comprimido con ${method}, que Mirada no sabe leer`,
	archiveZip64: (path) => `${path}: el archivo está en formato zip64, que Mirada no sabe leer`,
	archiveUnpackHint: "Descomprímelo y usa el archivo de texto que contiene.",
	archiveWithoutText: (path) => `${path}: el archivo zip no contiene ningún .txt ni .tsv`,
	dataFormatHint:
		"Un par por línea: una oración, un tabulador y su traducción (si hay una tercera columna, se ignora). También sirve una exportación de Anki. El archivo puede ser .txt, .tsv o un .zip con uno de ellos.",
	noPairs: (path, first) =>
		`${path}: ninguna línea de este archivo es un par de oraciones. Empieza así: ${first}`,
	badLines: (path, count, total, first) =>
		`${path}: ${count} de ${total} líneas ${count === 1 ? "no es un par de oraciones" : "no son pares de oraciones"}: ${first}`,
	badLine: (number, reason, text) => `línea ${number} (${reason}) "${text}"`,
	badLineReasons: {
		"no-tab": "sin tabulador",
		"one-column": "una sola columna",
		"more-columns": "más de 3 columnas",
		"no-source": "no hay nada antes del tabulador",
		"no-target": "no hay nada después del tabulador",
		"too-long": "demasiado larga para ser una oración",
		"not-utf8": "no es UTF-8",
		"nul-character": "contiene un carácter NUL",
	},
	badLinesHint: "Corrige esas líneas u omítelas con --skip-bad-lines.",
	corpusTooSmall: (path, needed, got) =>
		`${path}: con estos ajustes hacen falta al menos ${needed} oraciones de origen distintas, y solo hay ${got}`,
	corpusTooSmallHint: "Usa más pares o reserva menos oraciones con --test-sources y --validation-sources.",
	unknownDataSet: (name) => `data get: solo existe el conjunto spa-eng, y se pidió "${name}"`,
	downloadFailed: (detail) => `data get: la descarga falló: ${detail}`,
	downloadHash: "data get: el archivo del servidor no es el esperado (su SHA-256 es distinto)",
	downloadHashHint: "Descarga el archivo por otro medio e indícalo con --data.",
	downloadReasons: {
		status: (status) => `el servidor respondió con el estado ${status}`,
		closed: (received) => `la conexión se cerró a los ${received} bytes`,
		stalled: (seconds) => `no llegaron datos durante ${seconds} s`,
	},
	downloadHint:
		"Comprueba la conexión y repite la orden: la descarga sigue donde se detuvo. También puedes descargar el archivo por tu cuenta e indicarlo con --data.",
	downloadBusy: (pid, host) => `data get: el proceso ${pid} de ${host} está descargando este archivo`,
	downloadBusyHint: (lock) => `Espera a que termine. Si ese proceso ya no existe, borra ${lock}.`,

	inputUnreadable: (detail) => `no se puede leer la entrada estándar: ${detail}`,
	inputNotUtf8: (line) => `entrada estándar, línea ${line}: se esperaba texto UTF-8, pero hay otros bytes`,
	inputUtf16: "entrada estándar: se esperaba texto UTF-8, pero es UTF-16",
	inputNul: (line) => `entrada estándar, línea ${line}: se esperaba texto, pero hay un carácter NUL`,
	inputTooLong: (where, most, got) =>
		`${where}: se esperaba una oración de ${most} tokens como máximo, pero tiene ${got}`,
	inputTooLarge: (most) => `entrada estándar: supera el límite de ${most}`,
	inputHint: "Escribe una oración por línea, como texto sin formato en UTF-8.",
	standardInput: (line) => `entrada estándar, línea ${line}`,

	cannotWrite: (path, detail) => `${path}: no se puede escribir: ${detail}`,
	cannotPrint: (detail) => `no se puede escribir en la salida estándar: ${detail}`,
	diskFull: (path) => `${path}: el disco está lleno`,
	cannotWriteHint: "Comprueba la ruta y sus permisos, o elige otra (la de las ejecuciones, con --out).",
	diskFullHint:
		"Libera espacio y continúa con --resume la ejecución detenida, o escribe en otro disco (las ejecuciones, con --out).",

	systemReasons: {
		ENOENT: "no existe",
		EACCES: "permiso denegado",
		EPERM: "operación no permitida",
		EROFS: "el sistema de archivos es de solo lectura",
		ENOTDIR: "no es una carpeta",
		EISDIR: "es una carpeta",
		EEXIST: "ya existe",
		ENOTEMPTY: "la carpeta no está vacía",
		EIO: "error de entrada o salida",
		ENAMETOOLONG: "el nombre es demasiado largo",
		ELOOP: "hay demasiados enlaces simbólicos",
		EMFILE: "hay demasiados archivos abiertos",
		ENFILE: "hay demasiados archivos abiertos",
		EBADF: "el archivo está cerrado",
		ENXIO: "no existe ese dispositivo",
		ENOSPC: "no queda espacio en el dispositivo",
		EDQUOT: "se agotó la cuota de disco",
		EFBIG: "el archivo es demasiado grande",
		EBUSY: "está en uso",
		ENOTFOUND: "no se encuentra el servidor",
		EAI_AGAIN: "por ahora no se puede resolver el nombre del servidor",
		ECONNREFUSED: "conexión rechazada",
		ECONNRESET: "se cortó la conexión",
		ETIMEDOUT: "se agotó el tiempo de espera de la conexión",
		UND_ERR_CONNECT_TIMEOUT: "se agotó el tiempo de espera de la conexión",
		UND_ERR_SOCKET: "se cerró la conexión",
		ENETUNREACH: "no hay acceso a la red",
		EHOSTUNREACH: "no hay acceso al servidor",
	},
	faults: {
		length: (expected, got) => `debería tener ${expected} bytes y tiene ${got}`,
		tooShort: (got) => `se cortó a los ${got} bytes`,
		header: "es otro tipo de archivo o tiene dañado el principio",
		format: (got) => `su formato es "${got}", que esta versión no sabe leer`,
		checksum: "el contenido no coincide con su suma de comprobación",
		parts: "sus partes no se corresponden entre sí",
	},
	quoted: (text) => `detalle técnico: ${text}`,
	notJson: "no es JSON válido",
	noSettings: "no contiene los ajustes de una ejecución",
	badSetting: (name, expected, got) => `${name}: se esperaba ${expected}, pero es ${got}`,
	expected: {
		path: "una ruta",
		language: (auto) => `${auto} o un código de idioma`,
		positive: "un número mayor que 0",
		share: "un número de 0 a menos de 1",
		whole: (least, most) => `un número entero de ${least} a ${most}`,
		oneOf: (names) => `uno de estos valores: ${names.join(", ")}`,
	},

	checkpointDamaged: (path, detail) => `${path}: el punto de control está dañado: ${detail}`,
	checkpointDamagedHint: "Bórralo para entrenar ese modelo desde el principio o recupera una copia.",
	configDamaged: (path, detail) => `${path}: los ajustes de la ejecución están dañados: ${detail}`,
	configDamagedHint: "Recupera una copia o empieza de nuevo con otro --name.",
	modelMissing: (folder) => `${folder}: no hay ningún traductor guardado`,
	modelMissingHint: (program) =>
		`\`${program} homework\` o \`${program} train\` crean uno; con --model se indica su carpeta.`,
	modelDamaged: (folder, detail) => `${folder}: no se puede leer el traductor guardado: ${detail}`,
	modelWithoutAttention: (folder) => `${folder}: este traductor no tiene atención`,
	modelWithoutAttentionHint: "Usa el otro modelo de la ejecución: --model runs/<nombre>/models/attention.",

	noRun: (path) => `${path}: faltan los ajustes de la ejecución en que se entrenó este modelo`,
	evaluateNeedsData: "Indica un archivo de pares con --data.",

	notThere: "no existe",
	nativeMissing: (detail) => `el núcleo nativo no está compilado o no se puede cargar: ${detail}`,
	nativeMissingHint: (program) =>
		`Compílalo con \`npm run build\` en un clon de Mirada o con \`npx mirada-build-core\` en una aplicación (en ambos casos hacen falta cmake y un compilador de C++20). \`${program} doctor\` comprueba este equipo. --backend mirada-wasm no necesita ninguno de los dos: las mismas operaciones en WebAssembly, más lentas y en un solo hilo.`,
	wasmMissing: (detail) => `el núcleo para WebAssembly no está compilado o no se puede cargar: ${detail}`,
	wasmMissingHint: (program) =>
		`\`npm run build:wasm\` lo compila en un clon de Mirada (hace falta pip, de Python, pero ningún compilador); los paquetes empaquetados lo traen. \`${program} doctor\` comprueba este equipo.`,
	wasmThreads: (threads) => `--threads: mirada-wasm calcula en un solo hilo y se recibió ${threads}`,
	wasmThreadsHint: "Quita --threads o usa --backend native.",
	wasmMemory: (wanted, all) => `mirada-wasm se quedó sin memoria: no caben ${wanted} en sus ${all}`,
	wasmMemoryHint:
		"Usa valores menores de --batch, --vocabulary o --units, o bien --backend native, que aprovecha toda la memoria del equipo.",
	tensorflowMissing:
		"--backend tensorflow: no está instalado ni @tensorflow/tfjs-node-gpu ni @tensorflow/tfjs-node",
	tensorflowBroken: (detail) => `--backend tensorflow: no se puede cargar TensorFlow; ${detail}`,
	tensorflowMissingHint: (version) =>
		`Instala uno de los dos junto a mirada y permite que se ejecute su script de instalación, que descarga libtensorflow: \`npm install @tensorflow/tfjs-node@${version}\` (o tfjs-node-gpu). O usa --backend native.`,
	internal: (detail) => `fallo interno (detalle técnico: ${detail})`,
	internalHint: "Es un error de Mirada. MIRADA_DEBUG=1 muestra la traza de la pila.",
	stopped: (signal) => `Detenido por ${signal}; lo hecho hasta ahora está guardado.`,
	resumeWith: (command) => `Continúa con:  ${command}`,
};
