// The rows of a suite as they are measured, so that an interrupted run can resume.

import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export class RowJournal {
	/** `{ row, versions }` in the order of measuring. */
	entries = [];
	#path;

	/** `run`: identifies the run; earlier rows are reused only if it is the same; undefined: none are. */
	constructor(path, run) {
		this.#path = path;
		const [first, ...lines] = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
		if (run !== undefined && first === run) {
			// The last line is whole only if its end of line was written too.
			this.entries = lines.slice(0, -1).map((line) => JSON.parse(line));
		}
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, [run ?? "", ...this.entries.map((entry) => JSON.stringify(entry)), ""].join("\n"));
	}

	add(row, versions) {
		this.entries.push({ row, versions });
		appendFileSync(this.#path, `${JSON.stringify({ row, versions })}\n`);
	}

	has(name, group) {
		return this.entries.some(({ row }) => row.case === name && (group === undefined || row.group === group));
	}

	/** Removes the journal of a finished run. */
	remove() {
		rmSync(this.#path, { force: true });
	}
}
