// No contents of an array make a kernel read or write outside of its arrays, whoever changes them when.
import { beforeAll, expect, test } from "vitest";
import { attentionForward, attentionForwardAsync } from "../src/attention.js";
import { bundle, report } from "./own-process.js";
import { ResizableBuffer, validCalls } from "./valid-calls.js";

// For longer races: MIRADA_RACE_MILLISECONDS=10000.
const milliseconds = process.env.MIRADA_RACE_MILLISECONDS ?? "150";

let script: string;
beforeAll(() => {
	script = bundle("changing-contents");
});

test("another thread may write to indices, lengths, labels, rows, axes and masks during a call", {
	timeout: 600_000,
}, () => {
	const outcomes = report<Record<string, { returned: number; refused: number; others: string[] }>>(script, {
		args: [milliseconds],
		timeout: 600_000,
	});
	console.log(outcomes);
	expect(Object.keys(outcomes)).toHaveLength(22);
	for (const [what, { returned, refused, others }] of Object.entries(outcomes)) {
		expect(others, what).toEqual([]);
		// Both happened, or the thread did not write while we called.
		expect(returned, what).toBeGreaterThan(0);
		if (!/mask|scatterAddRows|sumRows/.test(what)) expect(refused, what).toBeGreaterThan(0);
	}
});

test.each<[string, (buffer: InstanceType<typeof ResizableBuffer>) => void]>([
	["transferred", (buffer) => void structuredClone(buffer, { transfer: [buffer] })],
	["shrunk", (buffer) => buffer.resize(0)],
	["overwritten", (buffer) => void new Uint8Array(buffer).fill(255)],
])(
	"asynchronous attention computes what it was given, though a buffer is %s meanwhile",
	async (_, change) => {
		const given = validCalls().attentionForwardAsync!();
		const resizable: InstanceType<typeof ResizableBuffer>[] = [];
		for (const [name, array] of Object.entries(given)) {
			if (!ArrayBuffer.isView(array)) continue;
			const buffer = new ResizableBuffer(array.byteLength, { maxByteLength: array.byteLength });
			const copy = new (array.constructor as Float32ArrayConstructor)(buffer);
			copy.set(array as Float32Array);
			given[name] = copy;
			resizable.push(buffer);
		}
		const expected = attentionForward(given as never);
		const results = Array.from({ length: 8 }, () => attentionForwardAsync(given as never));
		for (const buffer of resizable) change(buffer);
		for (const result of await Promise.all(results)) expect(result).toEqual(expected);
	},
);
