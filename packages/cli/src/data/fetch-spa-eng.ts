// The lesson's sentence pairs, downloaded once into the user's cache folder.

import { join } from "node:path";
import { CorpusError, cacheFolder, downloadCorpus, SPA_ENG } from "@mirada/seq2seq/node";
import { CliError, Interrupted } from "../cli-error.js";
import type { CommandContext } from "../command-context.js";
import type { StopSignal } from "../exit-codes.js";
import { writing } from "../output.js";
import { typed } from "../program-name.js";
import { reasonText } from "../reason-text.js";
import { count } from "../results-text/numbers.js";
import { createProgress } from "../terminal/progress.js";

export interface FetchedCorpus {
	path: string;
	wasCached: boolean;
	sha256: string;
	attribution: string;
}

export async function fetchSpaEng(
	{ force }: { force: boolean },
	context: CommandContext,
): Promise<FetchedCorpus> {
	const { io, messages } = context;
	const folder = join(cacheFolder(io.env), "corpora");
	const { name, bytes, sha256, attribution } = SPA_ENG;
	const bar = createProgress({
		output: io.stderr,
		style: context.errorStyle,
		label: messages.tools.dataFetching(name),
		total: bytes,
		leftWord: messages.homework.left,
	});
	io.outliveReader?.();
	const signal = io.stopRequest();
	try {
		const { path, wasCached } = await writing(folder, context, () =>
			downloadCorpus(SPA_ENG, {
				folder,
				signal,
				force,
				onProgress: ({ receivedBytes }) => bar.update(receivedBytes),
			}),
		);
		if (!wasCached) bar.finish();
		return { path, wasCached, sha256, attribution };
	} catch (error) {
		if (signal.aborted) throw new Interrupted(signal.reason as StopSignal, typed(io, context.argv));
		if (!CorpusError.is(error)) throw error;
		const { errors } = messages;
		if (error.code === "download-busy") {
			const { pid = "?", host = "?", path = "" } = error.facts;
			throw new CliError(
				"data",
				errors.downloadBusy(pid, String(host)),
				errors.downloadBusyHint(String(path)),
				{
					cause: error,
				},
			);
		}
		if (error.code === "bad-hash") {
			throw new CliError("data", errors.downloadHash, errors.downloadHashHint, { cause: error });
		}
		const text = errors.downloadFailed(interruption(error, messages));
		throw new CliError("data", text, errors.downloadHint, { cause: error });
	}
}

function interruption(error: CorpusError, messages: CommandContext["messages"]): string {
	const { downloadReasons: reasons } = messages.errors;
	const { reason, status, received, seconds } = error.facts;
	switch (reason) {
		case "status":
			return reasons.status(String(status));
		case "closed":
			return reasons.closed(count(Number(received)));
		case "stalled":
			return reasons.stalled(String(seconds));
		default:
			return reasonText(error, messages);
	}
}
