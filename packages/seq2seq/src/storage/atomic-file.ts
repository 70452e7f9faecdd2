// Writing a file so that it is whole at any moment: the old one or the new one, after any crash. Needs Node.
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.js";

/** Writes the pieces beside `path`, flushes them to the disk, renames the file into place, flushes the folder. */
export async function writeFileAtomically(path: string, pieces: readonly Uint8Array[]): Promise<void> {
	const folder = dirname(path);
	makeFolder(folder);
	// A fixed name: what a killed process leaves behind is overwritten by the next one.
	const aside = `${path}.partial`;
	try {
		const file = await open(aside, "w");
		try {
			for (const piece of pieces) await file.writeFile(piece);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(aside, path);
	} catch (error) {
		await rm(aside, { force: true }).catch(() => {});
		throw error;
	}
	await flushFolder(folder);
}

/** Makes the rename itself durable; Windows has no such call and needs none. */
async function flushFolder(folder: string): Promise<void> {
	if (process.platform === "win32") return;
	const handle = await open(folder, "r");
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
