// `mirada exercise`: the lesson's exercises, with numbers to check; the files that a student starts from; and the
// checks of a student's own file.

import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Exercise, Task } from "@mirada/lesson";
import { type Command, Option } from "commander";
import { CliError, systemCode } from "../cli-error.js";
import { type CommandContext, printJson, say } from "../command-context.js";
import { exitCodes } from "../exit-codes.js";
import { typed } from "../program-name.js";
import { reasonText } from "../reason-text.js";
import { localisedCommand, pathOption, seeHelp, wholeNumberOption } from "./localised-command.js";

interface ExerciseOptions {
	json?: boolean;
	check?: string;
	stub?: boolean;
	solution?: boolean;
	timeout?: number;
	seed?: number;
}

const defaultTimeout = 10;
const largestSeed = 2 ** 31 - 1;

export function exerciseCommand(context: CommandContext): Command {
	const { help } = context.messages;
	return localisedCommand(context, "exercise", help.exercise)
		.argument(`[${help.exerciseWord}]`, help.exerciseName)
		.addOption(pathOption(context, "--check <file>", help.exerciseCheck))
		.addOption(new Option("--stub", help.exerciseStub))
		.addOption(new Option("--solution", help.exerciseSolution))
		.addOption(
			wholeNumberOption(context, "--timeout", help.exerciseTimeout, [1, 600]).default(
				undefined,
				`${defaultTimeout}`,
			),
		)
		.addOption(wholeNumberOption(context, "--seed", help.exerciseSeed, [0, largestSeed]))
		.option("--json", help.json)
		.action(async (name: string | undefined, options: ExerciseOptions) => {
			requireOptionsFit(name, options, context);
			if (name === undefined) return listExercises(options, context);
			const exercise = await exerciseNamed(name, context);
			if (options.check !== undefined) return checkSolution(exercise, options.check, options, context);
			if (options.stub || options.solution) return printCode(exercise, options, context);
			return goThrough(exercise, options, context);
		});
}

function requireOptionsFit(
	name: string | undefined,
	options: ExerciseOptions,
	context: CommandContext,
): void {
	const { exercise } = context.messages;
	const forms = (["check", "stub", "solution"] as const).filter((option) => options[option] !== undefined);
	if (forms.length > 1) throw new CliError("usage", exercise.oneOfThese, seeHelp(context));
	if (name === undefined && forms[0] !== undefined)
		throw new CliError("usage", exercise.needsExercise(`--${forms[0]}`), seeHelp(context));
	const unused = (["timeout", "seed"] as const).find((option) => options[option] !== undefined);
	if (unused !== undefined && options.check === undefined)
		throw new CliError("usage", exercise.needsCheck(`--${unused}`), seeHelp(context));
}

async function exerciseNamed(name: string, context: CommandContext): Promise<Exercise> {
	const { exercises, findExercise } = await import("@mirada/lesson");
	const exercise = findExercise(name);
	if (exercise) return exercise;
	const names = exercises.map(({ number, slug }) => (number === undefined ? slug : String(number)));
	throw new CliError("usage", context.messages.errors.oneOf("exercise", names, name));
}

async function listExercises({ json = false }: ExerciseOptions, context: CommandContext): Promise<void> {
	const { exercises } = await import("@mirada/lesson");
	const { messages, language, style, program } = context;
	const list = exercises.map(({ number, slug, title }) => ({ number, slug, title: title[language] }));
	if (json) return printJson(context, list);
	const width = Math.max(...list.map(({ slug }) => slug.length));
	const line = ({ number, slug, title }: (typeof list)[number]) =>
		`  ${style.cyan(`${number ?? " "}  ${slug.padEnd(width)}`)}  ${title}`;
	const [numbered, extras] = [true, false].map((isNumbered) =>
		list.filter(({ number }) => (number !== undefined) === isNumbered).map(line),
	);
	say(context, false, [style.bold(messages.exercise.list), ...numbered!].join("\n"));
	say(context, false, [style.bold(messages.exercise.extras), ...extras!].join("\n"));
	say(context, false, messages.exercise.run(program));
}

