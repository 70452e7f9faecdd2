// What set-up says, in Spanish and English. A message is a function of its facts, so that both languages
// are forced to take the same ones.

const messages = {
	en: {
		prerequisites: () => "Prerequisites",
		install: () => "Packages of the workspace",
		nativeCore: () => "Native core (C++)",
		build: () => "TypeScript packages",
		upToDate: () => "Everything is built and up to date.",
		seconds: (seconds) => `${seconds} s`,
		failed: () => "FAILED",
		logTail: ({ lines, path }) => `Last ${lines} lines (all of it in ${path}):`,
		obtaining: ({ what, command }) => `${what} is missing; getting it: ${command}`,
		tool: (tool) => ({ compiler: "C++20 compiler", make: "make or ninja" })[tool] ?? tool,
		missing: ({ what, why }) => `Missing: ${what} (${why})`,
		commandFor: ({ system, command }) => `On ${system}:\n    ${command}`,
		nodeTooOld: ({ version }) => `Node ${version} is too old: 20.19 or newer is needed.`,
		noWhy: () => "not found",
		tooOld: ({ version, needed }) => `${version} found, ${needed} or newer needed`,
		noCxx20: ({ compiler }) => `${compiler} does not compile C++20; GCC 10, Clang 12 or newer does`,
		swallowed: ({ option, script }) =>
			`npm kept ${option} for itself. Options of ${script} go after "--":  npm run ${script} -- ${option}`,
		unknownRun: ({ run, known }) => `setup: expected --run ${known}, got ${run}`,
	},
	es: {
		prerequisites: () => "Requisitos previos",
		install: () => "Paquetes del espacio de trabajo",
		nativeCore: () => "Núcleo nativo (C++)",
		build: () => "Paquetes de TypeScript",
		upToDate: () => "Todo está compilado y al día.",
		seconds: (seconds) => `${seconds.replace(".", ",")} s`,
		failed: () => "FALLÓ",
		logTail: ({ lines, path }) => `Últimas ${lines} líneas (completo en ${path}):`,
		obtaining: ({ what, command }) => `Falta ${what}; se instala con: ${command}`,
		tool: (tool) => ({ compiler: "compilador de C++20", make: "make o ninja" })[tool] ?? tool,
		missing: ({ what, why }) => `Falta: ${what} (${why})`,
		commandFor: ({ system, command }) => `En ${system}:\n    ${command}`,
		nodeTooOld: ({ version }) => `Node ${version} es demasiado antiguo: se necesita 20.19 o posterior.`,
		noWhy: () => "no se encontró",
		tooOld: ({ version, needed }) => `hay ${version}, se necesita ${needed} o posterior`,
		noCxx20: ({ compiler }) => `${compiler} no compila C++20; GCC 10, Clang 12 o posteriores sí`,
		swallowed: ({ option, script }) =>
			`npm se quedó con ${option}. Las opciones de ${script} van después de "--":  npm run ${script} -- ${option}`,
		unknownRun: ({ run, known }) => `setup: se esperaba --run ${known}, se recibió ${run}`,
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
