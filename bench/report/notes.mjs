// Why targets are missed: notes/<suite>.md, written by hand, has a section `## <what>` for each target that is not met.
// The report quotes the first paragraph and links to the rest.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The first paragraph under the heading `## <what>` as one line, or undefined. */
export function firstParagraph(markdown, what) {
	const sections = markdown.split(/^## +/m).slice(1);
	const section = sections.find((text) => text.split("\n")[0].trim() === what);
	if (!section) return undefined;
	const [paragraph] = section
		.slice(section.indexOf("\n"))
		.trim()
		.split(/\n\s*\n/);
	return paragraph ? paragraph.replaceAll(/\s*\n\s*/g, " ") : undefined;
}

/** (suite, what) -> the paragraph with its link, or undefined. */
export function reasonsFrom(folder, linkTo) {
	return (suite, what) => {
		const path = join(folder, `${suite}.md`);
		if (!existsSync(path)) return undefined;
		const text = firstParagraph(readFileSync(path, "utf8"), what);
		return text && `${text} ([more](${linkTo(path)}))`;
	};
}
