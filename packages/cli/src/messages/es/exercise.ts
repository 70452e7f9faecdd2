import type { exercise as english } from "../en/exercise.js";

export const exercise: typeof english = {
	list: "Los cinco ejercicios de la clase:",
	extras: "Además:",
	run: (program) => `Haz uno con \`${program} exercise <número o nombre>\`.`,
	title: (number, title) => (number === undefined ? `Ejercicio: ${title}` : `Ejercicio ${number}: ${title}`),
	check: {
		loads: "el archivo se carga",
		ends: (seconds) => `las comprobaciones terminan en ${seconds} s`,
		endless: (seconds) =>
			`después de ${seconds} s seguía ejecutándose: ¿hay algún bucle que no termina nunca?`,
		outOfMemory: (mebibytes) => `usa más de ${mebibytes} MiB de memoria`,
		left: "el archivo terminó el programa antes de acabar las comprobaciones",
		threwLater: (error) => `un error fuera de las funciones: ${error}`,
		syntax: (message) => `error de sintaxis: ${message}`,
		thrown: (message) => `error al cargar el archivo: ${message}`,
		hint: (text) => `Pista: ${text}`,
		passed: (passed, all) => `${passed} de ${all} comprobaciones superadas.`,
	},
	task: "Tu tarea",
	taskCommands: (stub, check) =>
		`Escribe el archivo inicial con:  ${stub}\nComprueba tu solución con:       ${check}`,
	nothingToWrite: (slug) => `exercise ${slug}: no hay nada que escribir ni que comprobar`,
	nothingToWriteHint: (slugs) => `Ejercicios con tarea: ${slugs.join(", ")}.`,
	oneOfThese: "--check, --stub, --solution: se esperaba una sola de estas opciones, hay varias",
	needsExercise: (option) => `${option}: falta el ejercicio`,
	needsCheck: (option) => `${option}: solo se usa con --check`,
	fileMissing: (path) => `${path}: no existe ese archivo`,
	fileNotAFile: (path) => `${path}: se esperaba un archivo y es una carpeta`,
	fileUnreadable: (path, detail) => `${path}: no se puede leer el archivo: ${detail}`,
	fileHint: (stub) => `\`${stub}\` escribe un archivo por el que empezar.`,
};
