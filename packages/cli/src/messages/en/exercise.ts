// What `exercise` says; the texts of the exercises themselves are in @mirada/lesson.

export const exercise = {
	list: "The lesson's five exercises:",
	extras: "Beside them:",
	run: (program: string) => `Run one with \`${program} exercise <number or name>\`.`,
	title: (number: number | undefined, title: string) =>
		number === undefined ? `Exercise: ${title}` : `Exercise ${number}: ${title}`,
	check: {
		loads: "the file loads",
		ends: (seconds: number) => `the checks end within ${seconds} s`,
		endless: (seconds: number) => `still running after ${seconds} s: is there a loop that never ends?`,
		outOfMemory: (mebibytes: number) => `more than ${mebibytes} MiB of memory used`,
		left: "the file ended the program before the checks were done",
		threwLater: (error: string) => `an error outside of the functions: ${error}`,
		syntax: (message: string) => `syntax error: ${message}`,
		thrown: (message: string) => `error while loading: ${message}`,
		hint: (text: string) => `Hint: ${text}`,
		passed: (passed: number, all: number) => `${passed} of ${all} checks passed.`,
	},
	task: "Your task",
	taskCommands: (stub: string, check: string) =>
		`Write the starting file with:  ${stub}\nCheck your solution with:      ${check}`,
	nothingToWrite: (slug: string) => `exercise ${slug}: there is nothing to write or check`,
	nothingToWriteHint: (slugs: readonly string[]) => `Exercises with a task: ${slugs.join(", ")}.`,
	oneOfThese: "--check, --stub, --solution: expected one of them, got several",
	needsExercise: (option: string) => `${option}: expected an exercise before it, got none`,
	needsCheck: (option: string) => `${option}: only --check uses it`,
	fileMissing: (path: string) => `${path}: no such file`,
	fileNotAFile: (path: string) => `${path}: expected a file, got a folder`,
	fileUnreadable: (path: string, detail: string) => `${path}: the file cannot be read: ${detail}`,
	fileHint: (stub: string) => `\`${stub}\` writes a file to start from.`,
};
