// The smallest homework that goes all the way: on the native core where it is built, else on TensorFlow.js' own
// backend, which takes ten times as long.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeInfo } from "@mirada/core-native";
import { afterAll } from "vitest";

/** The backend of the tests. */
export const backend = nativeLoads() ? "native" : "cpu";

export const tinySettings = [
	...["--backend", backend],
	...["--pairs", "32", "--test-sources", "6", "--validation-sources", "2"],
	...["--units", "8", "--vocabulary", "120", "--epochs", "2", "--batch", "32"],
];

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "mirada-cli-"));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

function nativeLoads(): boolean {
	try {
		nativeInfo();
		return true;
	} catch {
		return false;
	}
}
