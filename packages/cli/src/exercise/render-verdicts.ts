// The verdicts on a student's file in a terminal.

import type { Exercise, Verdict } from "@mirada/lesson";
import type { CommandContext } from "../command-context.js";
import { exerciseTitle, indent, wrap } from "./render-steps.js";

export function renderVerdicts(
	exercise: Exercise,
	verdicts: readonly Verdict[],
	context: CommandContext,
): string {
	const { style, messages, io } = context;
	const { check } = messages.exercise;
	const columns = Math.min(io.stdout.columns ?? 100, 100);
	const shown = new Set<string>();
	const lines = verdicts.map(({ passed, skipped, text, detail, hint }) => {
		const mark = passed ? style.green("✓") : skipped ? style.dim("–") : style.red("✗");
		const head = wrap(`${mark} ${text}`, columns);
		if (passed || skipped) return skipped ? style.dim(head) : head;
		const body = [indent(detail)];
		// One mistake may fail several checks: its hint is read once.
		if (hint && !shown.has(hint.id))
			body.push(indent(style.yellow(wrap(check.hint(hint.text), columns - 2))));
		if (hint) shown.add(hint.id);
		return [head, ...body].join("\n");
	});
	const passed = verdicts.filter((verdict) => verdict.passed).length;
	const total = check.passed(passed, verdicts.length);
	const closing = passed === verdicts.length ? style.green(total) : style.red(total);
	return [
		style.bold(style.cyan(exerciseTitle(exercise, context))),
		"",
		...lines,
		"",
		style.bold(closing),
	].join("\n");
}
