// Why something failed, in the user's language. What libraries and the system say is English: here it is said by its
// code, and only what has no code is quoted.

import type { FileFault } from "@mirada/seq2seq";
import { errorText } from "./cli-error.js";
import type { Messages } from "./messages/index.js";
import { count } from "./results-text/numbers.js";

export function reasonText(error: unknown, { errors }: Pick<Messages, "errors">): string {
	for (let current = error; current instanceof Error; current = current.cause) {
		const { code = "", fault } = current as NodeJS.ErrnoException & { fault?: FileFault };
		if (fault) return faultText(fault, errors);
		const reasons: Readonly<Record<string, string>> = errors.systemReasons;
		if (Object.hasOwn(reasons, code)) return `${reasons[code]} (${code})`;
	}
	return errors.quoted(firstLine(innermost(error)));
}

function faultText(fault: FileFault, { faults }: Messages["errors"]): string {
	switch (fault.kind) {
		case "length":
			return fault.expected === null
				? faults.tooShort(count(fault.got))
				: faults.length(count(fault.expected), count(fault.got));
		case "format":
			return fault.got === null ? faults.header : faults.format(fault.got);
		default:
			return faults[fault.kind];
	}
}

/** The error that the others pass on. */
function innermost(error: unknown): unknown {
	let found = error;
	while (found instanceof Error && found.cause !== undefined) found = found.cause;
	return found;
}

function firstLine(error: unknown): string {
	return errorText(error).split("\n")[0] ?? "";
}
