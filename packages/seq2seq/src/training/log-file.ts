// A training log on disk: one JSON object per line. Needs Node.

import { appendFileSync } from "node:fs";
import { dirname } from "node:path";
import { requireKind } from "@mirada/core-native/contract";
import { makeFolder } from "../storage/make-folder.js";

/** Appends to `path`, with the time; a resumed run goes on in the same file. For the option `log` of `train`. */
export function openLog(path: string): (line: Record<string, unknown>) => void {
	requireKind("openLog", "path", path, "string");
	makeFolder(dirname(path));
	return (line) => appendFileSync(path, `${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);
}
