// Writing a file so that it is whole at any moment: the old one or the new one, after any crash.
import { mkdir, open, rename, rm } from "node:fs/promises";

/** Writes the pieces into a file beside `path`, flushed to the disk. The result puts it into place. */
export async function writeBeside(
	path: string,
	pieces: readonly Uint8Array[],
): Promise<{ commit: () => Promise<void>; abandon: () => Promise<void> }> {
	// Not a name that another process or another save would take.
	const aside = `${path}.${process.pid}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}.partial`;
	const abandon = () => rm(aside, { force: true }).catch(() => undefined);
	try {
		const file = await open(aside, "w");
		try {
			for (const piece of pieces) await file.writeFile(piece);
			await file.sync();
		} finally {
			await file.close();
		}
	} catch (error) {
		await abandon();
		throw error;
	}
	return { commit: () => rename(aside, path), abandon };
}

/** Creates the folder and those above it. @throws Error where a file stands in its place, in tfjs-node's words */
export async function createFolder(path: string): Promise<void> {
	try {
		await mkdir(path, { recursive: true });
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code !== "EEXIST" && code !== "ENOTDIR") throw error;
		throw new Error(`Path ${path} exists as a file. The path must be nonexistent or point to a directory.`, {
			cause: error,
		});
	}
}
