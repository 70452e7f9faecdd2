// The result of one check of a student's solution.

import type { Language } from "../language/index.js";
import type { HintId } from "./hints.js";

export interface Verdict {
	/** The same in every language. */
	id: string;
	passed: boolean;
	/** What must hold. */
	text: string;
	/** What was found: "expected (2, 3), got (3, 2)". */
	detail: string;
	/** The mistake that this looks like, if it is a known one. */
	hint?: { id: HintId; text: string };
	/** The check did not run, because one that it builds on failed. */
	skipped?: true;
}

export interface CheckOptions {
	language: Language;
	/** Of the random inputs. Default: a new one each time, so that results copied into a solution do not pass. */
	seed?: number;
	/** The line of the student's file, from 1, at which an error arose; default: nobody knows. */
	locate?(error: unknown): number | undefined;
}
