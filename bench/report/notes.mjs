// What people wrote about limits: notes/<suite>.md, one section per row of the table of what was reached, headed
// by the row's name. The first paragraph stands in the table; the rest is for those who follow the link.

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

/** (suite, what) -> the sentence with its link, or undefined. */
export function limitsFrom(folder, linkTo) {
	return (suite, what) => {
		const path = join(folder, `${suite}.md`);
		if (!existsSync(path)) return undefined;
		const text = firstParagraph(readFileSync(path, "utf8"), what);
		return text && `${text} ([more](${linkTo(path)}))`;
	};
}
