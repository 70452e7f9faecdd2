/**
 * Downloads a corpus once: resumed where it broke off, checked by hash, put in place whole or not at all.
 */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
	describeValue,
	type OptionNames,
	requireInteger,
	requireKind,
	requireMethods,
	requireOptions,
} from "@mirada/core-native/contract";
import { makeFolder } from "../storage/make-folder.js";
import { cacheFolder } from "./cache-folder.js";
import { CorpusError } from "./corpus-error.js";
import { acquireLock, LockHeldError } from "./file-lock.js";

export interface CorpusSource {
	readonly name: string;
	readonly url: string;
	readonly fileName: string;
	readonly bytes: number;
	readonly sha256: string;
	/** Whose it is and under what licence, to be shown. */
	readonly attribution: string;
}

/** The sentence pairs of Géron's chapter 16. */
export const SPA_ENG: CorpusSource = {
	name: "spa-eng",
	url: "http://storage.googleapis.com/download.tensorflow.org/data/spa-eng.zip",
	fileName: "spa-eng.zip",
	bytes: 2_638_744,
	sha256: "0c4fd7825d3d872488d38c157f784e035edab4f2ff0df25a2a208790ecb5b58f",
	attribution: "tatoeba.org through manythings.org/anki (2018-05-13), CC BY 2.0",
};

export interface DownloadProgress {
	/** On disk so far, those of an earlier attempt included. */
	readonly receivedBytes: number;
	readonly totalBytes: number;
}

export interface DownloadOptions {
	/** Default: `corpora` in the user's cache folder. */
	readonly folder?: string;
	readonly signal?: AbortSignal;
	readonly onProgress?: (progress: DownloadProgress) => void;
	/** Download even if the file is there; it stays until the new one is whole and checked. Default: false. */
	readonly force?: boolean;
	/** Attempts after the first, each going on where the last one broke off. Default: 3. */
	readonly retries?: number;
	/** An attempt without a byte for so long has broken off. Default: 30 s. */
	readonly stallMilliseconds?: number;
}

export interface DownloadedCorpus {
	readonly path: string;
	/** It was there already. */
	readonly wasCached: boolean;
}

const SOURCE: OptionNames<CorpusSource> = {
	name: true,
	url: true,
	fileName: true,
	bytes: true,
	sha256: true,
	attribution: true,
};
const OPTIONS: OptionNames<DownloadOptions> = {
	folder: true,
	signal: true,
	onProgress: true,
	force: true,
	retries: true,
	stallMilliseconds: true,
};

/** The file on disk, downloaded if it is not there yet. An abort keeps what was received for the next time. */
export async function downloadCorpus(
	source: CorpusSource,
	options: DownloadOptions = {},
): Promise<DownloadedCorpus> {
	checkArguments(source, options);
	const { folder = join(cacheFolder(), "corpora"), signal, force = false } = options;
	signal?.throwIfAborted();
	const path = join(folder, source.fileName);
	if (!force && (await hashOf(path)) === source.sha256) return { path, wasCached: true };

	makeFolder(folder);
	const release = await lockDownload(`${path}.lock`, source);
	try {
		await downloadTo(path, source, options);
	} finally {
		release();
	}
	await syncFolder(folder);
	return { path, wasCached: false };
}

/** Two downloads that append to one part would spoil it. */
async function lockDownload(path: string, source: CorpusSource): Promise<() => void> {
	try {
		return await acquireLock(path);
	} catch (error) {
		if (!LockHeldError.is(error)) throw error;
		const { pid = "?", host = "?" } = error.owner ?? {};
		throw new CorpusError(
			"download-busy",
			`downloadCorpus: ${source.fileName} is being downloaded by process ${pid} on ${host}`,
			`Wait for it, or delete ${path} if that process is gone.`,
			{ cause: error, facts: { pid, host, path } },
		);
	}
}

async function downloadTo(path: string, source: CorpusSource, options: DownloadOptions): Promise<void> {
	const part = `${path}.part`;
	const resumedFrom = await sizeOf(part);
	await fetchWithRetries(source, part, options);
	let hash = await hashOf(part);
	if (hash !== source.sha256 && resumedFrom > 0) {
		// What was there before may have been of another file: once more, from the start.
		await rm(part, { force: true });
		await fetchWithRetries(source, part, options);
		hash = await hashOf(part);
	}
	if (hash !== source.sha256) {
		await rm(part, { force: true });
		throw new CorpusError(
			"bad-hash",
			`downloadCorpus: expected ${source.url} to have sha256 ${source.sha256}, got ${hash}`,
			"The file on the server has changed, or something on the way changed it. Download it by hand and give its path.",
		);
	}
	await rename(part, path);
}

function checkArguments(source: CorpusSource, options: DownloadOptions): void {
	const where = "downloadCorpus";
	requireOptions(where, source, SOURCE);
	for (const name of ["name", "url", "fileName", "sha256", "attribution"] as const) {
		requireKind(where, `source.${name}`, source[name], "string");
	}
	requireInteger(where, "source.bytes", source.bytes);
	if (!/^[^/\\\0]+$/.test(source.fileName) || !URL.canParse(source.url)) {
		throw new RangeError(
			`${where}: expected a source with a file name and a URL, got ${describeValue(source.fileName)} and ${describeValue(source.url)}`,
		);
	}
	requireOptions(where, options, OPTIONS);
	const { folder, signal, onProgress, force, retries, stallMilliseconds } = options;
	if (folder !== undefined) requireKind(where, "folder", folder, "string");
	if (signal !== undefined) requireMethods(where, "signal", signal, "an AbortSignal", ["throwIfAborted"]);
	if (onProgress !== undefined) requireKind(where, "onProgress", onProgress, "function");
	if (force !== undefined) requireKind(where, "force", force, "boolean");
	if (retries !== undefined) requireInteger(where, "retries", retries);
	if (stallMilliseconds !== undefined) requireInteger(where, "stallMilliseconds", stallMilliseconds, 1);
}

