// A command line that is refused: its exit code, and what it says in both languages.

import { englishIn } from "@mirada/test-kit";
import { expect, it } from "vitest";
import { runRecorded } from "./recorded-io.js";

export interface RefusedInput {
	argv(): string[];
	code: number;
	/** Part of what it says in English, and in Spanish. */
	says: string;
	dice: string;
}

export function itIsRefused({ argv, code, says, dice }: RefusedInput): void {
	it(`ends with ${code} and says so in English and Spanish`, async () => {
		const english = await runRecorded([...argv(), "--lang", "en"]);
		expect(english.err).toContain(says);
		expect(english.err).toMatch(/^error: /);
		expect(english.code).toBe(code);
		expect(english.out).toBe("");
		const spanish = await runRecorded([...argv(), "--lang", "es"]);
		expect(spanish.err).toContain(dice);
		expect(englishIn(spanish.err)).toEqual([]);
		expect(spanish.code).toBe(code);
	});
}
