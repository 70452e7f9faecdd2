// Text of others (a corpus, a file's name, a vocabulary) may hold control characters, and a terminal obeys those:
// they could move the cursor, change colours or rewrite what stands there. Nothing is printed or put on a page before
// it has been through here.

import type { TextOutput } from "../command-io.js";
import { wantsColour } from "./text-style.js";

/** All but line feed and tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const control = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** What Mirada itself writes to a terminal: colours, and the redrawing of a progress bar; then any other control. */
const sequenceOrControl = new RegExp(`\x1b\\[[0-9;]*m|\r(?!\n)|\x1b\\[K|${control.source}`, "g");

/** Every control character as a visible one of the same width: ␛ for ESC. Line feeds and tabs stay. */
export function visibleControls(text: string): string {
	return text.replace(control, picture);
}

/** An output that lets no control sequence through but those that Mirada makes for this kind of output. */
export function safeOutput(
	output: TextOutput,
	env: Readonly<Record<string, string | undefined>>,
): TextOutput {
	const hasColour = wantsColour(output, env);
	const isAllowed = (found: string) =>
		found.length > 1 || found === "\r" ? (found.endsWith("m") ? hasColour : output.isTTY) : false;
	return {
		write: (text) =>
			output.write(
				text.replace(sequenceOrControl, (found) => (isAllowed(found) ? found : visibleControls(found))),
			),
		get isTTY() {
			return output.isTTY;
		},
		get columns() {
			return output.columns;
		},
	};
}

/** Unicode has a picture for each character below space and for DEL; none for U+0080 to U+009F. */
function picture(character: string): string {
	const code = character.charCodeAt(0);
	if (code < 0x20) return String.fromCharCode(0x2400 + code);
	return code === 0x7f ? "\u2421" : "\ufffd";
}