async function fetchWithRetries(source: CorpusSource, part: string, options: DownloadOptions): Promise<void> {
	const { retries = 3, signal } = options;
	for (let attempt = 0; ; attempt++) {
		try {
			return await fetchRest(source, part, options);
		} catch (error) {
			signal?.throwIfAborted();
			const isFinal = CorpusError.is(error) || isDiskError(error);
			if (isFinal || attempt >= retries) throw isDiskError(error) ? error : asFailure(source, error);
			await sleep(250 * 2 ** attempt, undefined, { signal });
		}
	}
}

/** One attempt: from where the part ends to the end of the file. */
async function fetchRest(source: CorpusSource, part: string, options: DownloadOptions): Promise<void> {
	const { signal, onProgress, stallMilliseconds = 30_000 } = options;
	let received = await sizeOf(part);
	if (received === source.bytes) return;
	if (received > source.bytes) {
		await rm(part, { force: true });
		received = 0;
	}
	const stall = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	const keepWaiting = () => {
		clearTimeout(timer);
		timer = setTimeout(
			() =>
				stall.abort(
					new Interruption(`no data for ${stallMilliseconds} ms`, {
						reason: "stalled",
						seconds: stallMilliseconds / 1000,
					}),
				),
			stallMilliseconds,
		);
	};
	keepWaiting();
	try {
		const response = await fetch(source.url, {
			// A compressed transfer could not be resumed by counting bytes.
			headers: { "accept-encoding": "identity", ...(received > 0 && { range: `bytes=${received}-` }) },
			signal: signal ? AbortSignal.any([signal, stall.signal]) : stall.signal,
		});
		const isRest = response.status === 206 && startOf(response) === received;
		if (!isRest) {
			// A server without ranges sends the whole file again; an unsuitable part is dropped.
			if (received > 0) await rm(part, { force: true });
			received = 0;
		}
		if (response.status === 416 || (response.status === 206 && !isRest)) {
			await response.body?.cancel();
			throw new Interruption(`the server has no bytes from there on (status ${response.status})`, {
				reason: "status",
				status: response.status,
			});
		}
		if (!response.ok || !response.body) {
			await response.body?.cancel();
			throw refused(source, response.status);
		}
		const file = await open(part, isRest ? "a" : "w");
		try {
			onProgress?.({ receivedBytes: received, totalBytes: source.bytes });
			for await (const chunk of response.body) {
				keepWaiting();
				await file.write(chunk);
				received += chunk.length;
				onProgress?.({ receivedBytes: received, totalBytes: source.bytes });
				// More than there can be: let the hash say so, instead of filling the disk.
				if (received > source.bytes) break;
			}
			await file.sync();
		} finally {
			await file.close();
		}
	} finally {
		clearTimeout(timer);
	}
	if (received < source.bytes)
		throw new Interruption(`the connection closed after ${received} of ${source.bytes} bytes`, {
			reason: "closed",
			received,
		});
}

/** Why a transfer broke off. */
class Interruption extends Error {
	constructor(
		message: string,
		readonly facts: Readonly<Record<string, string | number>>,
	) {
		super(message);
	}
}

function startOf(response: Response): number {
	return Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? Number.NaN);
}

function refused(source: CorpusSource, status: number): Error {
	// Servers that are busy or broken may recover; those that say no will say no again.
	const facts = { reason: "status", status };
	if (status >= 500 || status === 429) return new Interruption(`status ${status}`, facts);
	return new CorpusError(
		"download-failed",
		`downloadCorpus: expected ${source.url} to send the file, got status ${status}`,
		"Download it by hand and give its path.",
		{ facts },
	);
}

function asFailure(source: CorpusSource, error: unknown): Error {
	if (CorpusError.is(error)) return error;
	// fetch hides why it failed in the cause: "fetch failed" helps nobody.
	const { cause, message } = error as Error;
	const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : message;
	return new CorpusError(
		"download-failed",
		`downloadCorpus: expected ${source.bytes} bytes from ${source.url}, got an interruption (${reason})`,
		"Check the connection and run it again: it goes on where it stopped. Or download it by hand and give its path.",
		{ cause: error, facts: error instanceof Interruption ? error.facts : {} },
	);
}

function isDiskError(error: unknown): boolean {
	return ["ENOSPC", "EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException)?.code ?? "");
}

async function sizeOf(path: string): Promise<number> {
	try {
		return (await stat(path)).size;
	} catch {
		return 0;
	}
}

/** Undefined if there is no such file. */
async function hashOf(path: string): Promise<string | undefined> {
	try {
		const hash = createHash("sha256");
		for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
		return hash.digest("hex");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
}

/** Makes the rename itself survive a power cut, where the system can. */
async function syncFolder(folder: string): Promise<void> {
	if (process.platform === "win32") return;
	const handle = await open(folder, "r");
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
