import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder } from "./make-folder.js";

const home = mkdtempSync(join(tmpdir(), "mirada-folders-"));
afterAll(() => rmSync(home, { recursive: true }));

describe("makeFolder", () => {
	it("makes what is missing and gives the first folder that it made", () => {
		mkdirSync(join(home, "a"));
		expect(makeFolder(join(home, "a", "b", "c", "d"))).toBe(join(home, "a", "b"));
		expect(readdirSync(join(home, "a", "b", "c"))).toEqual(["d"]);
	});

	it("takes a folder that is there, through a link too", () => {
		mkdirSync(join(home, "there"));
		symlinkSync(join(home, "there"), join(home, "link"), "junction");
		for (const path of [join(home, "there"), join(home, "link"), home, "/", "."]) {
			expect(makeFolder(path)).toBeUndefined();
		}
		expect(makeFolder(join(home, "link", "inside"))).toBe(join(home, "link", "inside"));
	});

	it("takes a path relative to the working folder", () => {
		const path = relative(process.cwd(), join(home, "relative", "one"));
		expect(makeFolder(path)).toBe(join(home, "relative"));
	});

	it("throws what the system says where a file is in the way, or nothing is behind a link", () => {
		writeFileSync(join(home, "file"), "");
		symlinkSync(join(home, "nowhere"), join(home, "dangling"), "junction");
		for (const path of ["file", join("file", "inside"), "dangling", join("dangling", "inside")]) {
			expect(() => makeFolder(join(home, path))).toThrow(/^E(EXIST|NOTDIR|NOENT)/);
		}
	});

	it.runIf(process.platform === "linux")("throws where the system takes no folders", () => {
		for (const path of ["/proc/x", "/proc/x/y", "/dev/null/x"]) {
			expect(() => makeFolder(path)).toThrow(/^E(NOENT|NOTDIR)/);
		}
	});
});
