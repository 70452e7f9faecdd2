import { describe, expect, it } from "vitest";
import type { CommandContext } from "../command-context.js";
import { languages, messagesIn } from "../messages/index.js";
import { textStyle } from "../terminal/text-style.js";
import { type SearchProgressOptions, watchSearch } from "./search-progress.js";

/** What is written while batches of 10 sentences take `milliseconds` each. */
function written(
	options: Partial<SearchProgressOptions> & { milliseconds: number },
	language: (typeof languages)[number] = "en",
) {
	const { milliseconds, ...rest } = options;
	let [time, err] = [0, ""];
	const stderr = { isTTY: false, write: (text: string) => (err += text) };
	const context = { io: { stderr }, errorStyle: textStyle(stderr, {}), messages: messagesIn(language) };
	const lengths = rest.lengths ?? Array.from({ length: 100 }, () => 9);
	const search = watchSearch(
		{ label: "searching", beamSize: 64, lengths, now: () => time, ...rest },
		context as unknown as CommandContext,
	);
	const tell = search.part(lengths);
	for (let done = 10; done <= lengths.length; done += 10) {
		time += milliseconds;
		tell({ done });
	}
	search.pause();
	return err;
}

describe("watchSearch", () => {
	it.each(languages)("announces a search that takes long, once, after its first batch (%s)", (language) => {
		const err = written({ milliseconds: 8000 }, language);
		const { longSearch } = messagesIn(language).homework;
		expect(err.split("\n")[0]).toBe(longSearch(64, 100, "1 min 20 s"));
		expect(err.match(/64/g)).toHaveLength(1);
		expect(err).toContain("searching  20 % · 20/100");
	});

	it("says nothing of one that takes seconds, nor of greedy search", () => {
		expect(written({ milliseconds: 5000 })).not.toContain("64");
		expect(written({ milliseconds: 20_000, beamSize: 1 })).not.toContain("beam");
	});

	it("shows a bar for a search of unknown length only where it takes long", () => {
		expect(written({ milliseconds: 5000, onlyIfLong: true })).toBe("");
		expect(written({ milliseconds: 20_000, onlyIfLong: true })).toContain("searching  ");
	});

	it("estimates by tokens, not by sentences: the shortest are searched first", () => {
		// With their ends, 10 sentences of 4 tokens are a quarter of the work.
		const lengths = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 4 : 14));
		expect(written({ milliseconds: 16_000, lengths })).toContain("1 min 04 s");
	});

	it("waits for a second of work before it estimates", () => {
		const lengths = Array.from({ length: 10_000 }, () => 9);
		const err = written({ milliseconds: 400, lengths });
		expect(err).toContain(messagesIn("en").homework.longSearch(64, 10_000, "6 min 40 s"));
	});
});
