// Writing results: what the system says about a full disk or a forbidden folder becomes a message and code 4.

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CliError, errorText, systemCode } from "./cli-error.js";
import type { CommandContext } from "./command-context.js";

const fullDisk = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const forbidden = new Set([
	"EACCES",
	"EPERM",
	"EROFS",
	"ENOTDIR",
	"EISDIR",
	"EEXIST",
	"ENOENT",
	"EIO",
	"ENAMETOOLONG",
	"ELOOP",
	"EMFILE",
	"EBADF",
	"ENXIO",
]);

/** Does `work`, which writes to `path`; its failures to write are explained, others pass. */
export async function writing<Result>(
	path: string,
	{ messages: { errors } }: CommandContext,
	work: () => Result | Promise<Result>,
): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		const code = systemCode(error) ?? "";
		if (fullDisk.has(code)) {
			throw new CliError("output", errors.diskFull(path), errors.diskFullHint, { cause: error });
		}
		if (forbidden.has(code)) {
			throw new CliError("output", errors.cannotWrite(path, errorText(error)), errors.cannotWriteHint, {
				cause: error,
			});
		}
		throw error;
	}
}

/** Writes a whole file or leaves the old one: a stopped process never leaves half of it. */
export async function writeWhole(
	path: string,
	content: string | Uint8Array,
	context: CommandContext,
): Promise<void> {
	await writing(path, context, () => {
		mkdirSync(dirname(path), { recursive: true });
		const draft = `${path}.part`;
		writeFileSync(draft, content);
		renameSync(draft, path);
	});
}
