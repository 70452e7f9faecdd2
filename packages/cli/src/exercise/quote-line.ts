// An error in a file with the line at which it is, as compilers write it.

import { readFileSync } from "node:fs";
import { relative } from "node:path";

/** `mine.ts:3: text`, and under it the line. */
export function quoteLine(file: string, line: number, text: string): string {
	const near = relative(process.cwd(), file);
	const place = near.startsWith("..") ? file : near;
	const quoted = lineOf(file, line);
	return `${place}:${line}: ${text}${quoted ? `\n${line} | ${quoted}` : ""}`;
}

function lineOf(file: string, line: number): string | undefined {
	try {
		return readFileSync(file, "utf8")
			.split(/\r\n|\n|\r/)
			[line - 1]?.replaceAll("\t", "  ")
			.trimEnd()
			.slice(0, 160);
	} catch {
		return undefined;
	}
}
