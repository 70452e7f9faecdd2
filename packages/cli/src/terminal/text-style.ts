// Colour or none: a terminal gets it, a pipe does not; NO_COLOR forbids and FORCE_COLOR orders it.

import { isWideCharacter } from "@mirada/attention/figures";
import picocolors from "picocolors";
import type { TextOutput } from "../command-io.js";

export type TextStyle = ReturnType<typeof picocolors.createColors>;

type Environment = Readonly<Record<string, string | undefined>>;

/** https://no-color.org: any value of NO_COLOR but the empty one. */
export function wantsColour(output: TextOutput, env: Environment): boolean {
	if (env.NO_COLOR) return false;
	if (env.FORCE_COLOR && env.FORCE_COLOR !== "0") return true;
	return Boolean(output.isTTY) && env.TERM !== "dumb";
}

export function textStyle(output: TextOutput, env: Environment): TextStyle {
	return picocolors.createColors(wantsColour(output, env));
}

const escapeSequence = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/**
 * Columns that a text takes on a terminal: escape sequences, combining marks, joiners and marks of direction take
 * none, wide characters of East Asian scripts and emoji two.
 */
export function visibleWidth(text: string): number {
	const characters = Array.from(
		text
			.replace(escapeSequence, "")
			.normalize("NFC")
			.replace(/[\p{M}\p{Cf}]/gu, ""),
	);
	return characters.reduce((width, character) => width + (isWideCharacter(character) ? 2 : 1), 0);
}

export function padEnd(text: string, width: number): string {
	return text + " ".repeat(Math.max(0, width - visibleWidth(text)));
}

export function padStart(text: string, width: number): string {
	return " ".repeat(Math.max(0, width - visibleWidth(text))) + text;
}
