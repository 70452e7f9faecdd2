// The steps of an exercise in a terminal.

import type { Exercise, Step, Task } from "@mirada/lesson";
import { short } from "@mirada/lesson/language";
import type { CommandContext } from "../command-context.js";
import { renderHeatmap } from "../terminal/heatmap.js";
import { renderTable } from "../terminal/table.js";
import { wantsColour } from "../terminal/text-style.js";

export function renderExercise(exercise: Exercise, steps: readonly Step[], context: CommandContext): string {
	const { messages, style } = context;
	const title = exerciseTitle(exercise, context);
	const withDigits = steps.some(({ kind }) => kind === "map") && mapForm(context) === "digits";
	const legend = withDigits ? [style.dim(messages.homework.digitsLegend)] : [];
	return [style.bold(style.cyan(title)), ...steps.map((step) => renderStep(step, context)), ...legend].join(
		"\n\n",
	);
}

/** What the student writes, and how to begin. */
export function renderTask(task: Task, commands: string, context: CommandContext): string {
	const { style, messages, language, io } = context;
	const columns = Math.min(io.stdout.columns ?? 100, 100);
	const text = wrap(`${messages.exercise.task}: ${task.text[language]}`, columns);
	return `${style.bold(text)}\n${commands}`;
}

/** "Exercise 1: attention by hand". */
export function exerciseTitle({ number, title }: Exercise, { messages, language }: CommandContext): string {
	return messages.exercise.title(number, title[language]);
}

function renderStep(step: Step, context: CommandContext): string {
	const { style, messages, io } = context;
	const columns = Math.min(io.stdout.columns ?? 100, 100);
	switch (step.kind) {
		case "text":
			return wrap(step.text, columns);
		case "formula":
			return indent(style.yellow(step.text));
		case "matrix": {
			const head = ["", ...step.columns];
			const rows = step.values.map((row, index) => [
				step.rows[index] ?? "",
				...row.map((value) => short(value, messages.numbers)),
			]);
			return `${style.bold(step.name)}  ${style.dim(`(${step.shape.join(", ")})`)}\n${indent(renderTable({ head, rows }, style))}`;
		}
		case "table": {
			const leftColumns = step.text ? step.head.map((_, column) => column) : [0];
			return indent(renderTable({ head: step.head, rows: step.rows, leftColumns }, style));
		}
		case "map":
			return `${style.bold(step.name)}\n${indent(renderHeatmap(step, { form: mapForm(context), columns: columns - 2 }))}`;
		case "check": {
			const mark = step.passed ? style.green("✓") : style.red("✗");
			const verdict = step.passed ? messages.tools.checkOk : messages.tools.checkFailed;
			return `${mark} ${messages.tools.check}: ${step.text}\n  ${style.dim(`${step.detail} (${verdict})`)}`;
		}
		case "question": {
			const question = wrap(`${messages.tools.yourTurn}: ${step.text}`, columns);
			return `${style.magenta(question)}\n${indent(style.dim(wrap(step.answer, columns - 2)))}`;
		}
		default:
			return step satisfies never;
	}
}

function mapForm({ io }: CommandContext): "colour" | "digits" {
	return wantsColour(io.stdout, io.env) ? "colour" : "digits";
}

export function indent(text: string): string {
	return text
		.split("\n")
		.map((line) => `  ${line}`)
		.join("\n");
}

/** Breaks lines at spaces; paragraphs are kept. */
export function wrap(text: string, columns: number): string {
	return text
		.split("\n")
		.map((paragraph) => {
			const lines: string[] = [];
			let line = "";
			for (const word of paragraph.split(" ")) {
				if (line && line.length + 1 + word.length > columns) {
					lines.push(line);
					line = word;
				} else {
					line = line ? `${line} ${word}` : word;
				}
			}
			return [...lines, line].join("\n");
		})
		.join("\n");
}
