import { expect, test } from "vitest";
import { BufferPool } from "./buffer-pool.js";

test("a buffer given back serves the next array of about its length", () => {
	const pool = new BufferPool();
	const first = pool.floats(100_000);
	expect(first.length).toBe(100_000);
	pool.giveBack(first);
	expect(pool.heldBytes).toBeGreaterThanOrEqual(400_000);
	const second = pool.floats(99_000);
	expect(second.length).toBe(99_000);
	expect(second.buffer).toBe(first.buffer);
	expect(pool.heldBytes).toBe(0);
	expect(pool.floats(99_000).buffer).not.toBe(first.buffer);
});

test("a free buffer serves anything that is not much shorter", () => {
	const pool = new BufferPool();
	const long = pool.floats(131_072);
	pool.giveBack(long);
	expect(pool.floats(60_000).buffer).not.toBe(long.buffer);
	expect(pool.floats(90_000).buffer).toBe(long.buffer);
});

test("at most an eighth of a new buffer is wasted", () => {
	const pool = new BufferPool();
	for (let length = 16_384; length < 3e6; length = Math.floor(length * 1.07) + 1) {
		const { buffer } = pool.floats(length);
		expect(buffer.byteLength).toBeGreaterThanOrEqual(4 * length);
		expect(buffer.byteLength).toBeLessThanOrEqual(4.5 * length);
	}
});

test("small arrays are left to the garbage collector", () => {
	const pool = new BufferPool({ smallestBytes: 1024 });
	const small = pool.floats(255);
	expect(small.buffer.byteLength).toBe(1020);
	pool.giveBack(small);
	expect(pool.heldBytes).toBe(0);
});

test("the pool holds no more than its limit", () => {
	const pool = new BufferPool({ limitBytes: 1_000_000 });
	const arrays = Array.from({ length: 5 }, () => pool.floats(100_000));
	for (const array of arrays) pool.giveBack(array);
	expect(pool.heldBytes).toBeLessThanOrEqual(1_000_000);
	expect(pool.heldBytes).toBeGreaterThan(800_000);
	pool.clear();
	expect(pool.heldBytes).toBe(0);
});
