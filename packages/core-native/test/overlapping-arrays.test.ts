// What a kernel writes overlaps nothing else of its call: an output on top of indices would turn results into addresses.
import { describe, expect, it } from "vitest";
import { loadBinding } from "../src/load-binding.js";
import { type Call, floats, OUTPUTS, validCalls } from "./valid-calls.js";

type Typed = Float32Array | Float64Array | Int32Array | Uint8Array;

const binding = loadBinding() as unknown as Record<string, (...args: unknown[]) => unknown>;

/** The two arrays in one buffer, the second beginning inside of the first. */
function onTopOfEachOther(first: Typed, second: Typed): [Typed, Typed] {
	const buffer = new ArrayBuffer(first.byteLength + second.byteLength + 8);
	const at = (array: Typed, offset: number): Typed => {
		const view = new (array.constructor as Float32ArrayConstructor)(buffer, offset, array.length);
		view.set(array);
		return view;
	};
	const unit = second.BYTES_PER_ELEMENT;
	return [at(first, 0), at(second, Math.floor((first.byteLength - 4) / unit) * unit)];
}

interface Place {
	name: string;
	/** The field of the options, of which `name` may be an item. */
	field: string;
	array: Typed;
	/** Puts another array there. */
	put(array: Typed): void;
}

/** Every array of a call. */
function arraysOf(call: Call): Place[] {
	return Object.entries(call).flatMap(([field, value]): Place[] => {
		const items = Array.isArray(value) ? value : [value];
		return items.flatMap((array, i) => {
			if (!ArrayBuffer.isView(array)) return [];
			const put = (other: Typed) => {
				if (Array.isArray(value)) value[i] = other;
				else call[field] = other;
			};
			return [{ name: Array.isArray(value) ? `${field}[${i}]` : field, field, array: array as Typed, put }];
		});
	});
}

describe.each(Object.keys(OUTPUTS))("%s refuses", (name) => {
	const valid = validCalls()[name]!;
	const names = arraysOf(valid()).map(({ name }) => name);
	const outputs = arraysOf(valid()).filter(({ field }) => OUTPUTS[name]!.includes(field));

	it.each(outputs.map(({ name }) => name))("%s on top of any other array", (output) => {
		for (const other of names) {
			if (other === output) continue;
			const call = valid();
			const find = (wanted: string) => arraysOf(call).find(({ name }) => name === wanted)!;
			const [first, second] = onTopOfEachOther(find(output).array, find(other).array);
			find(output).put(first);
			find(other).put(second);
			const refusal = { name: "RangeError", message: expect.stringContaining("to share no memory with") };
			expect(() => binding[name]!(call), other).toThrow(expect.objectContaining(refusal));
			expect(() => binding[name]!(call)).toThrow(output);
			expect(() => binding[name]!(call)).toThrow(other);
		}
	});
});

describe("functions whose arguments come one by one", () => {
	const one = Int32Array.of(1, 8, 1, 1);
	const buffer = () => {
		const whole = new ArrayBuffer(256);
		return {
			first: new Float32Array(whole, 0, 8),
			second: new Float32Array(whole, 4, 8),
			bytes: new Uint8Array(whole, 4, 8),
		};
	};

	it.each<[string, (arrays: ReturnType<typeof buffer>) => unknown[], string]>([
		["unary", ({ first, second }) => [0, first, second, 0, 0], "out to share no memory with x"],
		["binary", ({ first, second }) => [0, one, first, floats(8), second], "out to share no memory with a"],
		["binary", ({ first, second }) => [0, one, floats(8), first, second], "out to share no memory with b"],
		["comparison", ({ first, bytes }) => [0, one, first, floats(8), bytes], "out to share no memory with a"],
		[
			"select",
			({ first, bytes }) => [bytes, floats(8), floats(8), first],
			"out to share no memory with condition",
		],
		[
			"select",
			({ first, second }) => [new Uint8Array(8), floats(8), first, second],
			"out to share no memory with b",
		],
		[
			"reduce",
			({ first, second }) => [0, first, second.subarray(0, 4), 4, 2, 1, 1],
			"out to share no memory with x",
		],
		["softmax", ({ first }) => [first, first, 8, true], "out to share no memory with x"],
		["dropout", ({ first, second }) => [first, second, 1, 8, 0.5, 1], "out to share no memory with x"],
		[
			"permute",
			({ first, second }) => [Int32Array.of(1, 8, 1), first, 0, second],
			"out to share no memory with x",
		],
		["copyRows", ({ first, second }) => [first, 0, 4, second, 0, 4, 2, 4], "out to share no memory with x"],
		[
			"matmul",
			({ first, second }) => [first, floats(8), second.subarray(0, 1), 1, 1, 8, false, false],
			"c to share no memory with a",
		],
		[
			"matmul",
			({ first, second }) => [
				floats(4),
				floats(4),
				first.subarray(0, 4),
				2,
				2,
				2,
				false,
				false,
				second.subarray(0, 2),
			],
			"c to share no memory with bias",
		],
	])("%s refuses an output on top of an input", (name, args, message) => {
		const call = () => binding[name]!(...args(buffer()));
		expect(call).toThrow(RangeError);
		expect(call).toThrow(message);
	});

	it("refuses a broadcast or transposed operand that is the output", () => {
		const out = floats(8);
		expect(() => binding.binary!(0, Int32Array.of(1, 8, 0, 1), out, floats(8), out)).toThrow(
			"out to share no memory",
		);
		// (2,2,2), its first two axes exchanged.
		const cube = floats(8);
		const exchanged = Int32Array.of(3, 2, 2, 2, 2, 4, 1, 4, 2, 1);
		expect(() => binding.binary!(0, exchanged, cube, floats(8), cube)).toThrow("out to share no memory");
	});

	it("works in place where each element is read before it is written", () => {
		const x = Float32Array.of(1, 2, 3, 4);
		binding.binary!(0, Int32Array.of(1, 4, 1, 1), x, x, x);
		expect([...x]).toEqual([2, 4, 6, 8]);
		binding.select!(Uint8Array.of(1, 0, 1, 0), x, floats(4), x);
		expect([...x]).toEqual([2, 0.5, 6, 0.5]);
		binding.dropout!(x, x, 1, 4, 0, 1);
		expect([...x]).toEqual([2, 0.5, 6, 0.5]);
		const negate = (binding.elementwiseOperations as unknown as { unary: string[] }).unary.indexOf("neg");
		binding.unary!(negate, x, x, 0, 0);
		expect([...x]).toEqual([-2, -0.5, -6, -0.5]);
	});
});
