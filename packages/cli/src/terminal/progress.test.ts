import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { createProgress } from "./progress.js";

const style = picocolors.createColors(false);

function recorder(isTTY: boolean) {
	let clock = 0;
	const written: string[] = [];
	const output = { isTTY, columns: 80, write: (text: string) => written.push(text) };
	const bar = createProgress({
		output,
		style,
		label: "training",
		total: 100,
		leftWord: "left",
		now: () => clock,
	});
	return { bar, written, wait: (milliseconds: number) => (clock += milliseconds) };
}

describe("createProgress", () => {
	it("redraws one line on a terminal, with the time left, and ends it", () => {
		const { bar, written, wait } = recorder(true);
		wait(1000);
		bar.update(10, "loss 2.5");
		bar.finish();
		expect(written[0]).toMatch(/^\rtraining ━+ 10 % · 10\/100 · 9 s left · loss 2\.5/);
		expect(written.at(-1)).toBe("\n");
	});

	it("does not redraw more often than the eye sees", () => {
		const { bar, written, wait } = recorder(true);
		for (let done = 1; done <= 50; done++) {
			wait(1);
			bar.update(done);
		}
		expect(written).toHaveLength(1);
	});

	it("writes a plain line now and then elsewhere", () => {
		const { bar, written, wait } = recorder(false);
		for (let done = 1; done <= 60; done++) {
			wait(1000);
			bar.update(done);
		}
		bar.finish();
		expect(written).toHaveLength(4);
		expect(written[0]).toBe("training  15 % · 15/100 · 1 min 25 s left\n");
	});
});
