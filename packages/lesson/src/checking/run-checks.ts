// Runs the checks of an exercise one after another and turns what each finds into a verdict.

import { type Examination, thrownText } from "./examination.js";
import { Failure } from "./failure.js";
import { type HintId, hintTexts } from "./hints.js";
import type { Verdict } from "./verdict.js";

export interface Check {
	id: string;
	/** What must hold, in the reader's language. */
	text: string;
	/** The checks after it build on it and are skipped if it fails. */
	isNeeded?: true;
	/** The mistake that a failure looks like if nothing better is known. */
	hint?: HintId;
	/** Returns a text if there is something to show of what it found; throws a `Failure`. */
	run(): unknown;
}

/**
 * One verdict for each check, in their order.
 * @param diagnose names the mistake behind the results seen so far. It goes before what a single check suggests, so
 * that one mistake gives one hint however many checks it fails; a failure without any takes the one before it.
 */
export function runChecks(
	checks: readonly Check[],
	{ texts, language }: Examination,
	diagnose: () => HintId | undefined = () => undefined,
): Verdict[] {
	let missing: string | undefined;
	let lastHint: HintId | undefined;
	return checks.map((check) => {
		const { id, text } = check;
		if (missing !== undefined)
			return { id, text, passed: false, detail: texts.skipped(missing), skipped: true };
		try {
			const found = check.run();
			return { id, text, passed: true, detail: typeof found === "string" ? found : "" };
		} catch (error) {
			if (check.isNeeded) missing = text;
			const failure = error instanceof Failure ? error : new Failure(texts.unreadable(thrownText(error)));
			const certain = failure.isCertain ? failure.hint : undefined;
			const hint = certain ?? diagnosis(diagnose) ?? failure.hint ?? check.hint ?? lastHint;
			lastHint = hint;
			return {
				id,
				text,
				passed: false,
				detail: failure.detail,
				...(hint && { hint: { id: hint, text: hintTexts[language][hint] } }),
			};
		}
	});
}

/** To find a mistake the solution is called again, and may throw again. */
function diagnosis(diagnose: () => HintId | undefined): HintId | undefined {
	try {
		return diagnose();
	} catch {
		return undefined;
	}
}
