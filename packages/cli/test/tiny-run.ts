// The smallest homework that goes all the way, on TensorFlow.js' own backend: seconds, where nothing is built.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

export const tinySettings = [
	...["--backend", "cpu"],
	...["--pairs", "32", "--test-sources", "6", "--validation-sources", "2"],
	...["--units", "8", "--vocabulary", "120", "--epochs", "2", "--batch", "32"],
];

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "mirada-cli-"));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}
