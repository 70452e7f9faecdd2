// Checkpoints on disk: one file, written aside and renamed, so that at any moment it is whole. Needs Node.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { decodeSafetensors, safetensorsLength } from "@mirada/attention";
import { requireKind, wrongArgument } from "@mirada/core-native/contract";
import { writeFileAtomically } from "../storage/atomic-file.js";
import type { FileFault } from "../storage/file-fault.js";
import { isSealIntact, sealSafetensors } from "../storage/sealed-safetensors.js";
import type { Checkpoint, CheckpointStore, RunConfiguration } from "./checkpoint.js";
import { CheckpointError } from "./checkpoint-error.js";

const FORMAT = "mirada-checkpoint-1";

const forbidden = "this user may not write there: choose another folder or change its permissions";
const notFolder = "a file stands where a folder is needed: choose another path";

/** What to do about a checkpoint that could not be written, by the system's code. */
const remedies: Readonly<Record<string, string>> = {
	ENOSPC: "the disk is full: free some space",
	EDQUOT: "the disk quota is used up: free some space",
	EFBIG: "the file is larger than the file system or `ulimit -f` allows",
	EACCES: forbidden,
	EPERM: forbidden,
	EROFS: "the file system is read-only: choose another folder",
	ENOTDIR: notFolder,
	EEXIST: notFolder,
	EISDIR: "a folder stands where the file is needed: choose another path",
	ENAMETOOLONG: "the path is too long: choose a shorter one",
	EMFILE: "the process has too many open files",
	ENFILE: "the system has too many open files",
};

/**
 * Keeps the last checkpoint of a run in one safetensors file, whose metadata hold the progress, the
 * configuration with its SHA-256, the vocabularies and the SHA-256 of the whole file.
 */
export class CheckpointFile implements CheckpointStore {
	constructor(readonly path: string) {
		requireKind("CheckpointFile", "path", path, "string");
	}

	async save(checkpoint: Checkpoint): Promise<void> {
		const where = "CheckpointFile.save";
		const { configuration, progress, vocabularies, tensors } = (checkpoint ?? {}) as Checkpoint;
		for (const [name, value] of Object.entries({ configuration, progress, vocabularies })) {
			if (typeof value !== "object" || value === null) throw wrongArgument(where, name, "an object", value);
		}
		if (!(tensors instanceof Map)) throw wrongArgument(where, "tensors", "a Map of arrays by name", tensors);
		const metadata = {
			format: FORMAT,
			configuration: JSON.stringify(configuration),
			configurationSha256: hashOfConfiguration(configuration),
			progress: JSON.stringify(progress),
			vocabularies: JSON.stringify(vocabularies),
		};
		const pieces = await sealSafetensors({ tensors, metadata }, nodeSha256);
		try {
			await writeFileAtomically(this.path, pieces);
		} catch (cause) {
			throw new CheckpointError(
				"unwritable",
				`checkpoint: expected to write ${this.path}, got ${(cause as Error).message}`,
				`${remedies[(cause as NodeJS.ErrnoException).code ?? ""] ?? "the system says why above"}. An earlier checkpoint is left as it was`,
				{ cause },
			);
		}
	}

	async load(): Promise<Checkpoint | null> {
		const bytes = await this.read();
		if (bytes === null) return null;
		const expected = safetensorsLengthOf(bytes, this.path);
		if (expected === null || bytes.length < expected) {
			throw new CheckpointError(
				"truncated",
				`checkpoint: expected ${expected ?? "more"} bytes in ${this.path}, got ${bytes.length}`,
				"the file was cut; start again without resuming",
				{ fault: { kind: "length", expected, got: bytes.length } },
			);
		}
		if (bytes.length > expected || !(await isSealIntact(bytes, nodeSha256))) {
			throw damaged(this.path, "other bytes", { kind: "checksum" });
		}
		const { tensors, metadata } = decodeSafetensors(bytes);
		if (metadata.format !== FORMAT) {
			const fault = { kind: "format", got: metadata.format ?? null } as const;
			throw damaged(this.path, `format ${metadata.format}`, fault);
		}
		return {
			configuration: JSON.parse(metadata.configuration!),
			progress: JSON.parse(metadata.progress!),
			vocabularies: JSON.parse(metadata.vocabularies!),
			tensors,
		};
	}

	private async read(): Promise<Uint8Array | null> {
		try {
			return await readFile(this.path);
		} catch (cause) {
			if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
			throw new CheckpointError(
				"unreadable",
				`checkpoint: expected to read ${this.path}, got ${(cause as Error).message}`,
				"check the path and its permissions",
				{ cause },
			);
		}
	}
}

/** SHA-256 of a configuration, whatever the order of its settings. */
export function hashOfConfiguration(configuration: RunConfiguration): string {
	if (typeof configuration !== "object" || configuration === null) {
		throw wrongArgument("hashOfConfiguration", "configuration", "an object", configuration);
	}
	const sorted = Object.entries(configuration).sort(([a], [b]) => (a < b ? -1 : 1));
	return nodeSha256([new TextEncoder().encode(JSON.stringify(sorted))]);
}

function safetensorsLengthOf(bytes: Uint8Array, path: string): number | null {
	try {
		return safetensorsLength(bytes);
	} catch {
		throw damaged(path, "a header that is not JSON", { kind: "header" });
	}
}

function damaged(path: string, got: string, fault: FileFault): CheckpointError {
	return new CheckpointError(
		"unreadable",
		`checkpoint: expected ${path} as it was written, got ${got}`,
		"the file is damaged or not a checkpoint; start again without resuming",
		{ fault },
	);
}

function nodeSha256(pieces: readonly Uint8Array[]): string {
	const hash = createHash("sha256");
	for (const piece of pieces) hash.update(piece);
	return hash.digest("hex");
}