async function goThrough(
	exercise: Exercise,
	{ json = false }: ExerciseOptions,
	context: CommandContext,
): Promise<void> {
	const { chooseBackend } = await import("../backend/choose-backend.js");
	const { renderExercise, renderTask } = await import("../exercise/render-steps.js");
	const { language, program } = context;
	// The exercises are small: plain TensorFlow.js does them anywhere.
	await chooseBackend("cpu", context);
	const steps = await exercise.steps(language, { program });
	const { number, slug, task } = exercise;
	if (json) {
		const words = task && { text: task.text[language], exports: task.exports, hints: task.hints[language] };
		printJson(context, { number, slug, title: exercise.title[language], steps, task: words });
	} else {
		const parts = [renderExercise(exercise, steps, context)];
		if (task) parts.push(renderTask(task, taskCommands(exercise, task, context), context));
		say(context, false, `${parts.join("\n\n")}\n`);
	}
	const failed = steps.some((step) => step.kind === "check" && !step.passed);
	context.exitCode = failed ? exitCodes.notPassed : exitCodes.passed;
}

/** How to begin and how to check, in the form in which the user started Mirada. */
function taskCommands(
	{ number, slug }: Exercise,
	{ exports }: Task,
	{ io, messages }: CommandContext,
): string {
	const name = String(number ?? slug);
	const file = `${exports[0] === "mha" ? slug : exports[0]}.ts`;
	return messages.exercise.taskCommands(
		`${typed(io, ["exercise", name, "--stub"])} > ${file}`,
		typed(io, ["exercise", name, "--check", file]),
	);
}

function requireTask({ slug, task }: Exercise, all: readonly Exercise[], { messages }: CommandContext): Task {
	if (task) return task;
	const slugs = all.flatMap((exercise) => (exercise.task ? [exercise.slug] : []));
	const { nothingToWrite, nothingToWriteHint } = messages.exercise;
	throw new CliError("usage", nothingToWrite(slug), nothingToWriteHint(slugs));
}

async function printCode(
	exercise: Exercise,
	{ stub, json = false }: ExerciseOptions,
	context: CommandContext,
): Promise<void> {
	const { exercises } = await import("@mirada/lesson");
	const task = requireTask(exercise, exercises, context);
	const code = (stub ? task.stub : task.solution)[context.language];
	const { number, slug } = exercise;
	if (json) printJson(context, { number, slug, [stub ? "stub" : "solution"]: code });
	else context.io.stdout.write(code);
}

async function checkSolution(
	exercise: Exercise,
	file: string,
	{ json = false, timeout = defaultTimeout, seed = Math.floor(Math.random() * largestSeed) }: ExerciseOptions,
	context: CommandContext,
): Promise<void> {
	const { exercises } = await import("@mirada/lesson");
	requireTask(exercise, exercises, context);
	requireFile(exercise, file, context);
	const { checkFile } = await import("../exercise/check-file.js");
	const { language } = context;
	const { number, slug } = exercise;
	const request = { file: resolve(file), slug, language, seed };
	const verdicts = await checkFile(request, { seconds: timeout }, context, json);
	const passed = verdicts.every((verdict) => verdict.passed);
	if (json)
		printJson(context, { number, slug, title: exercise.title[language], file, seed, passed, verdicts });
	else {
		const { renderVerdicts } = await import("../exercise/render-verdicts.js");
		say(context, false, renderVerdicts(exercise, verdicts, context));
	}
	context.exitCode = passed ? exitCodes.passed : exitCodes.notPassed;
}

function requireFile({ number, slug }: Exercise, file: string, context: CommandContext): void {
	const { messages, io } = context;
	const { fileMissing, fileNotAFile, fileUnreadable, fileHint } = messages.exercise;
	const hint = fileHint(`${typed(io, ["exercise", String(number ?? slug), "--stub"])} > ${file}`);
	try {
		if (statSync(file).isDirectory()) throw new CliError("data", fileNotAFile(file), hint);
	} catch (error) {
		if (error instanceof CliError) throw error;
		const isMissing = ["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "");
		const text = isMissing ? fileMissing(file) : fileUnreadable(file, reasonText(error, messages));
		throw new CliError("data", text, hint, { cause: error });
	}
}
