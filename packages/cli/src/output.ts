// Writing results: what the system says about a full disk or a forbidden folder becomes a message and code 4.

import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { CliError, systemCode } from "./cli-error.js";
import type { CommandContext } from "./command-context.js";
import { reasonText } from "./reason-text.js";

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
	context: CommandContext,
	work: () => Result | Promise<Result>,
): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw explained(path, context, error);
	}
}

/** `writing` for work that is done at once. */
export function writingNow<Result>(path: string, context: CommandContext, work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		throw explained(path, context, error);
	}
}

function explained(path: string, { messages }: CommandContext, error: unknown): unknown {
	const { errors } = messages;
	if (error instanceof CliError) return error;
	const code = systemCode(error) ?? "";
	if (fullDisk.has(code)) {
		return new CliError("output", errors.diskFull(path), errors.diskFullHint, { cause: error });
	}
	if (forbidden.has(code)) {
		return new CliError(
			"output",
			errors.cannotWrite(path, reasonText(error, messages)),
			errors.cannotWriteHint,
			{
				cause: error,
			},
		);
	}
	return error;
}

/** Writes a whole file or leaves the old one: a stopped process never leaves half of it. */
export async function writeWhole(
	path: string,
	content: string | Uint8Array,
	context: CommandContext,
): Promise<void> {
	// A command that writes no file should not wait for TensorFlow.js to load.
	const { makeFolder } = await import("@mirada/seq2seq/node");
	await writing(path, context, () => {
		makeFolder(dirname(path));
		const target = statSync(path, { throwIfNoEntry: false });
		// A device or a pipe, such as /dev/stdout, has no old content to keep and cannot be replaced.
		if (target && !target.isFile() && !target.isDirectory()) return writeFileSync(path, content);
		// Where the path is a link, what it leads to is replaced, and the link stays.
		const place = target ? realpathSync(path) : path;
		// Two commands that write the same file must not write the same draft.
		const draft = `${place}.${process.pid}.part`;
		try {
			writeFileSync(draft, content);
			renameSync(draft, place);
		} catch (error) {
			rmSync(draft, { force: true });
			throw error;
		}
	});
}
