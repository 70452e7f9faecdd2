import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RowJournal } from "./row-journal.mjs";

let folder;
const open = (run) => new RowJournal(join(folder, "journal", "suite.jsonl"), run);
const row = (name, group) => ({ case: name, group, value: 1.5 });

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "mirada-journal-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the journal of a suite's rows", () => {
	it("gives an interrupted run its rows back, once and again", () => {
		open("run 1").add(row("a", "forward"), { torch: "1" });
		open("run 1").add(row("b"), { torch: "1" });
		const journal = open("run 1");
		expect(journal.entries).toEqual([
			{ row: row("a", "forward"), versions: { torch: "1" } },
			{ row: row("b"), versions: { torch: "1" } },
		]);
		expect([journal.has("a", "forward"), journal.has("a", "backward"), journal.has("c")]).toEqual([
			true,
			false,
			false,
		]);
	});

	it("begins anew for another run, for one that cannot be told from others, and after a whole one", () => {
		open("run 1").add(row("a"), {});
		expect(open("run 2").entries).toEqual([]);
		open("run 2").add(row("a"), {});
		expect(open(undefined).entries).toEqual([]);
		open(undefined).add(row("a"), {});
		expect(open(undefined).entries).toEqual([]);
		const whole = open("run 3");
		whole.add(row("a"), {});
		whole.remove();
		expect(open("run 3").entries).toEqual([]);
	});

	it("leaves out a row that was cut off while it was written", () => {
		open("run 1").add(row("a"), {});
		appendFileSync(join(folder, "journal", "suite.jsonl"), '{"row":{"case":"b","val');
		expect(open("run 1").entries.map((entry) => entry.row.case)).toEqual(["a"]);
		open("run 1").add(row("c"), {});
		expect(open("run 1").entries.map((entry) => entry.row.case)).toEqual(["a", "c"]);
	});
});
