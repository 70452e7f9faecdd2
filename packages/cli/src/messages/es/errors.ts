import type { errors as english } from "../en/errors.js";

export const errors: typeof english = {
	error: "error",
	hint: "pista",
	warning: "aviso",

	unknownOption: (option) => `mirada: se esperaba una opción que exista, se recibió ${option}`,
	unknownCommand: (command) => `mirada: se esperaba una orden que exista, se recibió "${command}"`,
	tooManyArguments: (command) => `mirada ${command}: se esperaban menos argumentos`,
	missingArgument: (argument) => `mirada: se esperaba el argumento <${argument}>, no se recibió nada`,
	missingOptionValue: (option) => `mirada: se esperaba un valor después de ${option}, no se recibió nada`,
	seeHelp: (command) => `\`${command} --help\` muestra lo que hay.`,
	didYouMean: (word) => `¿Quería decir ${word}?`,
	wholeNumber: (option, least, got) =>
		`${option}: se esperaba un número entero de al menos ${least}, se recibió "${got}"`,
	oneOf: (option, choices, got) => `${option}: se esperaba uno de ${choices.join(", ")}, se recibió "${got}"`,
	runName: (got) =>
		`--name: se esperaban letras, cifras, ".", "-" y "_" sin "." al principio, se recibió "${got}"`,
	runExists: (folder) =>
		`--name: se esperaba un nombre libre, se recibió ${folder}, que ya contiene una ejecución`,
	runExistsHint: "Continúela añadiendo --resume o elija otro --name.",
	otherSettings: (folder, differences) =>
		`${folder}: se esperaba un punto de control con estos ajustes, se encontró uno con otros: ${differences.join("; ")}`,
	settingDiffers: (name, stored, asked) => `${name} es ${stored} allí y ${asked} aquí`,
	otherSettingsHint:
		"Continúe con los ajustes con que se hizo (omita esas opciones) o empiece de nuevo con otro --name.",
	nothingToResume: (folder) =>
		`--resume: se esperaba una ejecución que continuar en ${folder}, no hay ninguna`,
	nothingToResumeHint: "Omita --resume para empezarla.",

	dataMissing: (path) => `${path}: se esperaba un archivo de pares de oraciones, no existe`,
	dataMissingHint:
		"`mirada data get spa-eng` descarga los pares de la lección; sin --data se usa el corpus incluido.",
	dataIsFolder: (path) => `${path}: se esperaba un archivo de pares de oraciones, es una carpeta`,
	dataUnreadable: (path, detail) => `${path}: se esperaba un archivo legible, se obtuvo: ${detail}`,
	dataEmpty: (path) => `${path}: se esperaban pares de oraciones, el archivo está vacío`,
	dataBinary: (path) => `${path}: se esperaba texto UTF-8, son datos binarios`,
	dataFormatHint:
		"Un par por línea: inglés, un tabulador, español (la tercera columna se ignora); .txt, .tsv o un .zip con uno.",
	badLines: (path, count, first) =>
		`${path}: se esperaban dos oraciones con un tabulador en medio en cada línea, ${count === 1 ? "hay 1 línea que no lo es" : `hay ${count} líneas que no lo son`}: ${first}`,
	badLine: (number, text) => `línea ${number} "${text}"`,
	badLinesHint: "Corrija esas líneas u omítalas con --skip-bad-lines.",
	corpusTooSmall: (path, needed, got) =>
		`${path}: se esperaban al menos ${needed} oraciones de origen distintas para estos ajustes, hay ${got}`,
	corpusTooSmallHint: "Dé más pares o reserve menos con --test-sources y --validation-sources.",
	dataInvalid: (path, detail) => `${path}: se esperaban pares de oraciones, se obtuvo: ${detail}`,
	unknownDataSet: (name) => `data get: se esperaba un conjunto conocido (spa-eng), se recibió "${name}"`,
	downloadFailed: (detail) => `data get: se esperaba el archivo desde la red, se obtuvo: ${detail}`,
	downloadHint:
		"Compruebe la conexión y repita la orden: sigue donde se detuvo. O descargue el archivo a mano y use --data.",

	cannotWrite: (path, detail) => `${path}: se esperaba un lugar donde escribir, se obtuvo: ${detail}`,
	diskFull: (path) => `${path}: se esperaba espacio para escribir, el disco está lleno`,
	cannotWriteHint: "Elija otra carpeta con --out.",
	diskFullHint: "Libere espacio y continúe con --resume, o elija otra carpeta con --out.",

	checkpointDamaged: (path, detail) =>
		`${path}: se esperaba un punto de control completo, se obtuvo: ${detail}`,
	checkpointDamagedHint: "Bórrelo para entrenar ese modelo desde el principio o recupere una copia.",
	modelMissing: (folder) => `${folder}: se esperaba un traductor guardado, no hay ninguno`,
	modelMissingHint: "`mirada homework` o `mirada train` crean uno; --model indica su carpeta.",
	modelDamaged: (folder, detail) =>
		`${folder}: se esperaba un traductor guardado completo, se obtuvo: ${detail}`,
	modelWithoutAttention: (folder) =>
		`${folder}: se esperaba un traductor con atención, es el que no la tiene`,
	modelWithoutAttentionHint:
		"Su vecino en la misma ejecución sí tiene atención: --model runs/<nombre>/models/attention.",

	noRun: (path) => `${path}: se esperaban los ajustes de la ejecución de la que viene el modelo, no existe`,
	evaluateNeedsData: "Indique un archivo de pares con --data.",

	nativeMissing: (detail) =>
		`núcleo nativo: se esperaba un complemento compilado, ninguno se carga: ${detail}`,
	nativeMissingHint:
		"Compílelo: `npm run build` en una copia de Mirada, `npx mirada-build-core` en una aplicación (ambos necesitan cmake y un compilador de C++20). `mirada doctor` dice qué hay. Sin él funciona --backend cpu, muchas veces más lento.",
	tensorflowMissing: (detail) =>
		`--backend tensorflow: no se puede cargar ni @tensorflow/tfjs-node-gpu ni @tensorflow/tfjs-node: ${detail}`,
	tensorflowMissingHint: (version) =>
		`Instale uno junto a mirada y permita su guion de instalación, que descarga libtensorflow: \`npm install @tensorflow/tfjs-node@${version}\` (o tfjs-node-gpu). O use --backend native.`,
	internal: (detail) => `interno: ${detail}`,
	internalHint: "Es un defecto de Mirada. MIRADA_DEBUG=1 muestra dónde ocurrió.",
	stopped: (signal) => `Detenido por ${signal}; lo hecho hasta aquí se conserva.`,
	resumeWith: (command) => `Continúe con:  ${command}`,
};
