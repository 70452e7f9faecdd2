// What the worker that runs a student's file is told, and what it tells.

import type { Verdict } from "@mirada/lesson";
import type { Language } from "@mirada/lesson/language";

export interface CheckRequest {
	file: string;
	slug: string;
	language: Language;
	seed: number;
}

export type CheckReply =
	/** Everything of ours is loaded: from here on the time is the student's. */
	| { kind: "ready" }
	| { kind: "checked"; verdicts: Verdict[] }
	/** The file cannot be loaded; `line` from 1, where it is known. */
	| { kind: "not-loaded"; reason: "syntax" | "thrown"; message: string; line?: number; file?: string };
