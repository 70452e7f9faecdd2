// The messages of set-up, in English and Spanish. A message is a function of its facts, so that both languages
// take the same ones.

const messages = {
	en: {
		prerequisites: () => "Prerequisites",
		install: () => "Workspace packages",
		nativeCore: () => "Native core (C++)",
		wasmCore: () => "Core for WebAssembly",
		build: () => "TypeScript packages",
		upToDate: () => "Everything is built and up to date.",
		seconds: (seconds) => `${seconds} s`,
		failed: () => "FAILED",
		logTail: ({ lines, path }) => `Last ${lines} lines (full log: ${path}):`,
		obtaining: ({ what, command }) => `${what} is missing; installing it: ${command}`,
		tool: (tool) => ({ compiler: "C++20 compiler", make: "make or ninja" })[tool] ?? tool,
		missing: ({ what, why }) => `Missing: ${what} (${why})`,
		commandFor: ({ system, command }) => `On ${system}:\n    ${command}`,
		nodeTooOld: ({ version }) => `Node ${version} is too old: 20.19 or newer is needed.`,
		noWhy: () => "not found",
		tooOld: ({ version, needed }) => `found ${version}, but ${needed} or newer is needed`,
		noCxx20: ({ compiler }) => `${compiler} cannot compile C++20: GCC 10, Clang 12 or newer is needed`,
		withoutCompiler: ({ command }) =>
			`Without a compiler: \`${command}\` computes with the same kernels in WebAssembly, slower and on one thread.`,
		zigMissing: ({ command }) =>
			`The core for WebAssembly needs zig, which could not be installed with Python's pip: ${command}`,
		swallowed: ({ option, script }) =>
			`npm took ${option} for itself. Put the options of ${script} after "--":  npm run ${script} -- ${option}`,
		unknownRun: ({ run, known }) => `setup: expected --run ${known}, got ${run}`,
	},
	es: {
		prerequisites: () => "Requisitos previos",
		install: () => "Paquetes del espacio de trabajo",
		nativeCore: () => "Núcleo nativo (C++)",
		wasmCore: () => "Núcleo para WebAssembly",
		build: () => "Paquetes de TypeScript",
		upToDate: () => "Todo está compilado y al día.",
		seconds: (seconds) => `${seconds.replace(".", ",")} s`,
		failed: () => "FALLÓ",
		logTail: ({ lines, path }) => `Últimas ${lines} líneas (registro completo: ${path}):`,
		obtaining: ({ what, command }) => `Falta ${what}; se instalará con: ${command}`,
		tool: (tool) => ({ compiler: "compilador de C++20", make: "make o ninja" })[tool] ?? tool,
		missing: ({ what, why }) => `Falta: ${what} (${why})`,
		commandFor: ({ system, command }) => `En ${system}:\n    ${command}`,
		nodeTooOld: ({ version }) => `Node ${version} es demasiado antiguo: hace falta 20.19 o posterior.`,
		noWhy: () => "no se encuentra",
		tooOld: ({ version, needed }) => `se encontró ${version}, pero hace falta ${needed} o posterior`,
		noCxx20: ({ compiler }) =>
			`${compiler} no puede compilar C++20: hace falta GCC 10, Clang 12 o una versión posterior`,
		withoutCompiler: ({ command }) =>
			`Sin compilador: \`${command}\` calcula con las mismas operaciones en WebAssembly, más despacio y en un solo hilo.`,
		zigMissing: ({ command }) =>
			`El núcleo para WebAssembly necesita zig, que no se pudo instalar con pip, de Python: ${command}`,
		swallowed: ({ option, script }) =>
			`npm ha tomado ${option} como una opción propia. Pon las opciones de ${script} después de "--":  npm run ${script} -- ${option}`,
		unknownRun: ({ run, known }) => `setup: se esperaba --run ${known} y se recibió ${run}`,
	},
};

/** The messages in the language asked for by `--lang`, else by the locale; English unless Spanish. */
export function messagesFor(args, env = process.env) {
	const asked = args.find((arg) => arg.startsWith("--lang="))?.slice("--lang=".length);
	const following = args.includes("--lang") ? args[args.indexOf("--lang") + 1] : undefined;
	const fromEnvironment = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find(Boolean);
	const locale = asked ?? following ?? fromEnvironment ?? Intl.DateTimeFormat().resolvedOptions().locale;
	return locale.toLowerCase().startsWith("es") ? messages.es : messages.en;
}

export const languages = messages;
